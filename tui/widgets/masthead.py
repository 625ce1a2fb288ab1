"""The first line of the day."""

from typing import ClassVar

from rich.cells import cell_len
from textual.reactive import reactive

from tui.domain.dates import long_date, relative_day, short_date
from tui.widgets.bars import sheet_label
from tui.widgets.line import Line, Part, Parts
from tui.widgets.text import clip, one_line
from tui.widgets.view import EMPTY, View

AIR = 6
"""What stands between the parts of the first line."""


class Masthead(Line):
    """The date, whose sheet it is, and which account; a foreign sheet is in the warning colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    view: reactive[View] = reactive(EMPTY)

    def watch_view(self, view: View) -> None:
        """Mark a foreign sheet."""
        self.set_class(view.sheet_of is not None, "-foreign")

    def left(self) -> Parts:
        """The date, where it lies from today, and whose sheet it is if it is somebody else's."""
        return self._said()[0]

    def right(self) -> Parts:
        """Whose sheet, and which account, as far as there is room."""
        return self._said()[1]

    def _said(self) -> tuple[Parts, Parts]:
        """The fullest way to say it that fits; the date stands in all of them."""
        view, width = self.view, self.size.width
        if view is EMPTY:
            return (), ()
        day = view.day.date
        near, place = relative_day(day, view.today), f"{view.place} "
        name = one_line(view.account.me.name)
        who = f"{name} · " if name and view.sheet_of is None else ""
        on, short = long_date(day), short_date(day)
        whose, narrowly = sheet_label(view.sheet_of), sheet_label(view.sheet_of, is_narrow=True)
        ways = [(whose, on, near, who, place), (whose, on, near, "", place)]
        ways += [(whose, on, near, "", "")] if view.sheet_of is not None else []
        ways += [(narrowly, short, near, "", place), (narrowly, short, near, "", "")]
        ways.append((narrowly, short, "", "", ""))
        whose, on, near, who, place = next(
            (way for way in ways if cell_len("".join(way)) + AIR <= width), ways[-1]
        )
        room = width - len(on) - 2
        whose = whose if cell_len(whose) <= room else f"{clip(whose, room)} "
        right = who.removesuffix(" · ")
        return (
            (Part(f" {whose}{on}", "strong"), Part(f" · {near}" if near else "", "dim")),
            (Part(right), Part(f"{' · ' if right else ''}{place}", "dim")),
        )

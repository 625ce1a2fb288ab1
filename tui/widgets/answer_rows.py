"""How the answers of a picker are laid out: pure functions from an option to styled pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from tui.domain.marks import marks
from tui.domain.questions import Option
from tui.widgets.rows import NARROW
from tui.widgets.text import clip, one_line

GAP = 2
LEAST = 10
LABEL_SHARE = 60
"""What labels may take of the width, in hundredths, where something stands beside them."""


class AnswerPiece(NamedTuple):
    """A stretch of one kind of text; `is_match` says that it answers what was typed."""

    text: str
    kind: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """The columns of answers, in cells: `label`, and the detail with its reason up to `width`."""

    width: int
    label: int

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for clients and reasons."""
        return self.width < NARROW

    @property
    def detail(self) -> int:
        """The room beside the label."""
        return max(0, self.width - self.label - GAP)


def columns_for(options: Sequence[Option[object]], width: int) -> AnswerColumns:
    """Make the labels' column as wide as they are, up to its share; where no reason has to stand
    at the end, up to what details leave.
    """
    columns = AnswerColumns(width, 0)
    pairs = [option for option in options if option.detail]
    labels = max((cell_len(label_of(option, columns)) for option in pairs), default=0)
    details = max((cell_len(one_line(option.detail)) for option in pairs), default=0)
    left = width - GAP - details if columns.is_narrow else 0
    most = max(LEAST, width * LABEL_SHARE // 100, left)
    return AnswerColumns(width, min(most, labels))


def label_of(option: Option[object], columns: AnswerColumns) -> str:
    """The label of an option, the short one where it is narrow, harmless and on one line."""
    return one_line((option.short if columns.is_narrow else "") or option.label)


def answer_pieces(option: Option[object], columns: AnswerColumns) -> list[AnswerPiece]:
    """Lay an option out: its label, its detail, and where there is room why it stands here."""
    label, detail = label_of(option, columns), one_line(option.detail)
    in_label, in_detail = marks(option.words, label, detail)
    if not detail:
        kind = "new" if option.is_new else "text"
        return _pieces(clip(label, columns.width), label, kind, in_label)
    shown = clip(label, columns.label)
    gap = " " * (columns.label - cell_len(shown) + GAP)
    beside = clip(detail, columns.detail)
    room = 0 if columns.is_narrow else columns.detail - cell_len(beside)
    return [
        *_pieces(shown, label, "text", in_label),
        AnswerPiece(gap, "text"),
        *_pieces(beside, detail, "text", in_detail),
        AnswerPiece(_why(option, room), "dim"),
    ]


def _why(option: Option[object], room: int) -> str:
    """The reason at the right end of the room, in fewer words or not at all where it is short."""
    standing = option.standing
    fitting = (why for why in (standing.why, standing.brief) if 0 < len(why) <= room - GAP)
    shown = next(fitting, "")
    return shown.rjust(room) if shown else ""


def _pieces(shown: str, whole: str, kind: str, marked: frozenset[int]) -> list[AnswerPiece]:
    """Part what is shown of a text into what answers and what does not."""
    letters = [
        (letter, place in marked and whole[place : place + 1] == letter)
        for place, letter in enumerate(shown)
    ]
    return [
        AnswerPiece("".join(letter for letter, _ in run), kind, is_match)
        for is_match, run in groupby(letters, key=lambda pair: pair[1])
    ]

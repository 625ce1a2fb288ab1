"""How the answers of a picker are laid out, and the list that shows them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.domain.habits import Standing
from tui.domain.questions import Option
from tui.widgets.answer_rows import answer_pieces, columns_for
from tui.widgets.answers import Answers

MORNINGS = Standing(1.0, "usual on Monday mornings")
WEB = Option(
    "Acme · [WEB-2] Website relaunch",
    "Programming",
    "web",
    short="Website relaunch [WEB-2]",
    standing=MORNINGS,
)
AUDIT = Option("Globex · Audit", "Talking", "audit")
NEW = Option("Create project “web” …", "", "new", is_new=True)


def line(option: Option[str], width: int, *others: Option[str]) -> str:
    pieces = answer_pieces(option, columns_for([option, *others], width))
    return "".join(piece.text for piece in pieces)


def matched(option: Option[str], width: int = 72) -> list[str]:
    pieces = answer_pieces(option, columns_for([option], width))
    return [piece.text for piece in pieces if piece.is_match]


class TestLayout:
    def test_the_reason_stands_at_the_right_end(self) -> None:
        assert line(WEB, 80) == (
            "Acme · [WEB-2] Website relaunch  Programming            usual on Monday mornings"
        )

    def test_details_stand_below_one_another(self) -> None:
        assert line(AUDIT, 80, WEB).index("Talking") == line(WEB, 80).index("Programming")

    def test_the_reason_goes_first(self) -> None:
        assert line(WEB, 70).endswith("Programming  usual on Monday mornings")
        assert line(WEB, 69).endswith("Programming          Monday mornings")
        assert line(WEB, 61).endswith("Programming  Monday mornings")
        assert line(WEB, 60).endswith("Programming")

    def test_in_narrow_panes_the_client_goes(self) -> None:
        assert line(WEB, 60).startswith("Acme · ")
        assert line(WEB, 59) == "Website relaunch [WEB-2]  Programming"
        assert line(WEB, 34) == "Website relaunch [WE…  Programming"

    def test_but_not_where_only_it_tells_projects_apart(self) -> None:
        assert line(replace(WEB, short=""), 59).startswith("Acme · [WEB-2]")

    def test_what_is_new_has_the_whole_line(self) -> None:
        assert line(NEW, 80, WEB) == "Create project “web” …"
        assert line(NEW, 12) == "Create proj…"

    @pytest.mark.parametrize("width", [0, 5, 12, 20, 34, 59, 60, 80, 200])
    def test_nothing_is_wider_than_the_pane(self, width: int) -> None:
        wide = Option("客戶 · 網站" * 9, "程式設計" * 5, "wide", standing=MORNINGS)
        for option in (WEB, AUDIT, NEW, wide):
            assert cell_len(line(option, width, WEB)) <= max(width, 13)

    def test_foreign_text_is_drawn_literally_on_one_line(self) -> None:
        assert line(Option("[b]A[/b]\x1b[31m\nB", "x\ty", "x"), 40).split("  ", 1)[0] == (
            "[b]A[/b]␛[31m B"
        )


class TestMarks:
    def test_what_answers_is_marked(self) -> None:
        assert matched(replace(WEB, words=("web", "pro"))) == ["WEB", "Web", "Pro"]

    def test_only_what_is_seen_is_marked(self) -> None:
        assert matched(replace(WEB, words=("2", "prog")), 34) == ["Prog"]
        assert matched(replace(WEB, words=("relaunch",)), 20) == ["rel"]

    def test_of_the_short_label_too(self) -> None:
        assert matched(replace(WEB, words=("acme", "web")), 50) == ["Web", "WEB"]

    def test_nothing_without_words(self) -> None:
        assert matched(WEB) == []


class ListApp(App[None]):
    """Answers alone, and what was chosen of them."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = Answers()
        self.chosen: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.answers

    def on_answers_chosen(self, event: Answers.Chosen) -> None:
        self.chosen.append(event.option.then)

    @property
    def pane(self) -> list[str]:
        return [
            strip.text.rstrip().removesuffix("▐").rstrip()
            for strip in self.screen._compositor.render_strips()
        ]

    def has_style(self, text: str, name: str) -> bool:
        """Whether a stretch of text is drawn so: bold, underline, reverse."""
        segments = [s for strip in self.screen._compositor.render_strips() for s in strip]
        styles = [segment.style for segment in segments if segment.text == text]
        return bool(styles) and all(style and getattr(style, name) for style in styles)


@asynccontextmanager
async def shown(
    options: Sequence[Option[str]], height: int = 5, width: int = 40
) -> AsyncIterator[tuple[ListApp, Pilot[None]]]:
    app = ListApp()
    async with app.run_test(size=(width, height)) as pilot:
        app.answers.show(options)
        await pilot.pause()
        yield app, pilot


MANY = [Option(f"Project {number}", "", str(number)) for number in range(20)]


async def test_a_rule_parts_what_there_is_from_what_is_new() -> None:
    async with shown([AUDIT, NEW]) as (app, pilot):
        assert app.pane[:3] == ["›  Globex · Audit  Talking", "   ────", f"   {NEW.label}"]
        app.answers.move(1)
        await pilot.pause()
        assert app.pane[2].startswith("›")
        await pilot.click(app.answers, offset=(5, 1))
        assert app.chosen == []
        await pilot.click(app.answers, offset=(5, 2))
        await pilot.click(app.answers, offset=(5, 0))
        await pilot.click(app.answers, offset=(5, 4))
        assert app.chosen == ["new", "audit"]


async def test_where_all_is_new_there_is_no_rule() -> None:
    async with shown([NEW]) as (app, _):
        assert app.pane[:2] == [f"›  {NEW.label}", ""]


async def test_a_favourite_has_a_star() -> None:
    star = replace(AUDIT, standing=Standing(1.0, "", is_favourite=True))
    async with shown([star, WEB]) as (app, _):
        assert app.pane[0].startswith("›★ Globex")
        assert app.pane[1].startswith("   Website")


async def test_the_cursor_stays_in_sight_and_a_single_step_goes_round() -> None:
    async with shown(MANY) as (app, pilot):
        for rows, under, first in ((4, 4, 0), (1, 5, 1), (-1, 4, 1), (-4, 0, 0), (-1, 19, 15)):
            app.answers.move(rows)
            await pilot.pause()
            assert app.answers.cursor == under
            assert app.pane[0].endswith(f"Project {first}")
            assert [line for line in app.pane if "›" in line] == [f"›  Project {under}"]
        app.answers.move(1)
        assert app.answers.cursor == 0
        app.answers.move_page(1)
        assert app.answers.cursor == 4
        app.answers.move_page(9)
        assert app.answers.cursor == 19
        app.answers.move_page(-9)
        assert app.answers.cursor == 0


async def test_moving_in_an_empty_list_does_nothing() -> None:
    async with shown([]) as (app, pilot):
        app.answers.move(1)
        app.answers.move_page(1)
        await pilot.click(app.answers, offset=(1, 0))
        assert (app.answers.cursor, app.chosen) == (0, [])


async def test_the_wheel_scrolls_and_a_click_takes_what_is_under_it() -> None:
    async with shown(MANY) as (app, pilot):
        await pilot._post_mouse_events([events.MouseScrollDown], app.answers, offset=(1, 1))
        await pilot.pause()
        assert app.pane[0] == "   Project 3"
        assert app.answers.cursor == 0
        await pilot.click(app.answers, offset=(5, 1))
        assert app.chosen == ["4"]


async def test_a_narrower_pane_keeps_the_cursor_in_sight() -> None:
    async with shown(MANY, height=8) as (app, pilot):
        app.answers.move(7)
        await pilot.resize_terminal(40, 3)
        await pilot.pause()
        assert app.pane[-1] == "›  Project 7"

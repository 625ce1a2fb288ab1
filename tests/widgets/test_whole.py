"""Nothing is cut without a sign that it was, and every number is whole, however wide a line is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from tui.domain.account import Account, Person
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat
from tui.domain.keys import Keys
from tui.widgets.ask_line import Answer, AskLine
from tui.widgets.bars import Key, KeyBar
from tui.widgets.brief_words import Scene, brief, row_line
from tui.widgets.grid_words import grid_words
from tui.widgets.line import Line, Parts
from tui.widgets.masthead import Masthead
from tui.widgets.rows import Columns, clock_piece, row_cells
from tui.widgets.view import Status, View

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
WIDTHS = [*range(20, 130), 149, 150, 151, 200, 300]
WORDS = "Ein sehr langer Name für etwas, das 会計システム heißt"
NUMBER = re.compile(r"\d[\d:.,]*")
"""A number, as far as it stands there."""


def entry(**changes: object) -> TimeEntry:
    fields: dict[str, object] = {
        "id": 1,
        "user_id": 1,
        "spent_date": TODAY,
        "client": WORDS,
        "project": WORDS,
        "task": WORDS,
        "project_id": 1,
        "task_id": 1,
        "notes": f"{WORDS}\n{WORDS}\n{WORDS}\n{WORDS}",
        "hours": Decimal("1234.50"),
        "hours_without_timer": Decimal("1234.50"),
    }
    return TimeEntry(**(fields | changes))  # type: ignore[arg-type]


RUNNING = entry(
    id=2, hours_without_timer=Decimal("1000.00"), timer_started_at=NOW - timedelta(seconds=10)
)
LOCKED = entry(id=3, is_billed=True)
CLOCK = Account(name="", me=Person(id=1, first_name="Robin"), zone=ZoneInfo("Europe/Berlin"))
DECIMAL = replace(CLOCK, hours_format=HoursFormat.DECIMAL, decimal_symbol=",")
TIMED = replace(CLOCK, timestamp_timers=True)
ACCOUNTS = [CLOCK, DECIMAL, TIMED]


def view(account: Account, *rows: TimeEntry, **changes: object) -> View:
    day = Day(TODAY, rows)
    return View(
        day=day,
        today=TODAY,
        status=Status.READY,
        account=account,
        week_hours=Decimal("40.00"),
        **changes,  # type: ignore[arg-type]
    )


def text_of(parts: Parts) -> str:
    return "".join(part.text for part in parts)


def assert_told(text: str, whole: str) -> None:
    """Each piece of the text is all of it, or ends in an ellipsis."""
    shown = text.strip()
    assert shown == whole or shown.endswith("…"), text


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("one", [entry(), RUNNING, LOCKED])
def test_a_row_is_whole_or_says_that_it_is_not(account: Account, one: TimeEntry) -> None:
    for width in WIDTHS:
        columns = Columns(width - 1, account)
        lines = row_cells(one, columns)
        clock = clock_piece(one, one.seconds(NOW), account).text
        assert cell_len(clock) <= 11
        for number, line in enumerate(lines):
            text = " " + "".join(piece.text for piece in line) + (clock if number == 0 else "")
            assert cell_len(text) <= width, (width, number, text)
        names = "".join(piece.text for piece in lines[0] if piece.kind == "title")
        whole = WORDS if columns.narrow else f"{WORDS} · {WORDS}"
        assert_told(names, whole)
        notes = [piece.text for line in lines for piece in line if piece.kind == "notes"]
        assert notes[-1].rstrip().endswith("…") or notes[-1].rstrip().endswith(WORDS[-5:])


def scenes(account: Account) -> Iterator[Scene]:
    person = Person(id=2, first_name="Marta Lindqvist")
    for has_row in (False, True):
        all_rows = view(account, entry(), RUNNING, LOCKED)
        yield from (Scene(all_rows, one, NOW, has_row) for one in all_rows.rows)
        still = view(account, entry(), LOCKED)
        yield from (Scene(still, one, NOW, has_row) for one in still.rows)
        yield Scene(view(account, entry(), sheet_of=person), entry(), NOW, has_row)
        yield Scene(view(account, elsewhere=RUNNING), None, NOW, has_row)
        yield Scene(view(account), None, NOW, has_row)
        other = replace(all_rows, today=TODAY + timedelta(days=3), filter="name")
        yield Scene(other, entry(), NOW, has_row)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_strip_fits_with_its_numbers_whole(account: Account) -> None:
    for scene in scenes(account):
        widest = brief(scene, 1000)
        numbers = set(NUMBER.findall(f"{widest.clock} {widest.total} {text_of(widest.name)}"))
        for width in WIDTHS:
            said = brief(scene, width)
            name, total = text_of(said.name), said.total
            taken = (
                cell_len(said.clock) + 3 + cell_len(name) + (cell_len(total) + 3 if total else 1)
            )
            assert taken <= width, (width, said)
            assert said.clock == widest.clock
            assert set(NUMBER.findall(f"{said.clock} {total} {name}")) <= numbers, (width, said)
            left = {part.text.strip(" ·") for part in said.name if part.text.strip()}
            full = {part.text.strip(" ·") for part in widest.name if part.text.strip()}
            is_short_way = name.startswith(("▌", WORDS, "Nothing here yet."))
            assert left == full or "…" in name or is_short_way, (width, said)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_line_of_the_row_fits_with_its_numbers_whole(account: Account) -> None:
    for scene in scenes(account):
        numbers = set(NUMBER.findall("".join(map(text_of, row_line(scene, 1000)))))
        for width in WIDTHS:
            left, right = row_line(scene, width)
            text = text_of(left) + text_of(right)
            assert cell_len(text) <= width, (width, text)
            assert set(NUMBER.findall(text.replace("/", " "))) <= numbers, (width, text)
            if scene.entry is not None:
                assert "…" in text or cell_len(text_of(left)) >= 3 * cell_len(WORDS)


KEYS = (Key("h", "With hours", ""), Key("o", "Without", ""), Key("esc", "Leave it", ""))


def line_of(question: str) -> AskLine:
    answers = {"h": Answer("With hours", list), "o": Answer("Without", list)}
    return AskLine(question, answers, list)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_a_question_has_all_of_its_answers(most: int) -> None:
    question = f"Put 12 rows on {WORDS}?"
    for width in WIDTHS:
        lines = [text_of(line) for line in line_of(question)._lines(width, most)]
        assert len(lines) <= most
        assert all(cell_len(line.rstrip()) <= width for line in lines), (width, lines)
        text = " ".join(lines)
        assert all(re.search(rf"\b{key.key}\b", text) for key in KEYS), (width, lines)
        assert "?" in text or "…" in text


def test_what_an_empty_day_says_ends_in_a_sign_where_it_is_cut() -> None:
    hints = ("n  new entry: pick or type what you work on", "a  one line", "?  all keys")
    empty = replace(view(CLOCK), keys=Keys())
    full = " ".join(p.text for p in grid_words(empty, hints, 200, 50, is_slow=False) if p.text)
    for width in WIDTHS:
        for height in range(1, 12):
            lines = [piece.text for piece in grid_words(empty, hints, width, height, is_slow=False)]
            assert len(lines) <= height
            assert all(cell_len(line) <= width for line in lines)
            said = " ".join(line for line in lines if line)
            assert said == full or "…" in said


def sized(width: int, kind: type[Line], **known: object) -> Line:
    """A line of a width, outside of any screen."""

    class Sized(kind):  # type: ignore[misc, valid-type]
        size = Size(width, 1)

    line = Sized()
    for name, value in known.items():
        line.set_reactive(getattr(kind, name), value)
    return line


@pytest.mark.parametrize("sheet_of", [None, Person(id=2, first_name=WORDS)])
def test_the_first_line_has_its_date_whole(sheet_of: Person | None) -> None:
    shown = replace(view(CLOCK, entry()), place="local account", sheet_of=sheet_of)
    for width in WIDTHS:
        line = sized(width, Masthead, view=shown)
        left, right = text_of(line.left()), text_of(line.right())
        assert cell_len(left + right) <= width, (width, left, right)
        assert "Mon 23 Nov" in left or "Monday 23 November 2026" in left
        assert not sheet_of or WORDS in left or "…" in left
        assert right in ("", "local account ", "Robin · local account ")


def test_the_keys_are_whole_and_say_when_some_are_left_out() -> None:
    last = Key("?", "Help", "screen.help")
    for keys in (KEYS, (*KEYS, last)):
        for width in WIDTHS:
            text = text_of(sized(width, KeyBar, keys=keys).left()).rstrip()
            assert cell_len(text) <= width
            assert text.endswith(text_of(keys[-1].parts))
            parts = [text_of(key.parts) for key in keys]
            assert all(part in text for part in parts) or "…" in text or keys[-1] is last

"""Notes in the person's own editor."""

import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.ui.story import MARTA, opened, stored
from tests.ui.test_edit_in_place import Wires, cells
from tui.account.store import Store
from tui.app import Windrow
from tui.domain.draft import Change
from tui.screens.outside_editor import EditorTrouble, edited, editor_command

TODAY = date(2026, 11, 23)
TESTS = 2


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """A program that adds a line to what it is given, and notes how it found it."""
    script = tmp_path / "my editor.py"
    script.write_text(
        "import pathlib, sys, os\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "mode = oct(path.stat().st_mode)[-3:] + oct(path.parent.stat().st_mode)[-3:]\n"
        f"pathlib.Path({str(tmp_path / 'seen')!r}).write_text(mode + path.read_text())\n"
        "path.write_text(path.read_text().rstrip() + os.environ.get('ADDED', ' And more.\\n'))\n"
        "sys.exit(int(os.environ.get('CODE', '0')))\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")
    return (tmp_path / "seen").read_text


@pytest.fixture(autouse=True)
def _lent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lend the terminal that a test does not have; it must come back whatever happens."""
    lent: list[bool] = []

    @contextmanager
    def suspend(_: Windrow) -> Iterator[None]:
        lent.append(True)
        yield
        lent.pop()  # as in Textual, an error leaves it lent

    monkeypatch.setattr(Windrow, "suspend", suspend)
    yield
    assert not lent


def notes(store: Store, clock: FrozenClock) -> str:
    return stored(store, clock, TODAY)[TESTS].notes


async def test_the_notes_go_to_the_editor_and_come_back(
    demo: Store, clock: FrozenClock, seen: Callable[[], str]
) -> None:
    wires = Wires()
    async with opened(demo, clock, wrap=wires.around) as story:
        story.grid.go_to(TESTS)
        await story.press("E")
        assert wires.changes == [Change(notes="Test API support And more.")]
        assert story.message == "Updated 14775 · Backend Programming: notes."
        assert seen() == "600700Test API support\n"


async def test_what_was_not_changed_is_not_sent(
    demo: Store, clock: FrozenClock, seen: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADDED", "\n")
    wires = Wires()
    async with opened(demo, clock, wrap=wires.around) as story:
        story.grid.go_to(TESTS)
        await story.press("E")
        assert (wires.changes, story.message) == ([], "The notes are as they were.")


async def test_an_editor_that_fails_loses_nothing(
    demo: Store, clock: FrozenClock, seen: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODE", "3")
    async with opened(demo, clock) as story:
        story.grid.go_to(TESTS)
        await story.press("E")
        assert story.message == (
            "The editor ended with 3: nothing was saved. What you wrote is kept for the next try."
        )
        assert notes(demo, clock) == "Test API support"
        await story.press("enter", "tab")
        assert cells(story)["notes"] == "Test API support And more."
        await story.press("enter")
        assert notes(demo, clock) == "Test API support And more."


async def test_refused_notes_are_there_at_the_next_try(
    demo: Store, clock: FrozenClock, seen: Callable[[], str]
) -> None:
    wires = Wires()
    async with opened(demo, clock, wrap=wires.around) as story:
        story.grid.go_to(TESTS)
        wires.refuse("Not today.")
        await story.press("E")
        assert story.message == "Not today."
        assert cells(story) == {"notes": "Test API support And more."}


async def test_an_editor_that_is_not_there_is_named(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    async with opened(demo, clock) as story:
        await story.press("E")
        assert story.message.startswith("“no-such-editor” cannot be started")
        assert not story.day.view.busy


async def test_locked_notes_are_not_lent(demo: Store, clock: FrozenClock) -> None:
    with demo.write():
        demo.entries.approve(TODAY, TODAY, MARTA, int(clock().timestamp()))
    async with opened(demo, clock, person_id=MARTA) as story:
        await story.press("g", "E")
        assert story.message == "Approved: only an administrator may change this entry."


@pytest.mark.parametrize(
    ("env", "command"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "'my editor' -n"}, ["my editor", "-n"]),
    ],
)
def test_the_editor_is_the_persons(env: dict[str, str], command: list[str]) -> None:
    assert editor_command(env) == command


def test_without_one_a_usual_one_is_taken_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EditorTrouble, match="set EDITOR"):
        editor_command({})
    vi = tmp_path / "vi"
    vi.touch(stat.S_IRWXU)
    assert editor_command({}) == [str(vi)]
    with pytest.raises(EditorTrouble, match="is no command"):
        editor_command({"EDITOR": "'half"})


def test_a_text_comes_back_to_the_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    nothing = [sys.executable, "-c", ""]
    for text in ("", "ä\nb", "a\r\nb", "\n\na\n"):
        assert edited(text, nothing, nullcontext) == text
    stripping = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('b')"
    assert edited("a", [sys.executable, "-c", stripping], nullcontext) == "b"
    breaking = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(bytes([255]))"
    with pytest.raises(EditorTrouble, match="cannot be used"):
        edited("a", [sys.executable, "-c", breaking], nullcontext)
    assert not list(tmp_path.iterdir())

"""The last sign of the person: what their terminals and their desktop tell."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import START, FrozenClock
from tui.outside import terminals
from tui.outside.logind import Logind, asked, command_for, sign_in
from tui.outside.presence import Machine
from tui.outside.terminals import last_typed

TEN = timedelta(minutes=10)


def ago(minutes: float) -> datetime:
    return START - timedelta(minutes=minutes)


def micros(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files count as terminals."""
    (tmp_path / "pts").mkdir()
    monkeypatch.setattr(terminals, "is_terminal", lambda found: True)
    return tmp_path


def typed_into(path: Path, at: datetime) -> None:
    path.touch()
    os.utime(path, (at.timestamp(), START.timestamp()))


def test_the_newest_of_all_terminals_counts(devices: Path) -> None:
    typed_into(devices / "pts" / "3", ago(12))
    typed_into(devices / "tty1", ago(7))
    typed_into(devices / "pts" / "11", ago(9))
    assert last_typed(START, devices) == ago(7)


def test_what_is_no_terminal_of_the_person_does_not_count(devices: Path) -> None:
    typed_into(devices / "pts" / "0", ago(30))
    typed_into(devices / "pts" / "ptmx", ago(1))
    typed_into(devices / "null", ago(1))
    typed_into(devices / "pts" / "1", START + timedelta(minutes=1))
    assert last_typed(START, devices) == ago(30)
    assert last_typed(START, devices, user_id=os.getuid() + 1) is None


def test_files_are_no_terminals(tmp_path: Path) -> None:
    typed_into(tmp_path / "tty1", ago(1))
    assert last_typed(START, tmp_path) is None
    assert last_typed(START, tmp_path / "nowhere") is None


def test_a_real_terminal_counts() -> None:
    master, slave = os.openpty()
    try:
        now = datetime.now(UTC)
        assert last_typed(now + timedelta(seconds=10)) is not None
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        (f"IdleHint=yes\nIdleSinceHint={micros(ago(20))}\n", ago(20)),
        (f"IdleHint=no\nIdleSinceHint={micros(ago(20))}\n", START),
        ("IdleHint=no\nIdleSinceHint=0\n", None),
        ("IdleHint=yes\nIdleSinceHint=0\n", None),
        (f"IdleHint=yes\nIdleSinceHint={micros(ago(-5))}\n", START),
        ("IdleHint=yes\nIdleSinceHint=99999999999999999999999\n", None),
        ("IdleHint=perhaps\nIdleSinceHint=7\n", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_the_hint_of_the_desktop_is_read(said: str, sign: datetime | None) -> None:
    assert sign_in(said, START) == sign


def test_the_hint_is_asked_for_by_user() -> None:
    assert command_for(7) == (
        *("loginctl", "show-user", "7"),
        *("-p", "IdleHint", "-p", "IdleSinceHint"),
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("sh", "-c", "echo IdleHint=no"), "IdleHint=no\n"),
        (("sh", "-c", "echo no; exit 1"), None),
        (("there-is-no-such-program",), None),
        (("sleep", "600"), None),
    ],
)
async def test_a_command_says_something_or_nothing(
    command: Sequence[str], said: str | None
) -> None:
    assert await asked(command, 30 if said else 0.2) == said


class Desktop:
    """What logind says, and how often it was asked."""

    def __init__(self, said: str | None) -> None:
        self.said = said
        self.times = 0

    async def __call__(self) -> str | None:
        self.times += 1
        return self.said


async def test_where_there_is_no_logind_it_is_asked_once() -> None:
    desktop = Desktop(None)
    logind = Logind(desktop)
    for _ in range(3):
        assert await logind.last_sign(START) is None
    assert desktop.times == 1


async def test_the_desktop_is_asked_only_when_nothing_is_typed() -> None:
    desktop, clock = Desktop(f"IdleHint=yes\nIdleSinceHint={micros(ago(11))}"), FrozenClock()
    typed = [ago(4)]
    machine = Machine(clock, TEN, lambda now: typed[0], Logind(desktop))
    assert await machine.last_sign() == ago(4)
    assert desktop.times == 0
    typed[0] = ago(20)
    assert await machine.last_sign() == ago(11)
    typed[0] = ago(10.5)
    assert await machine.last_sign() == ago(10.5)
    assert desktop.times == 2


async def test_a_machine_may_tell_nothing() -> None:
    machine = Machine(FrozenClock(), TEN, lambda now: None, Logind(Desktop(None)))
    assert await machine.last_sign() is None


async def test_who_works_in_a_browser_is_there_and_the_desktop_is_asked_rarely() -> None:
    desktop, clock = Desktop(f"IdleHint=no\nIdleSinceHint={micros(ago(60))}"), FrozenClock()
    machine = Machine(clock, TEN, lambda now: START, Logind(desktop))
    for _ in range(4 * 60):
        now = clock.advance(15)
        sign = await machine.last_sign()
        assert sign is not None
        assert now - sign < TEN / 2
    assert desktop.times == 12  # once in five minutes


async def test_who_wants_no_question_has_no_desktop_asked() -> None:
    desktop = Desktop(f"IdleHint=no\nIdleSinceHint={micros(ago(60))}")
    machine = Machine(FrozenClock(), timedelta(), lambda now: ago(90), Logind(desktop))
    assert await machine.last_sign() == ago(90)
    assert desktop.times == 0


async def test_a_clock_that_was_set_back_hides_no_sign() -> None:
    desktop, clock = Desktop(f"IdleHint=no\nIdleSinceHint={micros(ago(60))}"), FrozenClock()
    machine = Machine(clock, TEN, lambda now: None, Logind(desktop))
    assert await machine.last_sign() == START
    desktop.said = f"IdleHint=yes\nIdleSinceHint={micros(ago(90))}"
    clock.advance(minutes=-60)
    assert await machine.last_sign() == ago(90)

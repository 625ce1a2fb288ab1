"""An account that takes its time: what was asked once is done once, and nothing is lost."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from textual.widgets import Input

from tests.clock import FrozenClock
from tests.ui.story import opened, stored
from tui import typeahead
from tui.account.store import Store
from tui.api.backend import Backend, Unreachable
from tui.screens.early import SLOW_SECONDS

TODAY = date(2026, 11, 23)


class Gate:
    """Holds calls of a backend back until it is opened."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.reached = asyncio.Event()
        self.open = asyncio.Event()
        self.calls: list[str] = []

    def hold(self, *names: str) -> None:
        self.held = set(names)
        self.open.clear()
        self.reached.clear()

    def release(self) -> None:
        self.held = set()
        self.open.set()

    def around(self, backend: Backend) -> Backend:
        return _Gated(backend, self)  # type: ignore[return-value]


class _Gated:
    def __init__(self, backend: Backend, gate: Gate) -> None:
        self._backend = backend
        self._gate = gate

    def __getattr__(self, name: str) -> object:
        call = getattr(self._backend, name)
        if not asyncio.iscoroutinefunction(call):
            return call

        async def gated(*args: object) -> object:
            self._gate.calls.append(name)
            if name in self._gate.held:
                self._gate.reached.set()
                await self._gate.open.wait()
            return await call(*args)

        return gated


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeahead, "MOST_SECONDS", 0.05)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are held for as long as it takes to say that something is waited for."""
    monkeypatch.setattr(typeahead, "MOST_SECONDS", SLOW_SECONDS)


async def test_a_write_that_lasts_longer_than_keys_are_held_arrives_once(
    demo: Store, clock: FrozenClock, gate: Gate
) -> None:
    async with opened(demo, clock, wrap=gate.around) as story:
        gate.hold("stop")
        story.post("s", "j", "k")
        await gate.reached.wait()
        await story.until(lambda: not story.app.is_holding_keys)
        assert "… sending" in story.pane
        gate.release()
        await story.settle()
        assert gate.calls.count("stop") == 1
        assert not any(running for *_, running in story.entries())


async def test_two_presses_are_one_toggle_however_slow_the_account(
    demo: Store, clock: FrozenClock, gate: Gate
) -> None:
    async with opened(demo, clock, wrap=gate.around) as story:
        gate.hold("stop")
        story.post("s", "s")
        await gate.reached.wait()
        gate.release()
        await story.settle()
        assert gate.calls.count("stop") == 1
        assert "start" not in gate.calls


async def test_a_key_behind_a_saved_form_is_about_the_saved_entry(
    demo: Store, clock: FrozenClock, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeahead, "MOST_SECONDS", 10)  # however slow the machine is
    async with opened(demo, clock, wrap=gate.around) as story:
        await story.press("k", "n", "enter")
        gate.hold("day")
        story.post("ctrl+j", "s")
        await gate.reached.wait()
        gate.release()
        await story.settle()
        assert story.message.startswith("Stopped Website relaunch · Programming")
        assert story.entries()[3] == ("Office", "Administration", "0.33", False)


async def test_a_read_that_answers_late_does_not_bring_the_past_back(
    demo: Store, clock: FrozenClock, gate: Gate
) -> None:
    async with opened(demo, clock, wrap=gate.around) as story:
        gate.hold("day")
        story.day.reload()
        await gate.reached.wait()
        gate.held = set()  # later reads go through, the first one still waits
        story.post("s")
        await story.until(lambda: story.message.startswith("Stopped"))
        await story.until(lambda: not story.day.view.busy)
        assert story.day.view.running is None
        gate.release()
        await story.settle()
        assert story.day.view.running is None
        assert "running" not in story.pane


async def test_a_key_before_the_account_is_open_is_done_when_it_is(
    demo: Store, clock: FrozenClock, gate: Gate
) -> None:
    gate.hold("me")
    async with opened(demo, clock, wrap=gate.around, wait=False) as story:
        await gate.reached.wait()
        assert "5 entries" in story.pane
        story.post("s")
        await story.until(lambda: not story.app.is_holding_keys)
        gate.release()
        await story.settle()
        assert story.message.startswith("Stopped Website relaunch")


async def test_what_is_typed_before_the_account_is_open_is_typed_into_what_opens(
    demo: Store, clock: FrozenClock, gate: Gate, patient: None
) -> None:
    gate.hold("me")
    async with opened(demo, clock, wrap=gate.around, wait=False) as story:
        await gate.reached.wait()
        before = story.entries()
        story.post("n", *"webs")  # s by itself would stop the timer
        await story.until(lambda: "waits for the account to open" in story.message)
        gate.release()
        await story.settle()
        assert story.screen.query_one(Input).value == "webs"
        assert story.entries() == before
        assert story.message == ""


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_what_was_asked_for_early_is_let_go_of_with_all_that_was_typed_behind_it(
    demo: Store, clock: FrozenClock, gate: Gate, key: str, patient: None
) -> None:
    gate.hold("me")
    async with opened(demo, clock, wrap=gate.around, wait=False) as story:
        await gate.reached.wait()
        before = story.entries()
        story.post("n", *"webs")
        await story.until(lambda: "waits for the account to open" in story.message)
        story.post(key)
        if key == "ctrl+q":
            await story.until(lambda: story.app.return_code is not None)
        else:
            await story.until(lambda: not story.app.is_holding_keys)
            gate.release()
            await story.settle()
            assert story.screen is story.day
            await story.press("question_mark")
            assert story.screen is not story.day
    assert [e.is_running for e in stored(demo, clock, TODAY)] == [runs for *_, runs in before]


async def test_what_is_clicked_while_a_key_waits_takes_its_place(
    demo: Store, clock: FrozenClock, gate: Gate, patient: None
) -> None:
    gate.hold("me")
    async with opened(demo, clock, wrap=gate.around, wait=False) as story:
        await gate.reached.wait()
        story.post("n")
        await story.until(lambda: "waits for the account to open" in story.message)
        await story.day.run_action("stop_running")  # as the line of keys does
        gate.release()
        async with asyncio.timeout(10):
            await story.until(lambda: not story.app.is_holding_keys)
        await story.settle()
        assert story.message.startswith("Stopped Website relaunch")
        assert story.screen is story.day


async def test_what_was_typed_behind_a_key_is_void_where_the_account_does_not_open(
    demo: Store, clock: FrozenClock, gate: Gate
) -> None:
    attempts = 0

    async def fails() -> Backend:
        nonlocal attempts
        attempts += 1
        gate.reached.set()
        await gate.open.wait()
        raise Unreachable("The account cannot be reached.")

    place = partial(replace, connect=fails)
    async with opened(demo, clock, place=place, wait=False) as story:
        await gate.reached.wait()
        story.post("n", *"rrr")  # r by itself would try again
        await story.until(lambda: story.app.is_holding_keys)
        gate.open.set()
        await story.settle()
        assert story.message == "The account cannot be reached."
        assert attempts == 1


async def test_a_key_on_an_account_that_could_not_be_opened_is_not_kept_for_later(
    demo: Store, clock: FrozenClock
) -> None:
    attempts = 0

    def failing_once(backend: Backend) -> Backend:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise Unreachable("The account cannot be reached.")
        return backend

    async with opened(demo, clock, wrap=failing_once) as story:
        await story.press("k", "d")
        assert story.message == "The account could not be opened: r tries again."
        await story.press("r")
        assert len(story.entries()) == 5
        await story.press("d")
        assert len(story.entries()) == 4


async def test_quitting_waits_for_what_is_being_sent_and_tells_the_truth(
    demo: Store, clock: FrozenClock, gate: Gate
) -> None:
    async with opened(demo, clock, wrap=gate.around) as story:
        gate.hold("stop")
        story.post("s")
        await gate.reached.wait()
        story.post("q")
        await story.until(lambda: "Leaving once the change is saved" in story.message)
        gate.release()
        await story.until(lambda: story.app.return_code is not None)
        assert story.app._last_words() is None
    assert not any(entry.is_running for entry in stored(demo, clock, TODAY))


async def test_a_form_that_was_covered_closes_when_its_save_arrives(
    demo: Store, clock: FrozenClock, gate: Gate
) -> None:
    async with opened(demo, clock, wrap=gate.around) as story:
        await story.press("e", "ctrl+a", "ctrl+k")
        await story.type("3")
        gate.hold("update")
        story.post("ctrl+j")
        await gate.reached.wait()
        story.app.action_command_palette()
        await story.pilot.pause()
        gate.release()
        await story.until(lambda: story.screen is story.day)
        await story.settle()
        assert story.message.startswith("Updated Website relaunch · Programming")


async def test_notes_that_nobody_touched_never_overwrite_those_from_elsewhere(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("e", "ctrl+a", "ctrl+k")
        await story.type("3")
        entry = stored(demo, clock, TODAY)[-1]
        with demo.write():
            found = demo.entries.find(entry.id)
            assert found is not None
            record = replace(found.record, notes="from the phone", timer_started_at=None)
            demo.entries.save(record)
        await story.press("ctrl+j")
        assert "Its timer was switched elsewhere meanwhile" in story.pane
        await story.press("ctrl+j")
        now = stored(demo, clock, TODAY)[-1]
        assert (now.notes, str(now.hours)) == ("from the phone", "3.00")


async def test_today_in_a_form_that_was_open_at_midnight_is_the_new_day(
    demo: Store, clock: FrozenClock
) -> None:
    clock.now = datetime(2026, 11, 23, 22, 59, 50, tzinfo=UTC)
    async with opened(demo, clock) as story:
        await story.press("n", "enter")
        await story.type("1")
        clock.advance(20)
        story.screen.query_one("#date").focus()
        await story.press("ctrl+a", "ctrl+k")
        await story.type("today")
        await story.press("enter")
        assert "1.00" in [hours for _, _, hours, _ in story.entries(date(2026, 11, 24))]


async def test_an_undo_that_is_refused_does_not_block_those_below_it(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "d")
        clock.advance(days=2)
        await story.press("G", "d")
        assert "more than 24 hours" in story.message
        await story.press("d", "u")
        assert "cannot be undone: it would hold more than 24 hours" in story.message
        await story.press("u")
        assert story.message == (
            "u again: bring back 0:20 on Office · Administration; it gets a new id."
        )
        await story.press("u")
        assert story.message.startswith("Brought back 0:20 on Office · Administration")


async def test_page_down_goes_on_where_a_row_fills_the_page(
    demo: Store, clock: FrozenClock
) -> None:
    for entry in stored(demo, clock, TODAY):
        with demo.write():
            found = demo.entries.find(entry.id)
            assert found is not None
            demo.entries.save(replace(found.record, notes="one\ntwo\nthree\nfour"))
    async with opened(demo, clock, size=(80, 8)) as story:
        await story.press("g", "pagedown", "pagedown")
        assert story.grid.cursor == 2

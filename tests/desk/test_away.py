"""The answers to having been away, at once and late, in accounts of every kind; undone, redone.

The timer starts at 10:00:00, with half an hour booked before where that is possible. The last sign
is at 10:42:10, the next one 27:43 later, at 11:09:53: 27 minutes are asked about.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from tests.api.line import Deliver, lost_reply, lost_request, reply
from tests.desk.rooms import DECIMAL, HOURS, TIMES, WAYS, Room, Way, room
from tui.api.backend import BackendError, Refused
from tui.desk.away import as_new_entry, go_on_without, move_to, stop_without
from tui.desk.outcomes import Outcome
from tui.desk.undoing import BACK
from tui.domain.away import Away
from tui.domain.draft import Change

TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORKED, GONE, LATE = 42 * 60 + 10, 27 * 60 + 43, 25 * 60

Answer = Callable[[Room, Away], Awaitable[Outcome]]
ANSWERS: dict[str, Answer] = {
    "stop": lambda room, away: stop_without(room.desk, away),
    "go on": lambda room, away: go_on_without(room.desk, away),
    "new": lambda room, away: as_new_entry(room.desk, away),
    "move": lambda room, away: move_to(room.desk, away, room.shop, "call"),
}

ROWS = {
    ("hours", "stop", 0): ["Web · Coding 1:13 “parser”"],
    ("hours", "stop", LATE): ["Web · Coding 1:38 “parser”"],
    ("hours", "go on", 0): ["Web · Coding 1:12 * “parser”"],
    ("hours", "go on", LATE): ["Web · Coding 1:37 * “parser”"],
    ("hours", "new", 0): ["Web · Coding 1:12 * “parser”", "Web · Coding 0:27"],
    ("hours", "new", LATE): ["Web · Coding 1:37 * “parser”", "Web · Coding 0:27"],
    ("hours", "move", 0): ["Web · Coding 1:12 * “parser”", "Shop · Coding 0:27 “call”"],
    ("hours", "move", LATE): ["Web · Coding 1:37 * “parser”", "Shop · Coding 0:27 “call”"],
    ("decimal", "stop", 0): ["Web · Coding 1.21 “parser”"],
    ("decimal", "stop", LATE): ["Web · Coding 1.63 “parser”"],
    ("decimal", "go on", 0): ["Web · Coding 1.21 * “parser”"],
    ("decimal", "go on", LATE): ["Web · Coding 1.63 * “parser”"],
    ("decimal", "new", 0): ["Web · Coding 1.21 * “parser”", "Web · Coding 0.45"],
    ("decimal", "new", LATE): ["Web · Coding 1.63 * “parser”", "Web · Coding 0.45"],
    ("decimal", "move", 0): ["Web · Coding 1.21 * “parser”", "Shop · Coding 0.45 “call”"],
    ("decimal", "move", LATE): ["Web · Coding 1.63 * “parser”", "Shop · Coding 0.45 “call”"],
    ("times", "stop", 0): ["Web · Coding 0:42 10:00 – 10:42 “parser”"],
    ("times", "stop", LATE): [
        "Web · Coding 0:42 10:00 – 10:42 “parser”",
        "Web · Coding 0:25 11:09 – 11:34 “parser”",
    ],
    ("times", "go on", 0): [
        "Web · Coding 0:42 10:00 – 10:42 “parser”",
        "Web · Coding 0:00 11:09 – * “parser”",
    ],
    ("times", "go on", LATE): [
        "Web · Coding 0:42 10:00 – 10:42 “parser”",
        "Web · Coding 0:25 11:09 – * “parser”",
    ],
    ("times", "new", 0): [
        "Web · Coding 0:42 10:00 – 10:42 “parser”",
        "Web · Coding 0:27 10:42 – 11:09",
        "Web · Coding 0:00 11:09 – * “parser”",
    ],
    ("times", "new", LATE): [
        "Web · Coding 0:42 10:00 – 10:42 “parser”",
        "Web · Coding 0:27 10:42 – 11:09",
        "Web · Coding 0:25 11:09 – * “parser”",
    ],
    ("times", "move", 0): [
        "Web · Coding 0:42 10:00 – 10:42 “parser”",
        "Shop · Coding 0:27 10:42 – 11:09 “call”",
        "Web · Coding 0:00 11:09 – * “parser”",
    ],
    ("times", "move", LATE): [
        "Web · Coding 0:42 10:00 – 10:42 “parser”",
        "Shop · Coding 0:27 10:42 – 11:09 “call”",
        "Web · Coding 0:25 11:09 – * “parser”",
    ],
}


async def gone(room: Room, later: int | None = 0) -> Away:
    entry = await room.start("0.5")
    room.clock.advance(WORKED)
    return await room.away(entry, GONE, later=later)


@pytest.mark.parametrize("later", [0, LATE], ids=["at once", "late"])
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("kind", WAYS)
async def test_each_answer_at_once_and_late_and_its_undo_and_redo(
    kind: str, answer: str, later: int
) -> None:
    async with room(TEN, WAYS[kind]) as there:
        away = await gone(there, later)
        before, told = await there.picture(), there.desk.next_step(BACK)
        outcome = await ANSWERS[answer](there, away)
        rows = ROWS[kind.removesuffix("-v2"), answer, later]
        assert await there.rows() == rows, outcome.message
        after = await there.picture()
        there.clock.advance(65)
        await there.undo()
        assert await there.picture() == before
        step = there.desk.next_step(BACK)
        assert (step and step.id) == (told and told.id)  # it was one step
        there.clock.advance(65)
        await there.redo()
        assert await there.picture() == after


@pytest.mark.parametrize("later", [0, LATE, None], ids=["at once", "late", "not back"])
@pytest.mark.parametrize("seconds", [0, 7, 29, 31, 52])
@pytest.mark.parametrize("answer", ["new", "move"])
@pytest.mark.parametrize("way", [HOURS, DECIMAL, TIMES], ids=["hours", "decimal", "times"])
async def test_what_leaves_and_what_stays_is_what_was_shown(
    way: Way, answer: str, seconds: int, later: int | None
) -> None:
    async with room(TEN, way) as there:
        entry = await there.start("0.5")
        there.clock.advance(WORKED + seconds)
        away = await there.away(entry, GONE + 3 * seconds, later=later)
        before = await there.total()
        await ANSWERS[answer](there, away)
        off = await there.total() - before
        assert off in (0, 1) if way is HOURS else off == 0  # never a minute less


async def test_what_was_asked_is_what_is_said() -> None:
    said = {
        "stop": "Stopped Web · Coding at 1:13, without 27 min.",
        "go on": "Removed 27 min: Web · Coding goes on at 1:12.",
        "new": "Added 27 min as a new entry: Web · Coding goes on at 1:12.",
        "move": "Moved 27 min to Shop · Coding: Web · Coding goes on at 1:12.",
    }
    for answer, sentence in said.items():
        async with room(TEN) as there:
            assert (await ANSWERS[answer](there, await gone(there))).message == sentence
            assert there.desk.is_told(BACK, there.desk.next_step(BACK))  # type: ignore[arg-type]


async def test_work_after_the_return_is_told_where_it_became_an_entry() -> None:
    async with room(TEN, TIMES) as there:
        said = (await stop_without(there.desk, await gone(there, LATE))).message
        assert said == (
            "Stopped Web · Coding at 0:42, without 27 min; "
            "what was worked since, 0:25, is an entry of its own."
        )


async def test_time_that_is_booked_is_taken_off_without_stopping_the_timer() -> None:
    async with room(TEN) as there:
        away = await gone(there)
        there.line.requests.clear()
        runs = (await go_on_without(there.desk, away)).entry
        assert runs is not None
        assert runs.timer_started_at == away.entry.timer_started_at
        assert len(there.line.writes) == 1


async def test_time_that_only_the_timer_has_is_taken_off_too() -> None:
    async with room(TEN) as there:
        entry = await there.start()
        there.clock.advance(WORKED)
        away, before = await there.away(entry, GONE), await there.picture()
        await go_on_without(there.desk, away)
        assert await there.rows() == ["Web · Coding 0:43 * “parser”"]
        await there.undo()
        assert await there.picture() == before


# Who left as soon as the timer ran


STRETCH = {
    "go on": [],
    "new": ["Web · Coding 0:27 10:00 – 10:27"],
    "move": ["Shop · Coding 0:27 10:00 – 10:27 “call”"],
}


@pytest.mark.parametrize("later", [0, LATE], ids=["at once", "late"])
@pytest.mark.parametrize("answer", ANSWERS)
async def test_nothing_but_absence_runs_on_from_the_return(answer: str, later: int) -> None:
    async with room(TEN, TIMES) as there:
        away = await there.away(await there.start(), GONE, later=later)
        before = await there.picture()
        await ANSWERS[answer](there, away)
        if answer == "stop" and later:
            rows = ["Web · Coding 0:25 10:27 – 10:52 “parser”"]
        elif answer == "stop":
            rows = ["Web · Coding 0:00 10:00 – 10:00 “parser”"]
        else:
            time = "0:25" if later else "0:00"
            rows = [f"Web · Coding {time} 10:27 – * “parser”", *STRETCH[answer]]
        assert await there.rows() == rows
        after = await there.picture()
        await there.undo()
        assert await there.picture() == before
        await there.redo()
        assert await there.picture() == after


# What cannot be


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_what_was_changed_elsewhere_is_left_alone(way: Way, answer: str) -> None:
    async with room(TEN, way) as there:
        away = await gone(there)
        now = await there.phone.entry(away.entry.id)
        if way.start_end:
            await there.phone.toggle(now, now)
        else:
            await there.phone.update(now, Change(hours=Decimal(2)))
        before = await there.picture()
        with pytest.raises(Refused, match="was changed elsewhere meanwhile: look at it again"):
            await ANSWERS[answer](there, away)
        assert await there.picture() == before


@pytest.mark.parametrize("answer", ANSWERS)
async def test_new_notes_are_no_change_of_it(answer: str) -> None:
    async with room(TEN, TIMES) as there:
        away = await gone(there)
        await there.phone.update(await there.phone.entry(away.entry.id), Change(notes="lexer"))
        await ANSWERS[answer](there, away)
        assert all("parser" not in row for row in await there.rows())


@pytest.mark.parametrize("answer", ANSWERS)
async def test_a_locked_entry_is_left_alone(answer: str) -> None:
    async with room(TEN) as there:
        away = await gone(there)
        there.file.execute("UPDATE time_entry SET is_closed = 1")
        there.file.execute("UPDATE person SET is_admin = 0")
        await there.desk.open()
        with pytest.raises(Refused, match="Approved: only an administrator may change"):
            await ANSWERS[answer](there, away)


@pytest.mark.parametrize("answer", ANSWERS)
async def test_less_than_a_minute_is_nothing(answer: str) -> None:
    async with room(TEN) as there:
        away = await there.away(await there.start(), 59)
        with pytest.raises(Refused, match="less than a minute"):
            await ANSWERS[answer](there, away)


@pytest.mark.parametrize("answer", ["new", "move"])
@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_a_weekend_fits_into_no_entry(way: Way, answer: str) -> None:
    async with room(TEN, way) as there:
        entry = await there.start()
        there.clock.advance(WORKED)
        away = await there.away(entry, 60 * 3600)
        before = await there.picture()
        with pytest.raises(Refused, match="24 hours at most: remove the time, or ignore it"):
            await ANSWERS[answer](there, away)
        assert await there.picture() == before


@pytest.mark.parametrize("answer", ["stop", "go on"])
@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_a_weekend_can_be_removed(way: Way, answer: str) -> None:
    async with room(TEN, way) as there:
        entry = await there.start()
        there.clock.advance(WORKED)
        away = await there.away(entry, 60 * 3600, later=60 * 5)
        await ANSWERS[answer](there, away)
        monday, wednesday = date(2026, 11, 23), date(2026, 11, 25)
        assert there.today == wednesday
        rows = [*await there.rows(monday), *await there.rows(wednesday)]
        assert (
            rows
            == {
                (False, "stop"): ["Web · Coding 0:47 “parser”"],
                (False, "go on"): ["Web · Coding 0:47 * “parser”"],
                (True, "stop"): [
                    "Web · Coding 0:42 10:00 – 10:42 “parser”",
                    "Web · Coding 0:05 22:42 – 22:47 “parser”",
                ],
                (True, "go on"): [
                    "Web · Coding 0:42 10:00 – 10:42 “parser”",
                    "Web · Coding 0:05 22:42 – * “parser”",
                ],
            }[way.start_end, answer]
        )


async def test_what_would_still_be_too_long_is_refused_before_anything() -> None:
    async with room(TEN) as there:
        entry = await there.start()
        there.clock.advance(25 * 3600)
        away = await there.away(entry, GONE)
        for answer in ("stop", "go on"):
            with pytest.raises(Refused, match="would hold more than 24 hours"):
                await ANSWERS[answer](there, away)
        assert (await there.desk.entry(entry.id)).is_running


# Over midnight


@pytest.mark.parametrize(
    ("left_at", "gone_for", "on"),
    [
        (timedelta(hours=13, minutes=30), 3600, date(2026, 11, 23)),  # it crosses midnight
        (timedelta(hours=14, minutes=10), 3600, date(2026, 11, 24)),  # all of it is behind it
    ],
)
@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_the_date_of_what_becomes_an_entry(
    way: Way, left_at: timedelta, gone_for: int, on: date
) -> None:
    async with room(TEN, way) as there:
        entry = await there.start()
        there.clock.advance(left_at.total_seconds())
        away = await there.away(entry, gone_for, later=600)
        before = await there.picture()
        await move_to(there.desk, away, there.shop)
        assert [r for r in await there.rows(on) if r.startswith("Shop · Coding 1:00")]
        await there.undo()
        assert await there.picture() == before


# Half way


async def fails(room: Room, away: Away, answer: str) -> str:
    with pytest.raises(BackendError) as caught:
        await ANSWERS[answer](room, away)
    return str(caught.value)


async def test_hours_that_cannot_be_put_right_leave_the_timer_running() -> None:
    async with room(TEN) as there:
        away = await there.away(await there.start(), GONE)
        before = await there.picture()
        there.line.fail("POST /daily/update", lost_request())
        said = await fails(there, away, "go on")
        assert said.startswith("Web · Coding runs, and still has the 27 min: ")
        assert await there.picture() == before
        await there.undo()
        assert await there.picture() == before


async def test_a_timer_that_cannot_go_on_is_told() -> None:
    async with room(TEN) as there:
        away = await there.away(await there.start(), GONE)
        before = await there.picture()
        there.line.fail("GET /daily/timer", _through, lost_request())
        said = await fails(there, away, "go on")
        assert said.startswith("Web · Coding was stopped, with all its 0:28, and could not go on: ")
        await there.undo()
        assert await there.picture() == before


async def _through(deliver: Deliver) -> httpx.Response:
    return await deliver()


async def test_what_is_there_twice_is_told_and_taken_back() -> None:
    async with room(TEN) as there:
        away = await gone(there)
        before = await there.picture()
        there.line.fail("POST /daily/update", reply(422, {"message": "No."}))
        said = await fails(there, away, "move")
        assert said == (
            "27 min are on Shop · Coding, and on Web · Coding as well: u takes it back. No."
        )
        await there.undo()
        assert await there.picture() == before


@pytest.mark.parametrize(
    ("answer", "start", "said"),
    [
        ("stop", "POST /daily/update", "What was worked since 11:09 is an entry of its own, and"),
        ("go on", "POST /daily/update", "Web · Coding runs since 11:09, but the old one ended now"),
        ("move", "POST /daily/update", "27 min are on Shop · Coding, and on Web · Coding as well"),
    ],
)
async def test_by_times_half_of_it_is_told_and_taken_back(
    answer: str, start: str, said: str
) -> None:
    async with room(TEN, TIMES) as there:
        away = await gone(there, LATE)
        before = await there.picture()
        there.line.fail(start, lost_request())
        assert (await fails(there, away, answer)).startswith(said)
        await there.undo()
        assert await there.picture() == before


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_answers_that_are_lost_do_nothing_twice(way: Way, answer: str) -> None:
    async with room(TEN, way) as there:
        away = await gone(there, LATE)
        for start in ("POST /daily/add", "POST /daily/update", "GET /daily/timer"):
            there.line.fail(start, lost_reply())
        await ANSWERS[answer](there, away)
        kind = "times" if way.start_end else "hours"
        assert await there.rows() == ROWS[kind, answer, LATE]

"""API V2 as Harvest's replies were recorded: old and new, running, paged, empty, refused.

The shapes are those of the facts page, "V2".
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.api.conftest import TODAY, Pauses, draft, open_session
from tests.api.line import Line, lost_reply, reply
from tests.clock import FrozenClock
from tui.api.backend import (
    BackendError,
    Broken,
    Forbidden,
    LoginNeeded,
    NotFound,
    Refused,
    Throttled,
)
from tui.api.v2 import V2
from tui.domain.draft import Change
from tui.domain.entry import Lock
from tui.domain.hours import HoursFormat
from tui.wire.v2_client import Habits

ME = {
    "id": 1782959,
    "first_name": "Kim",
    "last_name": "Allen",
    "email": "kim@example.com",
    "timezone": "Eastern Time (US & Canada)",
    "access_roles": ["member"],
    "is_active": True,
}
COMPANY = {
    "name": "ABC Corp",
    "week_start_day": "Sunday",
    "wants_timestamp_timers": False,
    "time_format": "decimal",
    "clock": "12h",
    "decimal_symbol": ",",
}
OLD: dict[str, Any] = {
    "id": 636709355,
    "spent_date": "2016-01-27",
    "user": {"id": 1782959, "name": "Kim Allen"},
    "client": {"id": 5735774, "name": "ABC Corp"},
    "project": {"id": 14307913, "name": "Marketing Website", "code": "MW"},
    "task": {"id": 8083365, "name": "Graphic Design"},
    "hours": 2.11,
    "notes": None,
    "is_locked": False,
    "locked_reason": None,
    "is_closed": False,
    "is_billed": False,
    "timer_started_at": None,
    "started_time": None,
    "ended_time": None,
    "is_running": False,
    "created_at": "2016-01-27T08:01:23Z",
    "updated_at": "2016-01-27T08:59:59Z",
}
NEW = {**OLD, "hours_without_timer": 2.11, "rounded_hours": 2.25, "notes": "Adding CSS styling"}
RUNNING = {
    **OLD,
    "id": 2**31 + 7,
    "hours": 1.5,
    "hours_without_timer": 0.5,
    "timer_started_at": "2016-01-27T08:00:00Z",
    "is_running": True,
}
TIMED = {**NEW, "started_time": "3:00pm", "ended_time": "5:00pm"}
TIMED_RUNNING = {**RUNNING, "started_time": "9:00am", "hours": 1.0, "hours_without_timer": 0.0}
LOCKED = {
    **NEW,
    "is_locked": True,
    "locked_reason": "Item Invoiced and Approved",
    "is_billed": True,
}
ELSEHOW = {**NEW, "is_locked": True, "locked_reason": "Project archived"}


class Harvest:
    """Answers addresses as they were recorded."""

    def __init__(self) -> None:
        self.replies: dict[str, httpx.Response] = {}
        self.says("/v2/users/me", ME)
        self.says("/v2/company", COMPANY)

    def says(self, path: str, tree: object, status: int = 200) -> None:
        self.replies[path] = httpx.Response(status, json=tree)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        whole = f"{request.url.path}?{request.url.query.decode()}"
        for path in (f"{request.method} {request.url.path}", whole, request.url.path):
            if path in self.replies:
                found = self.replies[path]
                return httpx.Response(found.status_code, content=found.content)
        return httpx.Response(404, json={"status": 404, "error": "Not Found"})


@pytest.fixture
def harvest() -> Harvest:
    return Harvest()


@pytest.fixture
def line(harvest: Harvest) -> Line:
    return Line(httpx.MockTransport(harvest))


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def open_v2(line: Line, clock: FrozenClock, pauses: Pauses) -> Callable[..., V2]:
    def make(habits: Habits | None = None) -> V2:
        session = open_session(line, clock, pauses=pauses, base_url="http://account/v2")
        return V2(session, clock, habits)

    return make


@pytest.fixture
def v2(open_v2: Callable[..., V2]) -> V2:
    return open_v2()


def page(*entries: object, following: str | None = None) -> dict[str, Any]:
    return {
        "time_entries": list(entries),
        "per_page": 100,
        "next_page": None,  # as in cursor mode, whatever follows
        "links": {"first": "http://account/v2/time_entries?page=1", "next": following},
    }


async def entry_of(v2: V2, harvest: Harvest, tree: dict[str, Any]) -> Any:
    harvest.says(f"/v2/time_entries/{tree['id']}", tree)
    return await v2.entry(tree["id"])


class TestEntries:
    async def test_an_old_reply(self, v2: V2, harvest: Harvest) -> None:
        entry = await entry_of(v2, harvest, OLD)
        assert (entry.hours, entry.hours_without_timer) == (Decimal("2.11"), Decimal("2.11"))
        assert (entry.notes, entry.is_running, entry.lock) == ("", False, Lock.OPEN)
        assert (entry.client, entry.project, entry.task) == (
            *("ABC Corp", "Marketing Website"),
            "Graphic Design",
        )

    async def test_a_new_reply(self, v2: V2, harvest: Harvest) -> None:
        entry = await entry_of(v2, harvest, NEW)
        assert (entry.notes, entry.hours) == ("Adding CSS styling", Decimal("2.11"))
        assert entry.updated_at == datetime(2016, 1, 27, 8, 59, 59, tzinfo=UTC)

    async def test_a_running_one(self, v2: V2, harvest: Harvest, clock: FrozenClock) -> None:
        entry = await entry_of(v2, harvest, RUNNING)
        assert entry.id > 2**31
        assert entry.is_running
        assert entry.seconds(clock()) == 90 * 60

    async def test_a_running_one_in_an_old_reply(
        self, v2: V2, harvest: Harvest, clock: FrozenClock
    ) -> None:
        old = {name: value for name, value in RUNNING.items() if name != "hours_without_timer"}
        entry = await entry_of(v2, harvest, old)
        assert entry.hours_without_timer == Decimal("0.50")
        assert entry.seconds(clock()) == 90 * 60

    async def test_start_and_end(self, v2: V2, harvest: Harvest, clock: FrozenClock) -> None:
        entry = await entry_of(v2, harvest, TIMED)
        assert (entry.started_at, entry.ended_at) == (time(15), time(17))
        running = await entry_of(v2, harvest, TIMED_RUNNING)
        assert (running.started_at, running.ended_at) == (time(9), None)
        assert running.seconds(clock()) == 3600

    async def test_locks_are_told_in_words(self, v2: V2, harvest: Harvest) -> None:
        assert (await entry_of(v2, harvest, LOCKED)).lock is Lock.INVOICED
        entry = await entry_of(v2, harvest, ELSEHOW)
        assert (entry.lock, entry.locked_reason) == (Lock.LOCKED, "Project archived")

    async def test_anothers_entry_is_not_on_this_sheet(self, v2: V2, harvest: Harvest) -> None:
        with pytest.raises(NotFound):
            await entry_of(v2, harvest, {**NEW, "user": {"id": 5, "name": "Sam"}})


class TestLists:
    async def test_every_list_names_whose_it_is(self, v2: V2, harvest: Harvest, line: Line) -> None:
        harvest.says("/v2/time_entries", page())
        assert (await v2.day(TODAY)).entries == ()
        assert await v2.running(TODAY) is None
        await v2.sheet_of(9).day(TODAY)
        asked = [dict(r.url.params) for r in line.requests if r.url.path == "/v2/time_entries"]
        assert [one["user_id"] for one in asked] == ["1782959", "1782959", "9"]

    async def test_a_week_is_one_call(self, v2: V2, harvest: Harvest, line: Line) -> None:
        other = {**NEW, "id": 5, "spent_date": "2016-01-25"}
        harvest.says("/v2/time_entries", page(NEW, other))
        await v2.me()
        line.repair()
        days = await v2.days([date(2016, 1, 25), date(2016, 1, 26), TODAY])
        assert [len(day.entries) for day in days] == [1, 0, 1]
        assert line.calls == ["GET /v2/time_entries"]
        asked = dict(line.requests[0].url.params)
        assert (asked["from"], asked["to"]) == ("2016-01-25", "2016-01-27")

    async def test_trap_8_entries_of_other_days_are_not_shown(
        self, v2: V2, harvest: Harvest
    ) -> None:
        others = [{**NEW, "id": n, "spent_date": f"2016-01-{n}"} for n in (26, 28)]
        harvest.says("/v2/time_entries", page(NEW, *others))
        assert [entry.id for entry in (await v2.day(TODAY)).entries] == [NEW["id"]]

    async def test_pages_are_followed_by_their_links(self, v2: V2, harvest: Harvest) -> None:
        further = "http://account/v2/time_entries?cursor=abc"
        harvest.says("/v2/time_entries", page(NEW, following=further))
        harvest.says("/v2/time_entries?cursor=abc", page({**NEW, "id": 5}))
        assert [entry.id for entry in (await v2.day(TODAY)).entries] == [5, NEW["id"]]

    @pytest.mark.parametrize(
        "address",
        ["http://evil.example/v2/time_entries", "https://account/v2/time_entries?page=2", "//evil"],
    )
    async def test_pages_elsewhere_get_no_token(
        self, v2: V2, harvest: Harvest, line: Line, address: str
    ) -> None:
        harvest.says("/v2/time_entries", page(NEW, following=address))
        with pytest.raises(Broken, match="elsewhere"):
            await v2.day(TODAY)
        assert {request.url.host for request in line.requests} == {"account"}

    async def test_a_list_without_end_ends(
        self, v2: V2, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tui.api.v2.MOST_PAGES", 3)
        harvest.says(
            "/v2/time_entries", page(following="http://account/v2/time_entries?cursor=again")
        )
        with pytest.raises(Broken, match="no end"):
            await v2.day(TODAY)

    async def test_the_catalog(self, v2: V2, harvest: Harvest) -> None:
        task = {"task": {"id": 3, "name": "Design"}, "billable": False, "is_active": True}
        gone = {"task": {"id": 4, "name": "Old"}, "billable": True, "is_active": False}
        project = {
            "project": {"id": 2, "name": "Site", "code": "S"},
            "client": {"id": 1, "name": "ABC Corp"},
            "is_active": True,
            "task_assignments": [task, gone],
        }
        harvest.says(
            "/v2/users/me/project_assignments",
            {"project_assignments": [project], "links": {"next": None}},
        )
        (choice,) = (await v2.catalog()).choices
        assert (choice.project.label, choice.task.name) == ("ABC Corp · [S] Site", "Design")


class TestSettings:
    async def test_as_the_company_tells_them(self, v2: V2) -> None:
        account = await v2.me()
        assert (account.name, account.me.name, account.me.is_admin) == (
            *("ABC Corp", "Kim Allen"),
            False,
        )
        assert (account.zone_name, account.week_start) == ("America/New_York", 6)
        assert (account.hours_format, account.decimal_symbol) == (HoursFormat.DECIMAL, ",")
        assert (account.clock_24h, account.timestamp_timers) == (False, False)

    @pytest.mark.parametrize("tree", [{"message": "Not authorized!"}, "", None])
    async def test_a_member_is_refused_them_and_the_entries_tell_the_kind(
        self, v2: V2, harvest: Harvest, tree: object
    ) -> None:
        harvest.says("/v2/company", tree, 403)
        harvest.says("/v2/time_entries", page(TIMED))
        account = await v2.me()
        assert account.timestamp_timers
        assert (account.hours_format, account.week_start) == (HoursFormat.CLOCK, 0)
        harvest.says("/v2/time_entries", page())
        assert not (await v2.me()).timestamp_timers

    async def test_or_the_profile_does(
        self, open_v2: Callable[..., V2], harvest: Harvest, line: Line
    ) -> None:
        harvest.says("/v2/company", {"message": "Not authorized!"}, 403)
        habits = Habits(timestamp_timers=True, clock_24h=False, week_start=5, decimal_symbol=",")
        account = await open_v2(habits).me()
        assert (account.timestamp_timers, account.clock_24h, account.week_start) == (True, False, 5)
        assert "GET /v2/time_entries" not in line.calls


class TestWriting:
    async def test_only_what_changed_is_sent(self, v2: V2, harvest: Harvest, line: Line) -> None:
        entry = await entry_of(v2, harvest, NEW)
        await v2.update(entry, Change(notes="Other"))
        sent = next(r for r in line.requests if r.method == "PATCH")
        assert json.loads(sent.content) == {"notes": "Other"}

    async def test_what_a_start_stopped_is_read_back(
        self, v2: V2, harvest: Harvest, line: Line
    ) -> None:
        entry = await entry_of(v2, harvest, NEW)
        harvest.says("/v2/time_entries", page(RUNNING))
        harvest.says(f"PATCH /v2/time_entries/{entry.id}/restart", {**RUNNING, "id": entry.id})
        harvest.says(
            f"/v2/time_entries/{RUNNING['id']}", {**OLD, "id": RUNNING["id"], "hours": 1.75}
        )
        written = await v2.start(entry)
        assert written.entry.is_running
        assert written.stopped_hours == Decimal("1.75")

    async def test_it_is_done_though_nobody_tells_what_it_stopped(
        self, v2: V2, harvest: Harvest
    ) -> None:
        entry = await entry_of(v2, harvest, NEW)
        harvest.says("/v2/time_entries", page(RUNNING))
        harvest.says(f"PATCH /v2/time_entries/{entry.id}/restart", {**RUNNING, "id": entry.id})
        written = await v2.start(entry)
        assert written.entry.is_running
        assert written.stopped_hours is None

    async def test_a_refused_stop_of_what_stands_is_none(
        self, v2: V2, harvest: Harvest, line: Line
    ) -> None:
        running = await entry_of(v2, harvest, {**RUNNING, "id": 7})
        stopped = {**NEW, "id": 7}

        def meanwhile(request: httpx.Request) -> httpx.Response:
            harvest.says("/v2/time_entries/7", stopped)
            return httpx.Response(422, content=b"")

        line.fail("PATCH", lambda _: _answer(meanwhile))
        assert not (await v2.stop(running)).entry.is_running

    async def test_a_lost_answer_is_looked_for_and_not_sent_again(
        self, v2: V2, harvest: Harvest, line: Line
    ) -> None:
        made = {
            **NEW,
            "project": {"id": 1, "name": "Web"},
            "task": {"id": 1, "name": "Coding"},
            "notes": "Templates",
            "hours": 1.5,
            "created_at": "2016-01-27T09:00:00Z",
        }
        harvest.says("/v2/time_entries", page(made))
        line.fail("POST", lost_reply())
        written = await v2.add(draft("1.50"))
        assert written.entry.id == made["id"]
        assert len(line.writes) == 1


async def _answer(
    respond: Callable[[httpx.Request], httpx.Response],
) -> httpx.Response:
    return respond(httpx.Request("PATCH", "http://account"))


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (
            reply(401, {"error": "invalid_token", "error_description": "The token is revoked."}),
            LoginNeeded,
            "The token is revoked.",
        ),
        (reply(401), LoginNeeded, "does not accept this login"),
        (reply(403, {"message": "Not authorized!"}), Forbidden, "Not authorized!"),
        (reply(404, {"status": 404, "error": "Not Found"}), NotFound, "Not Found"),
        (reply(404, b"<html>404</html>"), NotFound, "you may not see it"),
        (reply(422, {"message": "Project can't be blank"}), Refused, "Project can't be blank"),
        (reply(422), Refused, "refused it"),
        (reply(200, b"<html>Please log in to the hotel</html>"), Broken, "not Harvest's API"),
        (reply(200, b'{"time_entr'), Broken, "not Harvest's API"),
        (reply(200, {"entries": []}), Broken, "cannot be read"),
    ],
)
async def test_what_is_refused_is_said(
    v2: V2, line: Line, fault: Any, error: type[BackendError], words: str
) -> None:
    await v2.me()
    line.break_down(fault=fault)
    with pytest.raises(error, match=words):
        await v2.day(TODAY)


async def test_a_throttle_without_a_number_is_fifteen_seconds(
    v2: V2, harvest: Harvest, line: Line, pauses: Pauses
) -> None:
    harvest.says("/v2/time_entries", page())
    line.fail("GET /v2/time_entries", reply(429))
    await v2.day(TODAY)
    assert pauses.waited == [15]
    line.fail("POST", reply(429))
    with pytest.raises(Throttled, match="Nothing was saved"):
        await v2.add(draft("1.50"))
    assert len(line.writes) == 1

"""Transactions that happen whole, on one thread, at the same price however much is stored."""

import asyncio
import sqlite3
import threading

import httpx
import pytest
from starlette.applications import Starlette

from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, CODING, FOUNDER, WEB
from tests.clock import FrozenClock
from tui.account.entries import Record
from tui.account.server import create_app
from tui.account.store import AccountFileError, Store

PAIR = {"project_id": WEB, "task_id": CODING}


def record(clock: FrozenClock, person_id: int = ADA, **values: object) -> Record:
    now = int(clock().timestamp())
    pair = {**PAIR, "person_id": person_id, "created_at": now, "updated_at": now}
    return Record(spent_date=clock().date(), **{**pair, **values})


def count(store: Store) -> int:
    found: int = store._connection.execute("SELECT count(*) FROM time_entry").fetchone()[0]
    return found


def test_a_write_that_fails_leaves_nothing(store: Store, clock: FrozenClock) -> None:
    def fail(error: type[BaseException]) -> None:
        with store.write():
            store.entries.insert(record(clock))
            raise error

    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error):
            fail(error)
    assert count(store) == 0


def test_the_file_itself_allows_one_timer_a_person(store: Store, clock: FrozenClock) -> None:
    with store.write():
        store.entries.insert(record(clock, timer_started_at=1))
        store.entries.insert(record(clock, BOB, timer_started_at=1))
    with pytest.raises(sqlite3.IntegrityError), store.write():
        store.entries.insert(record(clock, timer_started_at=2))


def test_a_reader_sees_one_state(store: Store, clock: FrozenClock) -> None:
    other = Store.open(store.path, founder=FOUNDER, clock=clock)
    with store.read():
        assert count(store) == 0
        with other.write():
            other.entries.insert(record(clock))
        assert count(store) == 0
    assert count(store) == 1
    other.close()


def test_a_day_is_read_by_its_index(store: Store) -> None:
    """However many entries are stored: the plan searches by person and date, and scans nothing."""
    plans = []

    def explain(statement: str) -> None:
        if "FROM time_entry" in statement:
            plans.append(statement)

    store._connection.set_trace_callback(explain)
    with store.read():
        store.entries.day(ADA, FrozenClock()().date(), 0)
        store.entries.running(ADA)
        store.entries.find(1)
    store._connection.set_trace_callback(None)
    assert len(plans) == 3
    for statement in plans:
        plan = store._connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        details = [row[3] for row in plan]
        assert all(detail.startswith("SEARCH") for detail in details), details
        assert not any("TEMP B-TREE" in detail for detail in details)


def test_people_log_in_by_their_address(store: Store) -> None:
    with store.read():
        found = store.person_by_email("BOB@example.com")
        assert found is not None
        assert found.id == BOB
        assert store.person_by_email("nobody@example.com") is None


def test_an_account_without_administrator_says_so(store: Store) -> None:
    with store.write():
        store._connection.execute("UPDATE person SET is_admin = 0")
    with store.read(), pytest.raises(AccountFileError, match="no administrator"):
        store.owner()


async def test_the_file_is_worked_on_by_one_thread(
    store: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set()
    inner = Store.person

    def person(self: Store, person_id: int) -> object:
        threads.add(threading.current_thread().name)
        return inner(self, person_id)

    monkeypatch.setattr(Store, "person", person)
    app = create_app(store, authenticate=lambda request: ADA, clock=clock)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://account") as client:
        await asyncio.gather(*(client.get("/daily") for _ in range(20)))
    assert len(threads) == 1
    assert threading.current_thread().name not in threads


async def test_many_clients_at_once_leave_one_timer(
    client: httpx.AsyncClient, store: Store
) -> None:
    replies = await asyncio.gather(*(client.post("/daily/add", json=PAIR) for _ in range(20)))
    assert {reply.status_code for reply in replies} == {201}
    entries = (await client.get("/daily")).json()["day_entries"]
    assert len(entries) == 20
    assert sum("timer_started_at" in entry for entry in entries) == 1


async def test_a_cancelled_request_is_done_whole_or_not_at_all(
    client: httpx.AsyncClient, app: Starlette, store: Store, clock: FrozenClock, caller: Caller
) -> None:
    first = (await client.post("/daily/add", json=PAIR)).json()
    entered, leave = threading.Event(), threading.Event()
    inner = store.entries.insert

    def insert(row: Record) -> int:
        entered.set()
        leave.wait(5)
        return inner(row)

    store.entries.insert = insert  # type: ignore[method-assign]
    clock.advance(60)
    task = asyncio.ensure_future(client.post("/daily/add", json=PAIR))
    await asyncio.get_running_loop().run_in_executor(None, entered.wait, 5)
    waiting = asyncio.ensure_future(client.get(f"/daily/timer/{first['id']}"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    leave.set()
    toggled = (await waiting).json()
    assert toggled["timer_started_at"]
    assert toggled["hours_for_previously_running_timer"] == 0
    entries = (await client.get("/daily")).json()["day_entries"]
    assert [entry["hours_without_timer"] for entry in entries] == [0.02, 0]
    assert ["timer_started_at" in entry for entry in entries] == [True, False]


async def test_closing_waits_for_the_work(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(RuntimeError):
        store.worker.submit(print)

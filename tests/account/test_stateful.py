"""Anything that may be asked, in any order, in both formats: the account does as a model does.

`WINDROW_EXAMPLES=500` plays so many games instead of a few.
"""

import asyncio
import os
import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.account.model import Asked, Model, No, Row, clock_of, hours
from tests.account.small import ADA, BOB
from tests.account.spoken import asked, dates, entry_of, fields, instant, read, written
from tests.clock import START, FrozenClock
from tui.account.server import create_app
from tui.account.store import Store

SHEETS = ((ADA, None), (BOB, None), (ADA, BOB), (ADA, ADA))
"""Who works, and on whose sheet."""


class Game(RuleBasedStateMachine):
    """One account, its model, and two people."""

    filled: sqlite3.Connection
    folder: Path

    @initialize(start_end=st.booleans())
    def begin(self, start_end: bool) -> None:
        copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self.filled.backup(copy)
        copy.execute("PRAGMA foreign_keys = ON")
        self.clock = FrozenClock()
        self.store = Store(copy, self.folder)
        self.model = Model(int(START.timestamp()))
        app = create_app(
            self.store,
            authenticate=lambda request: int(request.headers["x-person"]),
            clock=self.clock,
        )
        self.runner = asyncio.Runner()
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://account")
        self.calls = 0
        self.switch(start_end)

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.runner.run(self.client.aclose())
            self.runner.close()
            self.store.close()

    # Calls

    def call(
        self, who: int, method: str, path: str, body: Asked | None = None, **query: object
    ) -> tuple[int, object]:
        """Send a request, in JSON and XML by turns, and read what comes back."""
        self.calls += 1
        kind = "json" if self.calls % 2 else "xml"
        headers = {"X-Person": str(who)} | dict.fromkeys(
            ("Accept", "Content-Type"), f"application/{kind}"
        )
        params = {name: value for name, value in query.items() if value is not None}
        content = None if body is None else written(kind, fields(body))
        reply = self.runner.run(
            self.client.request(method, path, headers=headers, params=params, content=content)
        )
        return reply.status_code, read(kind, reply)

    def compare(self, told: dict[str, object], id_: int, row: Row) -> None:
        """See that an entry is told as the model has it."""
        assert int(str(told["id"])) == id_
        assert int(str(told["user_id"])) == row.person
        assert (int(str(told["project_id"])), int(str(told["task_id"]))) == (row.project, row.task)
        assert told["spent_at"] == row.on.isoformat()
        assert told["notes"] == row.notes
        assert Decimal(str(told["hours"])) == hours(row.at(self.model.now))
        assert Decimal(str(told["hours_without_timer"])) == hours(row.seconds)
        assert instant(told.get("timer_started_at")) == row.timer
        assert told.get("started_at", "") == clock_of(row.started)
        assert told.get("ended_at", "") == clock_of(row.ended)
        assert str(told["is_closed"]).lower() == str(row.closed).lower()

    def take(self, told: dict[str, object], row: Row, stopped: Decimal | None) -> None:
        """Take what a write made or changed into the model."""
        id_ = int(str(told["id"]))
        if not any(row is known for known in self.model.rows.values()):
            assert id_ > self.model.last_id, "an id was given twice"
            self.model.last_id, self.model.rows[id_] = id_, row
        self.compare(told, id_, self.model.rows[id_])
        assert self.model.rows[id_] is row
        before = told.get("hours_for_previously_running_timer")
        assert (None if before is None else Decimal(str(before))) == stopped

    # What may happen

    @rule(sheet=st.sampled_from(SHEETS), said=asked(is_new=True))
    def add(self, sheet: tuple[int, int | None], said: Asked) -> None:
        who, of_user = sheet
        status, tree = self.call(who, "POST", "/daily/add", said, of_user=of_user)
        try:
            row, stopped = self.model.add(of_user or who, said)
        except No:
            assert status == 422
            return
        assert status == 201
        self.take(entry_of(tree), row, stopped)

    def pick(self, data: st.DataObject) -> tuple[int, Row, int, int | None]:
        """Somebody, on a sheet on which there is an entry."""
        id_ = data.draw(st.sampled_from(sorted(self.model.rows)), label="entry")
        row = self.model.rows[id_]
        fitting = [sheet for sheet in SHEETS if (sheet[1] or sheet[0]) == row.person]
        who, of_user = data.draw(st.sampled_from(fitting), label="sheet")
        return id_, row, who, of_user

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data())
    def toggle(self, data: st.DataObject) -> None:
        id_, row, who, of_user = self.pick(data)
        status, tree = self.call(who, "GET", f"/daily/timer/{id_}", of_user=of_user)
        try:
            row, stopped = self.model.toggle(row, is_admin=who == ADA)
        except No:
            assert status == 422
            return
        assert status == 200
        self.take(entry_of(tree), row, stopped)

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data(), said=asked(is_new=False))
    def update(self, data: st.DataObject, said: Asked) -> None:
        id_, row, who, of_user = self.pick(data)
        status, tree = self.call(who, "POST", f"/daily/update/{id_}", said, of_user=of_user)
        changed = replace(row)
        self.model.rows[id_] = changed
        try:
            self.model.update(changed, said, is_admin=who == ADA)
        except No:
            self.model.rows[id_] = row
            assert status == 422
            return
        assert status == 200
        self.compare(entry_of(tree), id_, changed)

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        id_, _, who, of_user = self.pick(data)
        status, tree = self.call(who, "DELETE", f"/daily/delete/{id_}", of_user=of_user)
        try:
            self.model.delete(id_, is_admin=who == ADA)
        except No:
            assert status == 422
            return
        assert (status, tree) == (200, None)
        assert self.call(who, "GET", f"/daily/show/{id_}", of_user=of_user)[0] == 404

    @precondition(lambda self: self.model.rows)
    @rule(data=st.data(), method=st.sampled_from(["show", "timer", "delete"]))
    def reach_for_anothers(self, data: st.DataObject, method: str) -> None:
        id_ = data.draw(st.sampled_from(sorted(self.model.rows)))
        owner = self.model.rows[id_].person
        verb = "DELETE" if method == "delete" else "GET"
        assert self.call(ADA + BOB - owner, verb, f"/daily/{method}/{id_}")[0] == 404
        assert self.call(BOB, verb, f"/daily/{method}/{id_}", of_user=ADA)[0] == 404

    @rule(on=dates, opens=st.booleans(), person=st.sampled_from([None, ADA, BOB]))
    def approve(self, on: date, opens: bool, person: int | None) -> None:
        with self.store.write():
            table = self.store.entries
            (table.unapprove if opens else table.approve)(on, on, person, self.model.now)
        for row in self.model.rows.values():
            if row.on == on and person in (None, row.person) and (opens or not row.timer):
                row.closed = not opens

    @rule(seconds=st.integers(0, 7200) | st.sampled_from([1, 36, 60, 86_400]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds)
        self.model.now += seconds

    @rule(start_end=st.booleans())
    def switch(self, start_end: bool) -> None:
        with self.store.write():
            settings = replace(self.store.settings(), timestamp_timers=start_end)
            self.store.save_settings(settings)
        self.model.start_end = start_end

    @rule(person=st.sampled_from([ADA, BOB]), on=dates)
    def read_a_day(self, person: int, on: date) -> None:
        of_user = {"of_user": BOB} if person == BOB else {}
        path = f"/daily/{on.timetuple().tm_yday}/{on.year}"
        _, tree = self.call(ADA, "GET", path, slim=1, **of_user)
        assert isinstance(tree, dict)
        assert tree["for_day"] == on.isoformat()
        rows = {i: r for i, r in self.model.rows.items() if (r.person, r.on) == (person, on)}
        told = tree["day_entries"]
        assert [int(str(one["id"])) for one in told] == sorted(rows)
        for one in told:
            self.compare(one, int(str(one["id"])), rows[int(str(one["id"]))])

    @invariant()
    def everything_is_told_as_it_is(self) -> None:
        for person in (ADA, BOB):
            span = {"from": "20160101", "to": "20161231"}
            _, tree = self.call(person, "GET", f"/people/{person}/entries", **span)
            assert isinstance(tree, list)
            told = [one.get("day_entry", one) for one in tree]
            rows = {i: row for i, row in self.model.rows.items() if row.person == person}
            assert sorted(int(str(one["id"])) for one in told) == sorted(rows)
            for one in told:
                self.compare(one, int(str(one["id"])), rows[int(str(one["id"]))])
            total = sum(hours(row.at(self.model.now)) for row in rows.values())
            assert sum(Decimal(str(one["hours"])) for one in told) == total
            running = [one for one in told if one.get("timer_started_at")]
            assert len(running) == (self.model.running(person) is not None)


def test_the_account_does_as_its_model_does(filled: bytes, tmp_path: Path) -> None:
    (tmp_path / "filled.db").write_bytes(filled)
    source = sqlite3.connect(tmp_path / "filled.db")
    Game.filled, Game.folder = source, tmp_path
    games = int(os.environ.get("WINDROW_EXAMPLES", "25"))
    run_state_machine_as_test(
        Game,
        settings=settings(
            max_examples=games,
            stateful_step_count=25,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate],
        ),
    )
    source.close()

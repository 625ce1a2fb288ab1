"""Client to rules and file and back, in each format: what was written is what is read."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from tests.account.small import CODING, SHOP, TALKING, WEB
from tests.wire.test_round_trip import minutes, texts
from tui.account.store import Store
from tui.domain.draft import Change, Draft, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.wire import v1_client as wire
from tui.wire.codec import JSON, XML, Codec

quick = settings(
    max_examples=int(os.environ.get("WINDROW_EXAMPLES", "30")),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
pairs = st.sampled_from([(WEB, CODING), (WEB, TALKING), (SHOP, CODING)])
dates = st.dates(date(1000, 1, 1))
hours = st.integers(0, 24_00).map(lambda number: Decimal(number) / 100)
spans = st.tuples(minutes, minutes)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft with hours, or with start and end."""
    project, task = draw(pairs)
    draft = Draft(project_id=project, task_id=task, spent_date=draw(dates), notes=draw(texts))
    if draw(st.booleans()):
        return replace(draft, hours=draw(hours))
    started, ended = draw(spans)
    return replace(draft, started_at=started, ended_at=ended)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """A change of anything, with hours, with start and end, or with neither."""
    project, task = draw(pairs)
    change = Change(spent_date=draw(st.none() | dates), notes=draw(st.none() | texts))
    if draw(st.booleans()):
        change = replace(change, project_id=project, task_id=task)
    timing = draw(st.none() | hours | spans)
    if isinstance(timing, Decimal):
        return replace(change, hours=timing)
    started, ended = timing or (None, None)
    return replace(change, started_at=started, ended_at=ended)


class Wire:
    """The client's side of the wire in one format, without anything around it."""

    def __init__(self, app: Starlette, runner: asyncio.Runner, codec: Codec) -> None:
        self._app, self._runner, self.codec = app, runner, codec

    def send(self, path: str, tree: object) -> TimeEntry:
        headers = dict.fromkeys(("Accept", "Content-Type"), self.codec.media_type)
        content = self.codec.dump("request", tree)

        async def post() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://account") as client:
                return await client.post(path, content=content, headers=headers)

        reply = self._runner.run(post())
        assert reply.is_success, reply.text
        return wire.read_entry(self.codec.load(reply.content))


@pytest.fixture(params=[JSON, XML], ids=["json", "xml"])
def line(app: Starlette, request: pytest.FixtureRequest) -> Iterator[Wire]:
    with asyncio.Runner() as runner:
        yield Wire(app, runner, request.param)


@pytest.mark.parametrize("start_end", [False, True])
def test_what_is_written_is_read(line: Wire, store: Store, start_end: bool) -> None:
    with store.write():
        store.save_settings(replace(store.settings(), timestamp_timers=start_end))

    @quick
    @given(drafts(), changes())
    def there_and_back(draft: Draft, change: Change) -> None:
        entry = line.send("/daily/add", wire.write_draft(draft))
        assert differences(entry, draft, line.codec, start_end=start_end) == Change()
        assert not entry.is_running
        updated = line.send(f"/daily/update/{entry.id}", wire.write_change(entry, change))
        assert updated.id == entry.id
        assert differences(updated, change, line.codec, start_end=start_end) == Change()
        assert not updated.is_running
        again = line.send(f"/daily/update/{entry.id}", wire.write_change(updated, Change(notes="")))
        assert again == replace(updated, notes="")

    there_and_back()


def differences(
    entry: TimeEntry, asked: Draft | Change, codec: Codec, *, start_end: bool
) -> Change:
    """What of all that was asked for the entry does not have; an account of hours has no times."""
    wanted = Change(
        project_id=asked.project_id,
        task_id=asked.task_id,
        spent_date=asked.spent_date,
        hours=asked.hours,
        started_at=asked.started_at if start_end else None,
        ended_at=asked.ended_at if start_end else None,
        notes=None if asked.notes is None else codec.carried(asked.notes),
    )
    return only_changed(entry, wanted, EVERY_FIELD)

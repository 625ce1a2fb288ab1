"""How many calls a week costs."""

from tests.api.conftest import TODAY, House
from tests.api.contract.conftest import Desk, Kind
from tests.api.wires import OVER_V2
from tui.api.backend import Backend
from tui.desk.watching import watched
from tui.desk.weeks import Weeks
from tui.domain.week import week_of

WEEK = week_of(TODAY, 0)


async def test_a_week_is_one_call_over_v2_and_one_a_day_over_v1(
    backend: Backend, desk: Desk, house: House, kind: Kind
) -> None:
    await backend.me()
    weeks = Weeks(backend, house.clock, lambda _: None)
    await watched(backend, weeks).day(TODAY)
    desk.asked.clear()
    await weeks.read(WEEK)
    assert weeks.week(WEEK).is_known
    assert len(desk.asked) == (1 if kind.wire is OVER_V2 else 6)
    desk.asked.clear()
    await weeks.read(WEEK)
    assert desk.asked == []

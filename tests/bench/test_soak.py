"""The soak does what it says, and what it watches does not grow."""

from tests.bench.report import table
from tests.bench.soak import MODALS, Week, course, findings


def test_a_share_of_the_week_has_at_least_one_of_everything_in_a_batch() -> None:
    assert Week().scaled(1.0) == Week()
    small = Week().scaled(0.001)
    assert small.ticks == 600
    assert (small.reloads, small.modals, small.resizes) == (50, 50, 50)


async def test_a_few_minutes_of_it_leave_no_objects_behind() -> None:
    week = Week(ticks=160, reloads=16, modals=8 * len(MODALS) // 2, resizes=40, batches=4)
    run = await course(week)
    found = findings(week, run)
    assert len(found) == 6
    assert "readings" in table(found)
    objects = run.ticks.objects
    assert objects[-1] < objects[0] * 1.05

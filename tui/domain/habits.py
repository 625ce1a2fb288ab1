"""What a person usually works on: which pairs of project and task come first, and why.

A day on which a pair was worked on weighs half as much two weeks later. It weighs more on the same
weekday, and more again around the same hour, so that Monday's stand-up comes first on Mondays.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from math import fsum
from typing import NamedTuple

HALF_LIFE_DAYS = 14
REMEMBERED_DAYS = 182
"""What is older weighs nothing; only when it was is remembered."""

SAME_WEEKDAY, SAME_HOUR = 3.0, 3.0
FAVOURITE = 1000.0
USUAL_WEEKS, USUAL_TIMES = 6, 3
OFTEN = 3
_PARTS = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (24, "night"))
_WORDY = re.compile(r"^usual on |^last used on |^last used | times(?= this week$)")
_USED, _NEAR, _SAME_PART = 0, 1, 2

Ids = tuple[int, int]
"""A project's id and a task's."""


class Use(NamedTuple):
    """One time that a pair was worked on: the local date, and the hour (0 to 23) if it is told."""

    project_id: int
    task_id: int
    on: date
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pair stands with a person: more points come first; `why` says it in a few words."""

    points: float = 0.0
    why: str = ""
    is_favourite: bool = False

    @property
    def brief(self) -> str:
        """The reason in fewer words: `Monday mornings`, `3 this week`, `12 November`."""
        return _WORDY.sub("", self.why)


NO_STANDING = Standing()


class Habits:
    """What a person usually works on, as it looks at one moment.

    Args:
        uses: what was worked on, in any order; what lies in the future teaches nothing.
        favourites: the pairs that always come first.
        now: the moment, in the account's zone.
        week_start: the weekday on which a week begins; Monday is 0.
    """

    def __init__(
        self,
        uses: Iterable[Use] = (),
        favourites: frozenset[Ids] = frozenset(),
        now: datetime = datetime(2000, 1, 1, tzinfo=UTC),
        *,
        week_start: int = 0,
    ) -> None:
        self.favourites = favourites
        self._now = now
        self._week_began = now.date() - timedelta(days=(now.weekday() - week_start) % 7)
        self._days: dict[Ids, dict[date, int]] = {}
        self._long_ago: dict[Ids, date] = {}
        self._this_week: dict[Ids, int] = {}
        self._learn(uses)
        self._points = {ids: self._weigh(days) for ids, days in self._days.items()}
        self._points |= {ids: 0.0 for ids in self._long_ago if ids not in self._points}
        self._points |= {ids: self._points.get(ids, 0.0) + FAVOURITE for ids in favourites}

    def _learn(self, uses: Iterable[Use]) -> None:
        """Sort uses by pair and day; on each day, what they have in common with the moment."""
        days, long_ago, this_week = self._days, self._long_ago, self._this_week
        today, week_began = self._now.date(), self._week_began
        horizon = today - timedelta(days=REMEMBERED_DAYS)
        likeness = _likeness(self._now.hour)
        for project_id, task_id, on, hour in uses:
            ids = (project_id, task_id)
            if on > today:
                continue
            if on < horizon:
                if ids not in long_ago or on > long_ago[ids]:
                    long_ago[ids] = on
                continue
            if on >= week_began:
                this_week[ids] = this_week.get(ids, 0) + 1
            of_pair = days.setdefault(ids, {})
            of_pair[on] = of_pair.get(on, _USED) | likeness[hour]

    def _weigh(self, days: dict[date, int]) -> float:
        today = self._now.date()
        return fsum(
            0.5 ** ((today - on).days / HALF_LIFE_DAYS)
            * (SAME_WEEKDAY if on.weekday() == today.weekday() else 1.0)
            * (SAME_HOUR if like & _NEAR else 1.0)
            for on, like in days.items()
        )

    @cached_property
    def best(self) -> list[Ids]:
        """The pairs that are favourites or were used, best first."""
        return sorted(self._points, key=lambda ids: (-self._points[ids], self._age(ids), ids))

    def _age(self, ids: Ids) -> int:
        last = self._last(ids)
        return 0 if last is None else (self._now.date() - last).days

    def points(self, ids: Ids) -> float:
        """How much speaks for a pair; 0 for one that was never used."""
        return self._points.get(ids, 0.0)

    def lift(self, ids: Ids) -> float:
        """How far a pair is raised among equals, from 0 to 1: any favourite by more than a half."""
        points = self.points(ids)
        plain = points - FAVOURITE if ids in self.favourites else points
        share = plain / (plain + 3.0) / 2
        return share + 0.5 if ids in self.favourites else share

    def standing(self, ids: Ids) -> Standing:
        """Tell how a pair stands, and why."""
        if ids not in self._points:
            return NO_STANDING
        return Standing(self._points[ids], self._why(ids), ids in self.favourites)

    def _why(self, ids: Ids) -> str:
        usual = self._usual(self._days.get(ids, {}))
        return usual or self._often(ids) or self._lately(ids) or "favourite"

    def _usual(self, days: dict[date, int]) -> str:
        """Say at which time of the week it is usual, if that time is now."""
        today = self._now.date()
        weeks = [today - timedelta(weeks=number) for number in range(1, USUAL_WEEKS + 1)]
        if sum(bool(days.get(day, _USED) & _SAME_PART) for day in weeks) >= USUAL_TIMES:
            return f"usual on {today:%A} {_part_of_day(self._now.hour)}s"
        if sum(day in days for day in weeks) >= USUAL_TIMES:
            return f"usual on {today:%A}s"
        return ""

    def _often(self, ids: Ids) -> str:
        times = self._this_week.get(ids, 0)
        return f"{times} times this week" if times >= OFTEN else ""

    def _lately(self, ids: Ids) -> str:
        """Say when it was used last; nothing for a favourite that never was."""
        last, today = self._last(ids), self._now.date()
        if last is None:
            return ""
        ago = (today - last).days
        if ago < 7:
            return ("today", "yesterday")[ago] if ago < 2 else f"last used on {last:%A}"
        year = "" if last.year == today.year else f" {last.year}"
        return f"last used {last.day} {last:%B}{year}"

    def _last(self, ids: Ids) -> date | None:
        return max(self._days[ids]) if ids in self._days else self._long_ago.get(ids)


def _part_of_day(hour: int) -> str:
    return next(name for end, name in _PARTS if hour < end)


def _likeness(now: int) -> dict[int | None, int]:
    """What each hour of a day has in common with the present one."""
    like: dict[int | None, int] = {None: _USED}
    for hour in range(24):
        is_near = (hour - now) % 24 in (23, 0, 1)
        is_same_part = _part_of_day(hour) == _part_of_day(now)
        like[hour] = (_NEAR if is_near else 0) | (_SAME_PART if is_same_part else 0)
    return like

"""What the app begins with: the first frame, and what the person brings along."""

from dataclasses import replace
from datetime import date

from tui.api.connect import Place
from tui.config import Config
from tui.desk.own import Own
from tui.domain.account import Person
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.keys import Keys
from tui.widgets.view import Status, View


def own_of(settings: Config, place: Place) -> Own:
    """What a person brings along: their settings, and what is kept beside the account."""
    return Own(
        aliases=settings.aliases,
        memory=place.memory,
        outside=place.profile if place.memory is not None else "",
        idle_minutes=settings.idle_minutes,
        reminders=settings.reminders,
    )


def first_view(
    place: Place,
    clock: Clock,
    jump_to: date | None,
    of_user: int | None,
    settings: Config,
    keys: Keys,
) -> View:
    """What the first frame shows: the day itself where it is at hand, else its date."""
    view = _at_hand(place, clock, jump_to) if of_user is None else None
    view = view or _only_the_date(place, clock, jump_to, of_user)
    return replace(view, keys=keys, week_hours=settings.week_target)


def _only_the_date(place: Place, clock: Clock, jump_to: date | None, of_user: int | None) -> View:
    """A day that is still to be read.

    Somebody else's timesheet is never at hand: their account decides who may see it.
    """
    today = clock().astimezone().date()
    whose = None if of_user is None else Person(id=of_user, first_name=f"person {of_user}")
    return View(day=Day(jump_to or today), today=today, place=place.name, sheet_of=whose)


def _at_hand(place: Place, clock: Clock, jump_to: date | None) -> View | None:
    glance = place.glance(jump_to)
    if glance is None:
        return None
    running = glance.running
    return View(
        day=glance.day,
        today=glance.account.today(clock()),
        account=glance.account,
        place=place.name,
        status=Status.READY,
        is_new=glance.is_new,
        is_remembered=glance.is_remembered,
        elsewhere=running if running and running.spent_date != glance.day.date else None,
    )

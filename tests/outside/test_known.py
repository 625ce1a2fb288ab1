"""What is known of a timer: kept in a file, and told at any later moment."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Project, Task
from tui.domain.day import Day, total_label
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, from_seconds, to_seconds
from tui.outside import known, places
from tui.outside.keeping import Keeper, Sight, keep_words, known_from, words_of
from tui.outside.told import FIELDS, fields_at, hours_of

NOON = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
"""A Monday, 14:44:10 in Berlin."""
NOW = int(NOON.timestamp())
BERLIN = Account(name="x", me=Person(id=1, first_name="Ada"), zone=ZoneInfo("Europe/Berlin"))


def entry(number: int, hours: str, **more: object) -> TimeEntry:
    given = {
        "user_id": 1,
        "spent_date": date(2026, 11, 23),
        "client": "Acme",
        "project_id": 1,
        "project": "Website",
        "task_id": 1,
        "task": "Programming",
        "hours": Decimal(hours),
        "hours_without_timer": Decimal(hours),
    }
    return TimeEntry(id=number, **{**given, **more})  # type: ignore[arg-type]


RUNNING = entry(3, "0.25", timer_started_at=NOON - timedelta(minutes=27, seconds=10), notes="a\nb")
DAY = Day(date(2026, 11, 23), (entry(1, "1.33"), entry(2, "0.5"), RUNNING))
SIGHT = Sight(
    profile="local",
    place="local account",
    account=BERLIN,
    now=NOON,
    skew=timedelta(),
    today=DAY,
    running=RUNNING,
    week_hours=Decimal(40),
)


def test_the_fields_say_what_the_screen_says() -> None:
    fields = fields_at(known_from(SIGHT), NOW)
    assert fields["elapsed"] == "0:42"
    assert fields["clock"] == "0:42:10"
    assert fields["seconds"] == "2530"
    assert total_label(DAY.entries, NOON, HoursFormat.CLOCK) == f"{fields['today']}:10"
    assert (fields["target"], fields["left"]) == ("8:00", "5:27")
    assert (fields["since"], fields["state"], fields["glyph"]) == ("14:17", "running", "●")
    assert set(fields) == set(FIELDS)


def test_time_goes_by_without_a_pane() -> None:
    fields = fields_at(known_from(SIGHT), NOW + 3600)
    assert (fields["elapsed"], fields["today"]) == ("1:42", "3:32")


def test_a_new_day_begins_with_nothing_and_what_runs_stays_on_its_own() -> None:
    midnight = NOW + (9 * 60 + 15) * 60 + 50
    at_last, after = (fields_at(known_from(SIGHT), at) for at in (midnight - 1, midnight))
    assert at_last["today"] == "11:47"
    assert (after["today"], after["elapsed"], after["target"]) == ("0:00", "9:58", "8:00")


def test_days_off_have_no_target() -> None:
    saturday = fields_at(known_from(SIGHT), NOW + 5 * 86400)
    monday = fields_at(known_from(SIGHT), NOW + 7 * 86400)
    assert (saturday["target"], saturday["left"], monday["target"]) == ("", "", "8:00")


def test_what_runs_on_another_day_counts_for_that_one() -> None:
    old = replace(RUNNING, spent_date=date(2026, 11, 22))
    sight = replace(SIGHT, running=old, today=Day(DAY.date, DAY.entries[:2]))
    assert fields_at(known_from(sight), NOW)["today"] == "1:50"


def test_when_nothing_runs_only_the_day_is_told() -> None:
    sight = replace(SIGHT, running=None, today=Day(DAY.date, DAY.entries[:2]))
    fields = fields_at(known_from(sight), NOW)
    assert (fields["state"], fields["glyph"], fields["today"]) == ("idle", "○", "1:50")
    assert fields["project"] == fields["elapsed"] == fields["seconds"] == ""


def test_the_day_is_told_as_unknown_where_nobody_read_it() -> None:
    assert fields_at(known_from(replace(SIGHT, today=None)), NOW)["today"] == "–"


@given(
    style=st.sampled_from(HoursFormat),
    symbol=st.sampled_from(".,"),
    hours=st.lists(st.integers(0, 2400), max_size=6),
    ran=st.integers(0, 90_000),
)
def test_the_total_is_the_one_of_the_rows(
    style: HoursFormat, symbol: str, hours: list[int], ran: int
) -> None:
    running = replace(RUNNING, timer_started_at=NOON - timedelta(seconds=ran))
    rows = (*(entry(10 + n, str(Decimal(h) / 100)) for n, h in enumerate(hours)), running)
    account = replace(BERLIN, hours_format=style, decimal_symbol=symbol)
    sight = replace(SIGHT, account=account, running=running, today=Day(DAY.date, rows))
    shown = total_label(rows, NOON, style, symbol)
    told = fields_at(known_from(sight), NOW)["today"]
    if style is HoursFormat.CLOCK:
        assert told == shown[:-3]
    else:
        assert abs(_hundredths(told) - _hundredths(shown)) <= 1  # two roundings, or one


def _hundredths(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


@given(st.integers(0, 10**6))
def test_decimal_hours_are_rounded_as_everywhere(seconds: int) -> None:
    told = hours_of({"format": "decimal", "symbol": "."}, seconds)
    assert Decimal(told) == from_seconds(seconds)


def test_an_account_whose_clock_is_ahead_is_reckoned_by_ours() -> None:
    skew = timedelta(minutes=5)
    sight = replace(SIGHT, skew=skew)
    assert fields_at(known_from(sight), NOW - 300)["clock"] == "0:42:10"


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(), max_size=5))
def test_every_text_survives_the_file(more: dict[str, str]) -> None:
    whole = {**more, **known_from(SIGHT)}
    assert known.known_of(known.text_of(whole)) == whole


@pytest.mark.parametrize(
    "text",
    ["", "{}", "windrow-status 2\n", "windrow-status 1\nprofile x\n", "windrow-status 1\n\0"],
)
def test_what_is_none_of_ours_is_not_read(text: str) -> None:
    assert known.known_of(text) is None


def test_half_a_file_is_not_read() -> None:
    text = known.text_of(known_from(SIGHT))
    assert known.known_of(text) is not None
    assert known.known_of(text.replace("booked 900", "booked many")) is None
    assert known.known_of(re.sub(r"(?m)^others \d+$", "others many", text)) is None
    assert known.known_of(re.sub(r"(?m)^others \d+$", "others ", text)) is not None
    assert known.known_of(text[: text.index("since")]) is None


def test_the_file_is_whole_and_only_its_owner_reads_it(state: Path) -> None:
    known.keep("local", known_from(SIGHT))
    known.keep_last("local")
    file = state / "status" / "local.status"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(one.name for one in file.parent.iterdir()) == ["last", "local.status"]
    assert known.look_up(known.last_opened()) == known_from(SIGHT)
    assert known.look_up("other") is None
    file.write_text("x")
    with pytest.raises(known.Damaged, match="delete it"):
        known.look_up("local")


def test_a_profile_that_is_logged_out_leaves_nothing(state: Path) -> None:
    known.keep("work", known_from(SIGHT))
    keep_words("work", ["acme"])
    known.forget("work")
    known.forget("work")
    assert list((state / "status").iterdir()) == []


@pytest.mark.parametrize("value", ["/somewhere/else", "", "relative", "~/x"])
def test_the_folder_is_the_one_of_everything_else(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", value)
    assert places.state_dir() == platformdirs.user_state_dir("windrow", appauthor=False)


def test_no_profile_name_leads_out_of_the_folder() -> None:
    path = Path(places.status_path("../../x/ü"))
    assert path.parent == Path(places.status_folder())
    assert path.name == "%2E%2E%2F%2E%2E%2Fx%2Fü.status"


def test_words_are_such_as_a_shell_takes_as_they_are() -> None:
    tasks = (Task(1, "Code review (Büro)", billable=True),)
    project = Project(
        id=1, name="$(rm x) `y` -z", client_id=1, client="Acme & Söhne", code="WEB-2", tasks=tasks
    )
    words = words_of(Catalog((project,)), ["dev"])
    assert words == ("@dev", "acme", "söhne", "web-2", "code", "review", "büro")


async def test_only_news_is_written_and_trouble_is_told_once(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(
        "tui.outside.keeping.keep", lambda _, what: written.append(what.get("id", "-"))
    )
    told: list[str] = []
    keeper = Keeper(told.append)
    keeper.see(SIGHT)
    await keeper.settle()
    keeper.see(replace(SIGHT, now=NOON + timedelta(seconds=30)))
    keeper.see(replace(SIGHT, running=None))
    await keeper.settle()
    assert written == ["3", "-"]

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.outside.keeping.keep", fail)
    for week_hours in (Decimal(10), Decimal(20)):
        keeper.see(replace(SIGHT, week_hours=week_hours))
        await keeper.settle()
    assert len(told) == 1
    assert "No space left" in told[0]


def test_a_target_is_a_fifth_of_the_week() -> None:
    sight = replace(SIGHT, week_hours=Decimal("38.5"))
    assert known_from(sight)["target"] == str(to_seconds(Decimal("7.7")))


async def test_what_could_not_be_kept_is_kept_at_the_next_look(
    monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    def is_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    told: list[str] = []
    keeper = Keeper(told.append)
    with monkeypatch.context() as full:
        full.setattr("tui.outside.keeping.keep", is_full)
        keeper.see(SIGHT)
        await keeper.settle()
    assert "No space left" in told[0]
    assert known.look_up("local") is None
    keeper.see(SIGHT)
    await keeper.settle()
    assert known.look_up("local") == known_from(SIGHT)

"""`windrow account` for what was tracked, and for projects, clients and tasks."""

import pytest

from tests.account.small import ADA, BOB, OLD, SHOP, WEB
from tests.cli.conftest import Desk
from tui.account import setup_rules
from tui.account.setup import Kind

LAST_WEEK = ("2016-01-18", "2016-01-24")


def locked(desk: Desk) -> dict[int, tuple[bool, bool]]:
    """Tell which entries are approved and invoiced."""
    with desk.store() as store, store.read():
        rows = store._connection.execute("SELECT id, is_closed, is_billed FROM time_entry")
        return {id_: (bool(closed), bool(billed)) for id_, closed, billed in rows}


def names(desk: Desk, kind: Kind) -> dict[str, bool]:
    """Tell which of a kind there are, and whether they are active."""
    with desk.store() as store, store.read():
        return {row["name"]: bool(row["is_active"]) for row in store.setup.all(kind)}


class TestApproving:
    def test_everybody_in_a_span_of_dates(self, desk: Desk) -> None:
        inside = [desk.track("2016-01-18"), desk.track("2016-01-24", BOB)]
        outside = [desk.track("2016-01-17"), desk.track("2016-01-25")]
        said = desk.does("approve", *LAST_WEEK)
        assert said == "Approved 2 entries of everybody from 2016-01-18 to 2016-01-24."
        assert locked(desk) == {
            **dict.fromkeys(inside, (True, False)),
            **dict.fromkeys(outside, (False, False)),
        }
        assert desk.facts("approve", *LAST_WEEK)["entries"] == 0
        said = desk.does("unapprove", *LAST_WEEK)
        assert said == (
            "2 entries of everybody from 2016-01-18 to 2016-01-24 are no longer approved."
        )
        assert set(locked(desk).values()) == {(False, False)}

    @pytest.mark.parametrize("name", ["Bob Lee", "bob", "BOB@example.com", f"id:{BOB}"])
    def test_one_person(self, desk: Desk, name: str) -> None:
        hers, his = desk.track("2016-01-20"), desk.track("2016-01-20", BOB)
        said = desk.does("approve", "2016-01-20", "2016-01-20", "--person", name)
        assert said == "Approved 1 entry of Bob Lee on 2016-01-20."
        assert locked(desk) == {hers: (False, False), his: (True, False)}
        desk.does("approve", *LAST_WEEK)
        said = desk.does("unapprove", "2016-01-20", "2016-01-20", "--person", name)
        assert said == "1 entry of Bob Lee on 2016-01-20 is no longer approved."
        assert locked(desk) == {hers: (True, False), his: (False, False)}

    def test_running_entries_stay_open_and_that_is_said(self, desk: Desk) -> None:
        runs = desk.track("2016-01-20", timer_started_at=1)
        his = desk.track("2016-01-20", BOB, timer_started_at=1)
        desk.track("2016-01-20")
        said = desk.does("approve", *LAST_WEEK, "--person", "ada")
        assert said.endswith(". 1 running entry was left open.")
        assert desk.does("approve", *LAST_WEEK).endswith(". 2 running entries were left open.")
        facts = desk.facts("approve", *LAST_WEEK)
        assert (facts["entries"], facts["running"]) == (0, 2)
        assert (facts["from"], facts["to"]) == LAST_WEEK
        assert not locked(desk)[runs][0]
        assert not locked(desk)[his][0]

    def test_a_locked_entry_that_runs_is_not_left_open(self, desk: Desk) -> None:
        """Administrators may start the timer of an approved entry."""
        desk.track("2016-01-20", timer_started_at=1, is_closed=True, is_billed=True)
        assert desk.facts("approve", *LAST_WEEK)["running"] == 0
        assert desk.facts("invoice", *LAST_WEEK, "--client", "Acme")["running"] == 0
        assert desk.facts("unapprove", *LAST_WEEK)["entries"] == 1

    @pytest.mark.parametrize(
        ("first", "last", "span"),
        [
            ("-1", "today", ("2016-01-26", "2016-01-27")),
            ("mon", "tomorrow", ("2016-01-25", "2016-01-28")),
            ("1-4", "8 jan", ("2016-01-04", "2016-01-08")),
        ],
    )
    def test_dates_are_read_as_the_screen_reads_them(
        self, desk: Desk, first: str, last: str, span: tuple[str, str]
    ) -> None:
        facts = desk.facts("approve", first, last)
        assert (facts["from"], facts["to"]) == span

    def test_today_is_that_of_the_account(self, desk: Desk) -> None:
        desk.does("set", "zone=Pacific/Kiritimati")  # 14 hours ahead
        desk.clock.advance(hours=2)
        assert desk.facts("approve", "today", "today")["from"] == "2016-01-28"

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["2016-02-30", "today"], "February 2016 has no day 30"),
            (["someday", "today"], "“someday” is not a date"),
            (["today", "yesterday"], "write the earlier date first"),
            (["mon", "today", "--person", "eve"], "nobody “eve”"),
        ],
    )
    @pytest.mark.parametrize("command", ["approve", "unapprove"])
    def test_what_is_refused(
        self, desk: Desk, command: str, arguments: list[str], words: str
    ) -> None:
        desk.track("2016-01-26", is_closed=command == "unapprove")
        before = locked(desk)
        assert words in desk.refuses(command, *arguments)
        assert locked(desk) == before

    def test_it_is_told_to_whoever_reads_changes(self, desk: Desk) -> None:
        entry = desk.track("2016-01-26")
        for command in ("approve", "unapprove"):
            at = desk.clock.advance(60)
            desk.does(command, "-1", "-1")
            with desk.store() as store, store.read():
                found = store.entries.find(entry)
            assert found is not None
            assert found.record.updated_at == at.timestamp()


class TestInvoicing:
    def test_the_billable_entries_of_a_client(self, desk: Desk) -> None:
        shop, web = desk.track("2016-01-20", project_id=SHOP), desk.track("2016-01-20")
        free = desk.track("2016-01-20", project_id=OLD)
        runs = desk.track("2016-01-20", BOB, project_id=SHOP, timer_started_at=1)
        desk.track("2016-01-20", timer_started_at=1)  # somebody else's client
        with desk.store() as store, store.write():
            setup_rules.change(store, Kind.PROJECT, OLD, {"billable": 0}, 1)
        said = desk.does("invoice", *LAST_WEEK, "--client", "globex")
        assert said == (
            "Invoiced 1 entry for Globex from 2016-01-18 to 2016-01-24. "
            "1 running entry was left open."
        )
        after = locked(desk)
        assert after[shop] == (False, True)
        assert {after[web], after[free], after[runs]} == {(False, False)}
        assert desk.facts("uninvoice", *LAST_WEEK, "--client", "Acme")["entries"] == 0
        facts = desk.facts("uninvoice", *LAST_WEEK, "--client", "Globex")
        assert facts["message"].endswith("is no longer invoiced.")
        assert locked(desk)[shop] == (False, False)

    def test_what_is_invoiced_comes_back_whatever_the_project_is_now(self, desk: Desk) -> None:
        entry = desk.track("2016-01-20", is_billed=True, is_closed=True)
        with desk.store() as store, store.write():
            setup_rules.change(store, Kind.PROJECT, WEB, {"billable": 0, "is_active": 0}, 1)
        desk.does("uninvoice", *LAST_WEEK, "--client", "Acme")
        assert locked(desk)[entry] == (True, False)

    @pytest.mark.parametrize("command", ["invoice", "uninvoice"])
    def test_an_unknown_client(self, desk: Desk, command: str) -> None:
        words = desk.refuses(command, *LAST_WEEK, "--client", "Initech")
        assert words == "There is no client “Initech”; there are Acme, Globex."

    def test_the_client_is_needed(self, desk: Desk) -> None:
        with pytest.raises(SystemExit) as end:
            desk.run("invoice", *LAST_WEEK)
        assert end.value.code == 2


class TestThings:
    @pytest.mark.parametrize(
        ("kind", "old", "of"),
        [
            ("client", "acme", Kind.CLIENT),
            ("project", "WEB", Kind.PROJECT),
            ("task", "id:1", Kind.TASK),
        ],
    )
    def test_a_typo_is_mended(self, desk: Desk, kind: str, old: str, of: Kind) -> None:
        said = desk.facts("rename", kind, old, "  Right \n name ")
        assert (said["name"], said["id"]) == ("Right name", 1)
        assert "Right name" in names(desk, of)
        assert old.title() not in names(desk, of)

    def test_only_its_capitals(self, desk: Desk) -> None:
        assert desk.does("rename", "task", "coding", "CODING") == (
            "Renamed the task “Coding” to “CODING”."
        )

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["client", "Acme", "globex"], "There is another client “Globex”"),
            (["project", "Shop", "old"], "There is another project “Old”"),
            (["task", "Coding", " "], "Name is needed"),
            (["task", "Coding", "x" * 256], "255 characters at most"),
            (["task", "Sleeping", "x"], "no task “Sleeping”; there are Coding, Drawing, Talking."),
            (["task", "id:99", "x"], "no task “id:99”"),
        ],
    )
    def test_what_cannot_be_renamed(self, desk: Desk, arguments: list[str], words: str) -> None:
        assert words in desk.refuses("rename", *arguments)

    def test_a_name_that_two_projects_have(self, desk: Desk) -> None:
        """Two clients may each have a project of the same name."""
        desk.does("rename", "project", "Shop", "Web")
        words = desk.refuses("archive", "project", "web")
        assert f"id:{WEB} for Acme, id:{SHOP} for Globex" in words
        assert set(names(desk, Kind.PROJECT).values()) == {True, False}
        desk.does("rename", "project", "web", "Shop", "--client", "globex")
        assert names(desk, Kind.PROJECT) == {"Old": False, "Shop": True, "Web": True}

    @pytest.mark.parametrize(
        ("kind", "name", "of"), [("project", "Web", Kind.PROJECT), ("task", "Coding", Kind.TASK)]
    )
    def test_archived_and_restored(self, desk: Desk, kind: str, name: str, of: Kind) -> None:
        assert "its entries stay" in desk.does("archive", kind, name)
        assert not names(desk, of)[name]
        assert "is archived already" in desk.refuses("archive", kind, name)
        assert desk.does("restore", kind, name) == f"Restored the {kind} “{name}”."
        assert names(desk, of)[name]
        assert "is not archived" in desk.refuses("restore", kind, name)

    def test_a_client_goes_after_its_projects_and_comes_before_them(self, desk: Desk) -> None:
        assert "has active projects (Web): archive" in desk.refuses("archive", "client", "Acme")
        desk.does("archive", "project", "Web")
        desk.does("archive", "client", "Acme")
        assert "“Acme” is archived: restore that" in desk.refuses("restore", "project", "Web")
        desk.does("restore", "client", "Acme")
        desk.does("restore", "project", "Web")
        assert names(desk, Kind.CLIENT)["Acme"]

    def test_it_reaches_a_program_that_has_the_account_open(self, desk: Desk) -> None:
        with desk.store() as app:
            desk.does("rename", "task", "Coding", "Programming")
            with app.read():
                catalog = app.setup.catalog()
            assert "Programming" in {task.name for p in catalog.projects for task in p.tasks}
            entry = desk.track("2016-01-26", ADA)
            desk.does("approve", "-1", "-1")
            with app.read():
                found = app.entries.find(entry)
            assert found is not None
            assert found.record.is_closed

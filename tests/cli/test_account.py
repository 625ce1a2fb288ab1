"""`windrow account`: the account as a whole, its copies, and how a command speaks."""

import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.account.small import ADA, BOB
from tests.cli.conftest import Desk
from tui.__main__ import main
from tui.account.passwords import fits
from tui.domain.hours import HoursFormat

ROOT = Path(__file__).parents[2]


class TestShow:
    def test_a_person_reads_what_there_is(self, desk: Desk) -> None:
        desk.track("2016-01-27")
        lines = desk.does("show").splitlines()
        assert "zone      Europe/Berlin" in lines
        assert "timers    duration" in lines
        assert "people    Ada Byron, Bob Lee" in lines
        assert "holds     1 entry" in lines
        assert lines[-1].startswith(f"file      {desk.path} (")
        assert lines[-1].endswith(" kB, layout 4)")

    def test_a_program_reads_the_same(self, desk: Desk) -> None:
        facts = desk.facts("show")
        assert facts["settings"] == {
            "name": "Ada Byron",
            "zone": "Europe/Berlin",
            "timers": "duration",
            "clock": "24h",
            "format": "hours",
            "decimal": ".",
            "week": "monday",
        }
        assert [person["name"] for person in facts["people"]] == ["Ada Byron", "Bob Lee"]
        assert (facts["entries"], facts["file"], facts["layout"]) == (0, str(desk.path), 4)
        assert facts["size"] == desk.path.stat().st_size

    def test_the_first_command_makes_the_account(
        self, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["account", "show", "--json"]) == 0
        facts = json.loads(capsys.readouterr().out)
        assert facts["people"][0]["administrator"] is True
        assert stat.S_IMODE(Path(facts["file"]).stat().st_mode) == 0o600

    def test_names_do_not_steer_the_terminal(self, desk: Desk) -> None:
        desk.does("add-person", "E\x1b[31m Ve", "eve@example.com")
        assert "E�[31m Ve" in desk.does("people")


class TestSet:
    def test_several_at_once(self, desk: Desk) -> None:
        said = desk.does(
            "set",
            "timers=start-end",
            "clock=12h",
            "format=decimal",
            "decimal=,",
            "week=Sunday",
            "zone=America/New_York",
            "name=  Byron   & Co ",
        )
        assert said.startswith("Changed name from Ada Byron to Byron & Co, zone from Europe/Berlin")
        with desk.store() as store, store.read():
            settings = store.settings()
        assert (settings.timestamp_timers, settings.clock, settings.decimal_symbol) == (
            True,
            "12h",
            ",",
        )
        assert settings.hours_format is HoursFormat.DECIMAL
        assert (settings.week_start, settings.zone_name) == (6, "America/New_York")
        assert settings.name == "Byron & Co"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("colour=red", "no setting “colour”: there are name, zone, timers"),
            ("clock=25h", "The setting clock cannot be “25h”: it is 24h or 12h."),
            ("week=tuesday", "monday or saturday or sunday"),
            ("zone=Mars/Olympus", "a time zone like Europe/Berlin"),
            ("zone=", "a time zone like Europe/Berlin"),
            ("name= ", "text of 1 to 255 characters"),
            ("name=" + "x" * 256, "text of 1 to 255 characters"),
            ("12h", "“12h” sets nothing"),
            ("timers=start-end timers=duration", "given twice"),
        ],
    )
    def test_nothing_is_changed_unless_all_is_valid(
        self, desk: Desk, text: str, words: str
    ) -> None:
        parts = text.split() if "twice" in words else [text]
        assert words in desk.refuses("set", "decimal=,", *parts)
        assert desk.facts("show")["settings"]["decimal"] == "."

    def test_every_problem_is_said_at_once(self, desk: Desk) -> None:
        words = desk.refuses("set", "clock=9", "week=x")
        assert "clock cannot be" in words
        assert "week cannot be" in words

    def test_what_is_so_already(self, desk: Desk) -> None:
        assert desk.does("set", "clock=24h") == "Nothing to change: it is so already."
        assert desk.facts("set", "clock=12h", "week=monday")["changed"] == ["clock"]


class TestBackup:
    def test_a_copy_is_made_while_somebody_writes(self, desk: Desk, tmp_path: Path) -> None:
        written, end = Event(), Event()

        def write() -> None:
            with desk.store() as store:
                while not end.is_set():
                    with store.write():
                        for person_id in (ADA, BOB):  # a copy holds both of them, or none
                            now = int(desk.clock().timestamp())
                            store._connection.execute(
                                "INSERT INTO time_entry (person_id, project_id, task_id, "
                                "spent_date, created_at, updated_at) "
                                "VALUES (?, 1, 1, '2016-01-27', ?, ?)",
                                (person_id, now, now),
                            )
                    written.set()

        writer = Thread(target=write)
        writer.start()
        try:
            assert written.wait(5)
            target = tmp_path / "copy.db"
            facts = desk.facts("backup", str(target))
        finally:
            end.set()
            writer.join()
        assert (facts["file"], facts["size"]) == (str(target), target.stat().st_size)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        with closing(sqlite3.connect(target)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            each = connection.execute("SELECT count(*) FROM time_entry GROUP BY person_id")
            counts = [row[0] for row in each]
        assert counts[0] == counts[1] > 0

    def test_it_is_an_account_again(self, desk: Desk, tmp_path: Path) -> None:
        desk.track("2016-01-27")
        said = desk.does("backup", str(tmp_path / "copy.db"))
        assert said.startswith(f"Copied the account to {tmp_path / 'copy.db'} (")
        (tmp_path / "copy.db").replace(desk.path)
        assert desk.facts("show")["entries"] == 1

    def test_nothing_is_overwritten(self, desk: Desk, tmp_path: Path) -> None:
        target = tmp_path / "copy.db"
        target.write_bytes(b"precious")
        assert "is there already" in desk.refuses("backup", str(target))
        assert target.read_bytes() == b"precious"
        assert "is there already" in desk.refuses("backup", str(desk.path))

    @pytest.mark.parametrize("side", ["-wal", "-journal"])
    def test_what_would_be_taken_for_a_part_of_a_database(
        self, desk: Desk, tmp_path: Path, side: str
    ) -> None:
        (tmp_path / f"copy.db{side}").write_bytes(b"")
        assert f"copy.db{side} lies there" in desk.refuses("backup", str(tmp_path / "copy.db"))
        beside = f"{desk.path}{side}"
        assert beside in desk.refuses("backup", beside)
        assert not (tmp_path / "copy.db").exists()

    def test_a_place_that_is_none(self, desk: Desk, tmp_path: Path) -> None:
        words = desk.refuses("backup", str(tmp_path / "nowhere" / "copy.db"))
        assert "no such file or directory" in words

    def test_a_damaged_account_is_not_copied(self, desk: Desk, tmp_path: Path) -> None:
        """An index that does not fit its table is found by the whole check only."""
        with closing(sqlite3.connect(desk.path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(
                "UPDATE sqlite_master SET sql = replace(sql, 'updated_at', 'seconds') "
                "WHERE name = 'entry_by_change'"
            )
            connection.execute("PRAGMA writable_schema = RESET")
            connection.execute("REINDEX")
            connection.execute(
                "INSERT INTO time_entry (person_id, project_id, task_id, spent_date, seconds, "
                "created_at, updated_at) VALUES (1, 1, 1, '2016-01-27', 60, 5, 5)"
            )
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(
                "UPDATE sqlite_master SET sql = replace(sql, 'seconds', 'updated_at') "
                "WHERE name = 'entry_by_change'"
            )
        told = desk.run("backup", str(tmp_path / "copy.db"))
        assert (told.code, told.out) == (2, "")
        assert f"{desk.path} is damaged" in told.err
        assert not list(tmp_path.glob("*copy.db*"))

    def test_a_failure_leaves_nothing(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> bool:
            raise OSError(28, "No space left on device")

        folder = tmp_path / "stick"
        folder.mkdir()
        monkeypatch.setattr("tui.account.copies.settle", full)
        assert "no space left" in desk.refuses("backup", str(folder / "copy.db"))
        assert list(folder.iterdir()) == []


class TestTelling:
    def test_a_refusal_in_json(self, desk: Desk) -> None:
        told = desk.run("set", "clock=9", "--json")
        assert (told.code, told.out) == (1, "")
        assert json.loads(told.err)["error"].startswith("The setting clock")

    def test_every_sentence_is_in_json_too(self, desk: Desk) -> None:
        assert desk.facts("set", "clock=12h")["message"] == "Changed clock from 24h to 12h."

    def test_a_file_that_cannot_be_used(self, desk: Desk) -> None:
        desk.path.write_bytes(b"Dear diary")
        for arguments in (["show"], ["show", "--json"]):
            told = desk.run(*arguments)
            assert (told.code, told.out) == (2, "")
            assert f"{desk.path} is not an account" in told.err

    def test_a_file_that_is_kept_busy(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def busy(*_: object) -> None:
            raise sqlite3.OperationalError("something odd")

        monkeypatch.setattr("tui.account.administration.overview", busy)
        told = desk.run("show")
        assert told.code == 2
        assert f"{desk.path} cannot be used: SQLite says “something odd”." in told.err

    def test_text_that_is_no_text(self, desk: Desk) -> None:
        assert "UTF-8" in desk.refuses("add-person", "Ev\udcff", "eve@example.com")


def test_in_a_pipe_without_a_terminal(desk: Desk) -> None:
    """As a script calls it: another process, the password on its input, `head` on its output."""
    command = [sys.executable, "-m", "tui", "account"]
    password = subprocess.run(
        [*command, "password", "--stdin", "--json"],
        input="correct horse\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(password.stdout)["email"] == "ada@example.com"
    assert password.stderr == ""
    with desk.store() as store, store.read():
        assert fits("correct horse", store.password_of(ADA))
    left = subprocess.Popen([*command, "show"], cwd=ROOT, stdout=-1, stderr=-1, text=True)
    assert left.stdout is not None
    left.stdout.close()
    assert left.wait(10) == 0
    assert left.stderr is not None
    assert left.stderr.read() == ""
    left.stderr.close()

"""`windrow export`: our own entries and those of a profile, to stdout or into a file."""

import csv
import io
import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.account.served import PASSWORD, served
from tests.account.small import BOB, FOUNDER, OLD, SHOP, TALKING
from tests.cli.conftest import Desk, Told
from tests.cli.moving import PROFILE, configure
from tui.__main__ import main
from tui.account.store import Store
from tui.api.session import Session
from tui.cli import export, saving
from tui.cli.problem import Problem
from tui.cli.progress import Progress

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _clock(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_now", desk.clock)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> "Tell":
    return Tell(capsys)


class Tell:
    """Runs `windrow export`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *arguments: str) -> Told:
        code = main(["export", *arguments])
        out, err = self._capsys.readouterr()
        return Told(code, out, err)

    def rows(self, *arguments: str) -> list[dict[str, str]]:
        told = self.run(*arguments)
        assert (told.code, told.err) == (0, "")
        return list(csv.DictReader(io.StringIO(told.out, newline="")))

    def refused(self, *arguments: str) -> str:
        told = self.run(*arguments)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("windrow: ")
        assert told.err.endswith(".\n")
        return told.err


class TestOurOwn:
    def test_this_month_as_csv(self, desk: Desk, tell: Tell) -> None:
        desk.track("2015-12-31")
        desk.track("2016-01-31", notes="Zweitens")
        desk.track("2016-01-01", project_id=SHOP, seconds=4800, is_closed=True)
        desk.track("2016-01-10", BOB)
        rows = tell.rows()
        assert [(r["Date"], r["Project"], r["Hours"], r["Notes"]) for r in rows] == [
            ("2016-01-01", "Shop", "1.33", ""),
            ("2016-01-31", "Web", "0.02", "Zweitens"),
        ]
        assert (rows[0]["Approved?"], rows[0]["Invoiced?"], rows[0]["Billable?"]) == (
            "Yes",
            "No",
            "Yes",
        )
        assert (rows[1]["Project Code"], rows[1]["First Name"]) == ("W", "Ada")

    def test_a_span(self, desk: Desk, tell: Tell) -> None:
        for on in ("2015-12-31", "2016-01-01", "2016-01-02"):
            desk.track(on)
        dates = [row["Date"] for row in tell.rows("--from", "2015-12-31", "--to", "2016-01-01")]
        assert dates == ["2015-12-31", "2016-01-01"]

    def test_archived_projects_are_known(self, desk: Desk, tell: Tell) -> None:
        desk.track("2016-01-20", project_id=OLD, task_id=TALKING)
        assert tell.rows()[0]["Billable?"] == "Yes"

    def test_a_running_timer_has_its_hours_so_far(self, desk: Desk, tell: Tell) -> None:
        now = int(desk.clock().timestamp())
        desk.track("2016-01-27", timer_started_at=now - 1800, seconds=3600)
        assert tell.rows()[0]["Hours"] == "1.50"

    def test_as_json(self, desk: Desk, tell: Tell) -> None:
        desk.track("2016-01-27", notes="Größe")
        told = tell.run("--format", "json", "--from", "today", "--to", "today")
        tree = json.loads(told.out)
        assert (tree["from"], tree["to"]) == ("2016-01-27", "2016-01-27")
        assert [(e["notes"], e["project_code"]) for e in tree["entries"]] == [("Größe", "W")]

    def test_as_a_calendar(self, desk: Desk, tell: Tell) -> None:
        assert "a calendar needs one at least" in tell.refused("--format", "ics")
        desk.track("2016-01-27")
        told = tell.run("--format", "ics")
        assert "SUMMARY:0:01 Acme · Web · Coding\r\n" in told.out

    def test_a_damaged_configuration_does_not_matter(
        self, desk: Desk, home: Path, tell: Tell
    ) -> None:
        configure(home, "profile = ")
        assert tell.rows("--profile", "local") == []
        assert tell.run("--profile", "work").code == 2

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--from", "soon"), "“soon” is not a date"),
            (("--from", "2016-01-02", "--to", "2016-01-01"), "write the earlier date first"),
            (("--profile", "rest"), "no profile “rest”"),
        ],
    )
    def test_what_cannot_be_meant(self, tell: Tell, arguments: tuple[str, ...], words: str) -> None:
        assert words in tell.refused(*arguments)

    def test_a_file_that_cannot_be_used(self, desk: Desk, tell: Tell) -> None:
        desk.path.write_bytes(b"Dear diary")
        told = tell.run()
        assert (told.code, told.out) == (2, "")
        assert "is not an account" in told.err

    def test_on_a_terminal_notes_steer_nothing(
        self, desk: Desk, tell: Tell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.track("2016-01-27", notes="\x1b]0;x\x07\x9b2J\nmore")
        told = tell.run()
        assert "\x1b]0;x\x07\x9b2J\nmore" in told.out
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        told = tell.run()
        assert "�]0;x��2J\nmore" in told.out
        assert "\r" not in told.out

    def test_into_a_pipe_that_is_closed(self, desk: Desk) -> None:
        desk.track("2016-01-27")
        command = [sys.executable, "-m", "tui", "export"]
        left = subprocess.Popen(
            [*command, "--from", "2016-01-01"], cwd=ROOT, stdout=-1, stderr=-1, text=True
        )
        assert left.stdout is not None
        left.stdout.close()
        assert left.wait(10) == 0
        assert left.stderr is not None
        assert left.stderr.read() == ""
        left.stderr.close()


class TestFiles:
    def test_it_is_written_and_said(self, desk: Desk, tell: Tell, tmp_path: Path) -> None:
        desk.track("2016-01-27")
        target = tmp_path / "january.csv"
        told = tell.run("--output", str(target))
        assert told.out == (f"Wrote 1 entry, from 2016-01-01 to 2016-01-31, to {target}.\n")
        assert target.read_bytes().count(b"\r\n") == 2
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    def test_nothing_is_overwritten_unless_it_is_wanted(self, tell: Tell, tmp_path: Path) -> None:
        target = tmp_path / "january.csv"
        target.write_bytes(b"precious")
        assert "is there already" in tell.refused("--output", str(target))
        assert target.read_bytes() == b"precious"
        assert tell.run("--output", str(target), "--force").code == 0
        assert target.read_bytes().startswith(b"Date,")

    def test_a_file_that_came_meanwhile_stays(self, tmp_path: Path) -> None:
        target = tmp_path / "january.csv"
        saving.check_target(target, force=False)
        target.write_bytes(b"precious")
        with pytest.raises(Problem, match="is there already"):
            saving.save("text", target, force=False)
        assert target.read_bytes() == b"precious"
        assert list(tmp_path.glob("*january*")) == [target]

    def test_places_that_are_none(self, tell: Tell, tmp_path: Path) -> None:
        assert "is a folder" in tell.refused("--output", str(tmp_path), "--force")
        nowhere = tmp_path / "nowhere" / "x.csv"
        assert f"There is no folder {nowhere.parent}" in tell.refused("--output", str(nowhere))

    def test_a_failure_leaves_what_was_there(
        self, tell: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        folder = tmp_path / "stick"
        folder.mkdir()
        target = folder / "january.csv"
        target.write_bytes(b"precious")
        monkeypatch.setattr("os.fsync", full)
        assert "no space left" in tell.refused("--output", str(target), "--force")
        assert list(folder.iterdir()) == [target]
        assert target.read_bytes() == b"precious"


class TestElsewhere:
    @pytest.fixture
    def there(self, desk: Desk, tmp_path: Path, small_account: bytes) -> Iterator[Store]:
        """Another account, which is served."""
        path = tmp_path / "elsewhere.db"
        path.write_bytes(small_account)
        other = Desk(path, desk.clock, desk._capsys)
        other.track("2016-01-20", notes="Elsewhere")
        other.track("2016-02-01", notes="Later")
        store = Store.open(path, founder=FOUNDER, clock=desk.clock)
        yield store
        store.close()

    def test_a_profile(
        self, desk: Desk, home: Path, there: Store, tell: Tell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.track("2016-01-27", notes="Here")
        monkeypatch.setenv("WORK_PASSWORD", PASSWORD)
        with served(there, desk.clock) as url:
            configure(home, PROFILE.replace("https://work.example.com", url))
            (row,) = tell.rows("--profile", "work")
            assert (row["Notes"], row["Project Code"], row["Billable?"]) == (
                "Elsewhere",
                "W",
                "Yes",
            )
            monkeypatch.setenv("WORK_PASSWORD", "wrong")
            words = tell.refused("--profile", "work")
        assert "Nothing was written; log in again with `windrow login work`" in words

    def test_nobody_answers(self, home: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WORK_PASSWORD", PASSWORD)
        monkeypatch.setitem(Session.__init__.__kwdefaults__, "backoff", (0, 0))
        configure(home, PROFILE.replace("https://work.example.com", "http://127.0.0.1:1"))
        words = tell.refused("--profile", "work")
        assert "work cannot be reached. Nothing was written; look at the network" in words


class TestProgress:
    def test_it_is_shown_on_a_terminal_only(self, capsys: pytest.CaptureFixture[str]) -> None:
        progress = Progress()
        progress.at("2016-01")
        progress.end()
        assert capsys.readouterr().err == ""

    def test_one_line_is_written_over(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        progress = Progress()
        progress.at("2016-01  5 entries")
        progress.at("2016-02")
        progress.pause(0.2)
        progress.at("2016-03")
        progress.end()
        shown = [line.rstrip() for line in capsys.readouterr().err.replace("\r", "\n").split("\n")]
        assert shown == [
            "",
            "2016-01  5 entries",
            "2016-02",
            "The account asks for a pause of 1 second; waiting.",
            "",
            "2016-03",
            "",
        ]

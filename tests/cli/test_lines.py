"""`windrow start`, `switch`, `stop` and `log`, and what `windrow status` tells of them."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.account.small import ADA, BOB, FOUNDER
from tests.cli.conftest import Desk, Told
from tests.clock import FrozenClock
from tui.__main__ import main
from tui.account.store import Store
from tui.api.connect import Place, place_of
from tui.cli import account, line
from tui.cli.doing import as_quick_line
from tui.cli.words import cut_line
from tui.domain.clock import Clock
from tui.memory.store import Memory
from tui.outside.bell import SHELL, Bell

ROOT = Path(__file__).parents[2]
WEDNESDAY = date(2016, 1, 27)


@dataclass
class Shell:
    """Somebody's shell, on the account of the desk."""

    desk: Desk
    clock: FrozenClock
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> Told:
        code = main([*arguments])
        out, err = self.capsys.readouterr()
        return Told(code, out, err)

    def does(self, *arguments: str) -> str:
        told = self.run(*arguments)
        assert (told.code, told.err) == (0, "")
        return told.out.removesuffix("\n")

    def refuses(self, *arguments: str, code: int = 1) -> str:
        told = self.run(*arguments)
        assert (told.code, told.out) == (code, "")
        return told.err.removeprefix("windrow: ").removesuffix("\n")

    def status(self, *arguments: str) -> str:
        return self.does("status", *arguments)

    def rows(self, on: date = WEDNESDAY) -> list[tuple[str, str, str, bool]]:
        with self.desk.store() as store, store.read():
            day = store.entries.day(ADA, on, int(self.clock().timestamp()))
        return [
            (f"{e.project} · {e.task}", str(e.hours), e.notes, e.is_running) for e in day.entries
        ]


@pytest.fixture
def shell(
    desk: Desk,
    clock: FrozenClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    """Wednesday 27 January 2016, ten o'clock in the account's zone."""
    monkeypatch.setattr(line, "_now", clock)
    monkeypatch.setattr(account, "_now", clock)
    monkeypatch.setattr(time, "time", lambda: clock().timestamp())
    return Shell(desk, clock, capsys)


@pytest.fixture
def bell(shell: Shell) -> Iterator[Bell]:
    bell = Bell("local")
    yield bell
    bell.close()


def test_a_morning_in_the_shell(shell: Shell, bell: Bell) -> None:
    assert shell.does("start", "shop", "the", "cart") == "Started Shop · Coding."
    assert bell.rung_by() == SHELL
    assert shell.status() == "● 0:00 Shop · Coding"
    shell.clock.advance(minutes=30)
    assert shell.status() == "● 0:30 Shop · Coding"
    said = shell.does("switch", "-10m", "web", "talk")
    assert said == (
        "Stopped Shop · Coding at 10:20 with 0:20, started Web · Talking, running 0:10."
    )
    assert shell.status("--format", "{elapsed} {today} {notes}") == "0:10 0:30"
    shell.clock.advance(minutes=30)
    assert shell.does("stop", "@10:50") == "Stopped Web · Talking at 10:50, with 0:30."
    assert shell.status() == "○ 0:50"
    assert shell.does("log", "9-10", "web", "talk", "stand", "up") == "Saved 1:00 on Web · Talking."
    assert shell.status("--idle", "{today}") == "1:50"
    assert shell.rows() == [
        ("Shop · Coding", "0.33", "the cart", False),
        ("Web · Talking", "0.50", "", False),
        ("Web · Talking", "1.00", "stand up", False),
    ]


def test_time_of_another_day_says_which(shell: Shell) -> None:
    yesterday = date(2016, 1, 26)
    for line_ in (
        ["1:30", "shop", "yesterday"],
        ["yesterday", "2h", "shop"],
        ["mon", "1h", "shop"],
    ):
        said = shell.does("log", *line_)
        assert ("Tuesday 26" in said) is ("yesterday" in line_), said
    assert [row[1] for row in shell.rows(yesterday)] == ["1.50", "2.00"]
    assert [row[1] for row in shell.rows(date(2016, 1, 25))] == ["1.00"]


def test_what_the_words_took_and_what_else_they_fit(shell: Shell) -> None:
    told = shell.does("start", "web").splitlines()
    assert told[0] == "Started Web · Coding."
    assert told[1] == "The words fit these as well: Acme · Web · Talking."


def test_a_trial_does_nothing(shell: Shell, bell: Bell) -> None:
    shell.does("start", "shop")
    assert bell.rung_by() == SHELL
    shell.clock.advance(minutes=10)
    assert shell.does("switch", "--dry-run", "web", "cod", "x").splitlines() == [
        "Stops Globex · Shop · Coding with 0:10",
        "Starts Acme · Web · Coding “x”",
    ]
    assert [row[3] for row in shell.rows()] == [True]
    assert bell.rung_by() == ""


def test_what_no_word_fits_is_pointed_at_with_what_comes_closest(shell: Shell) -> None:
    said = shell.refuses("log", "1:30", "shpo", "cart").splitlines()
    assert said[0] == "No client, project, code or task begins with “shpo”."
    assert said[1:3] == ["  1:30 shpo cart", "       ^^^^"]
    assert said[3].startswith("There is ")
    assert shell.rows() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["start", "1:30", "shop"], "windrow log"),
        (["switch", "9-10", "shop"], "windrow log"),
        (["log", "shop"], "windrow start"),
        (["log", "stop"], "begins with “stop”"),
        (["start", "“notes"], "begins with ““notes”"),
        (["stop"], "No timer is running."),
        (["stop", "-10"], "No timer is running."),
        (["start", "-20", "shop"], "Minutes or hours?"),
        (["log", "25", "shop"], "write 25m"),
        (["start", "@site"], "aliases"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    shell: Shell, arguments: list[str], words: str
) -> None:
    if arguments == ["stop", "-10"]:
        shell.does("start", "shop")
        assert "Minutes or hours?" in shell.refuses(*arguments)
        return
    assert words in shell.refuses(*arguments)
    assert shell.rows() == []


@pytest.mark.parametrize("command", ["start", "switch", "log"])
def test_without_words_a_command_says_what_it_wants(shell: Shell, command: str) -> None:
    assert f"windrow {command} " in shell.refuses(command, code=2)


def test_aliases_of_the_configuration_work(shell: Shell, home: Path) -> None:
    config = home / "config" / "windrow"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[aliases]\ncart = "globex shop"\n')
    assert shell.does("start", "@cart", "hello") == "Started Shop · Coding."


def test_a_locked_timer_is_not_stopped(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_bob(folder: Path, clock: Clock) -> Place:
        store = Store.open(folder / "account.db", founder=FOUNDER, clock=clock)
        return place_of(store, "local account", clock, BOB)

    monkeypatch.setattr("tui.api.connect.local", as_bob)
    shell.does("start", "shop")
    with shell.desk.store() as store, store.write():
        store._connection.execute("UPDATE time_entry SET is_closed = 1")
    shell.clock.advance(minutes=5)
    for command in (["stop"], ["stop", "-1m"], ["start", "web"], ["switch", "-2m", "web"]):
        assert shell.refuses(*command).startswith("Shop · Coding is approved")


def test_what_the_shell_did_can_be_taken_back_in_the_pane(shell: Shell, home: Path) -> None:
    shell.does("start", "shop")
    shell.does("stop")
    memory = Memory(home / "state" / "windrow" / "memory" / "local.db")
    with memory.reading() as db:
        steps = [what for (what,) in db.execute("SELECT what FROM step ORDER BY id")]
    memory.close()
    assert steps == ["started Globex · Shop · Coding", "stopped Shop · Coding"]


def test_other_commands_tell_panes_and_bars_as_well(shell: Shell, bell: Bell) -> None:
    shell.desk.track("2016-01-27", seconds=3600)
    shell.does("account", "people")
    assert bell.rung_by() == ""
    shell.does("account", "approve", "today", "today")
    assert bell.rung_by() == SHELL
    assert shell.status("--profile", "local") == "○ 1:00"


def test_shells_at_once_lose_and_double_nothing(shell: Shell, home: Path) -> None:
    """Eight processes save at once; each entry is there once, and the file of the bar is whole."""
    command = [sys.executable, "-m", "tui", "log", "0:30", "shop"]
    running = [
        subprocess.Popen([*command, f"n{n}"], cwd=ROOT, stdout=subprocess.PIPE) for n in range(6)
    ]
    assert [process.communicate()[0].decode() for process in running] == [
        "Saved 0:30 on Shop · Coding.\n"
    ] * 6
    assert [process.returncode for process in running] == [0] * 6
    today = datetime.now().astimezone().date()
    store = Store.open(shell.desk.path, founder=FOUNDER, clock=lambda: datetime.now().astimezone())
    with store.read():
        days = [store.entries.day(ADA, on, 2**40) for on in (WEDNESDAY, today)]
        last = store.account(store.owner()).today(datetime.now().astimezone())
        days.append(store.entries.day(ADA, last, 2**40))
    store.close()
    assert sorted(e.notes for e in days[-1].entries) == [f"n{n}" for n in range(6)]
    folder = home / "state" / "windrow" / "status"
    assert sorted(one.name for one in folder.iterdir()) == ["last", "local.status", "local.words"]


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        (["start", "-20m", "dev"], ["start"], ("-20m", "dev")),
        (
            ["start", "dev", "--dry-run", "--profile", "x", "y"],
            ["start", "--dry-run", "--profile", "x"],
            ("dev", "y"),
        ),
        (["log", "1h", "dev", "--", "--dry-run", "--"], ["log"], ("1h", "dev", "--dry-run", "--")),
        (["stop", "-h"], ["stop", "-h"], ()),
        (["stop", "--profile"], ["stop", "--profile"], ()),
        (["serve", "-20m", "--", "x"], ["serve", "-20m", "--", "x"], ()),
        ([], [], ()),
    ],
)
def test_words_and_options_are_told_apart(
    arguments: list[str], options: list[str], words: tuple[str, ...]
) -> None:
    assert cut_line(arguments) == (options, words)


@pytest.mark.parametrize(
    ("command", "typed", "written"),
    [
        ("stop", "", "stop"),
        ("stop", "at 4 pm", "stop 4pm"),
        ("stop", "-10 m", "stop -10m"),
        ("start", "stop sign", "+ stop sign"),
        ("log", "yesterday 2h dev", "2h yesterday dev"),
        ("log", "2016-01-20 2h dev", "2h 2016-01-20 dev"),
        ("log", "9-10:30 dev", "9-10:30 dev"),
        ("log", "dev 2h", "dev 2h"),
    ],
)
def test_what_the_pane_would_be_told(command: str, typed: str, written: str) -> None:
    assert as_quick_line(command, typed) == written


class TestStatus:
    def test_nothing_is_known_and_nothing_is_printed(self, shell: Shell) -> None:
        assert shell.run("status") == Told(0, "", "")
        assert json.loads(shell.status("--json"))["state"] == "unknown"

    def test_json_is_for_waybar_and_for_programs(self, shell: Shell) -> None:
        shell.does("start", "shop", "a <b> & “c”", "\U0001f600")
        shell.clock.advance(minutes=5)
        told = json.loads(shell.status("--json", "--format", "{notes}"))
        assert told["text"] == "a &lt;b&gt; &amp; “c” \U0001f600"
        assert told["notes"] == "a <b> & “c” \U0001f600"
        assert "Globex · Shop · Coding\na &lt;b&gt;" in told["tooltip"]
        assert (told["class"], told["alt"], told["state"]) == ("running",) * 3
        assert (told["running_seconds"], told["today_seconds"]) == (300, 300)
        assert told["written"] == int(shell.clock().timestamp()) - 300

    def test_nothing_steers_what_shows_it(self, shell: Shell) -> None:
        shell.does("start", "shop", "#[fg=red] \x1b[31m<i>")
        assert shell.status("--format", "{notes}") == "#[fg=red] ␛[31m<i>"
        assert shell.status("--format", "{notes}", "--tmux") == "##[fg=red] ␛[31m<i>"
        assert shell.status("--format", "{notes}", "--pango") == "#[fg=red] ␛[31m&lt;i&gt;"
        assert shell.status("--format", "{notes}", "--ascii", "--max=9") == "#[fg=r..."
        assert shell.status("--format", "{notes}", "--max", "9") == "#[fg=red…"

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--format", "{nope}"], "there are: glyph, elapsed"),
            (["--idle", "{nope}"], "there are: glyph, elapsed"),
            (["--max", "wide"], "write a number"),
        ],
    )
    def test_wrong_usage_is_told(self, shell: Shell, arguments: list[str], words: str) -> None:
        assert words in shell.refuses("status", *arguments, code=2)

    @pytest.mark.parametrize("arguments", [["--nope"], ["--format"], ["--json=1"], ["x"]])
    def test_what_it_does_not_know_is_left_to_the_parser(
        self, shell: Shell, arguments: list[str]
    ) -> None:
        with pytest.raises(SystemExit) as end:
            main(["status", *arguments])
        assert end.value.code == 2
        assert "usage: windrow" in shell.capsys.readouterr().err

    def test_both_ways_to_read_options_do_the_same(self, shell: Shell) -> None:
        shell.does("start", "shop")
        wanted = ["--format={task}", "--max", "4"]
        assert shell.status(*wanted) == "Cod…"
        assert shell.status(*wanted, "--asci") == "C..."  # cut short, which argparse allows

    def test_a_damaged_file_is_named(self, shell: Shell, home: Path) -> None:
        shell.does("start", "shop")
        (home / "state" / "windrow" / "status" / "local.status").write_text("?")
        assert "delete it" in shell.refuses("status")

    def test_profiles_are_kept_apart(self, shell: Shell) -> None:
        shell.does("start", "shop")
        told = shell.run("status", "--profile", "work")
        assert (told.code, told.out) == (0, "")
        assert told.err.startswith("windrow: nothing is known of “work” yet")
        assert shell.status("--profile", "local") == "● 0:00 Shop · Coding"

    def test_it_loads_next_to_nothing(self, home: Path) -> None:
        script = (
            "import sys; before = set(sys.modules); from tui.__main__ import main\n"
            "main(['status', '--json'])\n"
            "print(*sorted(set(sys.modules) - before))"
        )
        done = subprocess.run(
            [sys.executable, "-S", "-c", script],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = done.stdout.splitlines()[-1].split()
        foreign = [name for name in loaded if name.partition(".")[0] != "tui"]
        light = "time os stat _stat posixpath genericpath os.path _collections_abc"
        assert set(foreign) <= set(light.split())
        assert len(loaded) < 22

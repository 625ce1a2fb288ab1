"""The command line: what it says without doing anything, and what it stays light for."""

import subprocess
import sys
from pathlib import Path

import pytest

from tui.__main__ import main
from tui.cli.parser import COMMANDS, parse

ROOT = Path(__file__).parents[2]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    assert end.value.code == 2
    return capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert all(f"\n    {name} " in text for name in COMMANDS)


def test_without_a_command_it_is_the_screen() -> None:
    _, options = parse([])
    shown = (options.command, options.demo, options.person, options.date)
    assert shown == (None, False, None, None)


def test_the_screen_has_its_options() -> None:
    _, options = parse(["--demo", "--as", "Marta", "--date", "-1"])
    assert (options.demo, options.person, options.date) == (True, "Marta", "-1")


def test_the_command_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    words = refused(capsys, "--demo", "account", "show")
    assert "write the command first: windrow account" in words


def test_as_needs_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--as goes with --demo" in refused(capsys, "--as", "Marta")


def test_the_screen_needs_a_terminal_and_a_command_does_not(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 2
    assert "needs a terminal" in capsys.readouterr().err
    assert main(["account", "people"]) == 0


@pytest.mark.parametrize("arguments", [["account"], ["account", "frobnicate"], ["account", "set"]])
def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert "usage: windrow account" in refused(capsys, *arguments)


@pytest.mark.parametrize("arguments", [["account", "--help"], ["account", "approve", "--help"]])
def test_questions_about_the_account_load_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from tui.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "usage: windrow account" in done.stdout
    heavy = {"textual", "rich", "httpx", "pydantic", "starlette", "sqlite3", "asyncio"}
    assert not set(done.stderr.split()) & heavy

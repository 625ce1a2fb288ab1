"""Completions, as the shells themselves make them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.pane import Pane, pane_env
from tui.__main__ import main
from tui.cli.parser import COMMANDS
from tui.outside.keeping import keep_words
from tui.outside.known import keep_last

ROOT = Path(__file__).parents[2]

ASKED = {
    "windrow sta": {"status", "start"},
    "windrow start glo": {"globex"},
    "windrow log 1:30 web": {"web-2", "website"},
    "windrow stop web": set[str](),
    "windrow status --fo": {"--format"},
    "windrow status --profile wo": {"work"},
    "windrow account app": {"approve"},
    "windrow completions z": {"zsh"},
    "windrow export --format j": {"json"},
    "windrow account rename p": {"project"},
    "windrow account approve --pe": {"--person"},
    "windrow account show --a": set[str](),
}


def needs(shell: str) -> str:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"there is no {shell} here")
    return path


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    """A person with a profile and some words, and the command in the path."""
    config = home / "config" / "windrow"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[profiles.work]\n[profiles."$(rm x)"]\n')
    keep_last("local")
    keep_words("local", ["@dev", "globex", "web-2", "website"])
    command = home / "bin" / "windrow"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    command.chmod(0o755)
    env = pane_env(home, PYTHONPATH=str(ROOT))
    return {**env, "PATH": f"{command.parent}:{env['PATH']}"}


def said(command: list[str], env: dict[str, str]) -> list[str]:
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_bash(env: dict[str, str]) -> None:
    script = ['eval "$(windrow completions bash)"']
    for line in (*ASKED, "windrow start @ d"):
        words = line.split()
        script.append(f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; COMPREPLY=()")
        script.append('_windrow; echo "${COMPREPLY[@]}"')
    told = said([needs("bash"), "--norc", "-c", "\n".join(script)], env)
    assert [set(line.split()) for line in told] == [*ASKED.values(), {"dev"}]


def test_fish(env: dict[str, str]) -> None:
    script = ["windrow completions fish | source"]
    script += [f"complete -C '{line}' | string replace -r '\\t.*' ''; echo ." for line in ASKED]
    told = said([needs("fish"), "--no-config", "-c", "\n".join(script)], env)
    found = [set(part.split()) for part in "\n".join(told).split(".")[:-1]]
    assert found == list(ASKED.values())


@pytest.mark.terminal
def test_zsh(env: dict[str, str]) -> None:
    with Pane([needs("zsh"), "-f", "-i"], env, cols=100) as pane:
        pane.send('PS1="> "; autoload -U compinit; compinit -u -D; zle -C x complete-word _x\n')
        pane.send('eval "$(windrow completions zsh)"; echo RE""ADY\n')
        pane.wait_for("READY")
        for typed, completed in (
            ("windrow start glo", "windrow start globex"),
            ("windrow status --fo", "windrow status --format"),
            ("windrow export --profile wo", "windrow export --profile work"),
            ("windrow account app", "windrow account approve"),
        ):
            pane.send(f"{typed}\t")
            pane.wait_for(completed)
            pane.send("\x15")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completions", shell]) == 0
    text = capsys.readouterr().out
    assert all(name in text for name in COMMANDS)
    assert "--words" in text


def test_no_shell_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completions"]) == 2
    assert "bash, zsh, fish" in capsys.readouterr().err


def test_what_a_shell_would_execute_stays_out(
    env: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    keep_words("local", ["fine", "$(x)", "`y`", "a;b"])
    assert main(["completions", "--words"]) == main(["completions", "--profiles"]) == 0
    assert capsys.readouterr().out.split() == ["fine", "local", "work"]

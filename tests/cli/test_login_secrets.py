"""`windrow login` never shows, logs or raises a secret, whatever goes wrong and whoever looks."""

import argparse
import logging
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.cli.harvest import (
    PASSWORD,
    TOKEN,
    Harvest,
    Ring,
    Somebody,
    shown_with_locals,
)
from tui import config
from tui.api.credentials import CredentialError, Secret, keep_in_keyring, secret_of
from tui.api.harvest import auth_of
from tui.cli.login_again import new_secret
from tui.cli.login_anew import new_profile
from tui.cli.logs import keep_log
from tui.cli.parser import parse
from tui.cli.problem import Problem
from tui.cli.prompts import Prompts
from tui.cli.settling import name_for
from tui.profiles import HarvestV1, HarvestV2

MARK = "MARKED"
V1 = ("--v1", "--url", "https://acme.harvestapp.com", "--email", "ada@example.com")


def seen_by_a_debugger(error: BaseException) -> str:
    """Everything that a traceback shows, with the values of all variables."""
    plain = "".join(traceback.format_exception(error))
    return plain + shown_with_locals(error) + repr(error)


def options(*arguments: str) -> argparse.Namespace:
    return parse(["login", "--stdin", *arguments])[1]


def failed(somebody: Somebody, secret: str, *arguments: str) -> BaseException:
    """Log in, in vain."""
    from tui.cli.login import now

    somebody.sends(secret)
    given = options(*arguments)
    do = new_profile if given.profile_name is None else new_secret
    with pytest.raises((Problem, CredentialError, RuntimeError, KeyboardInterrupt)) as raised:
        do(given, Prompts(is_open=False), now)
    return raised.value


def test_the_debugger_would_see_a_secret_that_is_not_wrapped() -> None:
    with pytest.raises(TypeError, match="iterable") as raised:
        name_for(TOKEN, None)
    assert MARK in shown_with_locals(raised.value)


def echo(secret: str) -> httpx.Response:
    """The reply of a server that repeats what it was sent."""
    told = {"message": f"You sent {secret}"}
    return httpx.Response(503, json=told, headers={"Retry-After": "0"})


Break = Callable[[Harvest, Ring, pytest.MonkeyPatch], object]


def _full(*_: object) -> None:
    raise RuntimeError("a mistake of ours")


BROKEN: dict[str, Break] = {
    "a wrong secret": lambda harvest, ring, patch: harvest.replies.update(
        {path: httpx.Response(401) for path in ("/v2/users/me", "/account/who_am_i")}
    ),
    "nobody there": lambda harvest, ring, patch: harvest.replies.update(
        {path: httpx.WriteError("no") for path in ("/v2/users/me", "/account/who_am_i")}
    ),
    "an echo": lambda harvest, ring, patch: harvest.replies.update(
        {"/v2/users/me": echo(TOKEN), "/account/who_am_i": echo(PASSWORD)}
    ),
    "a mistake on the way": lambda harvest, ring, patch: harvest.replies.update(
        {path: RuntimeError("odd") for path in ("/v2/users/me", "/account/who_am_i")}
    ),
    "a keyring that refuses": lambda harvest, ring, patch: setattr(
        ring, "refusal", RuntimeError("locked")
    ),
    "a mistake at the end": lambda harvest, ring, patch: patch.setattr(config, "save", _full),
}


@pytest.mark.parametrize("arguments", [(), V1], ids=["v2", "v1"])
@pytest.mark.parametrize("trouble", BROKEN)
def test_no_traceback_has_it(
    somebody: Somebody,
    harvest: Harvest,
    ring: Ring,
    monkeypatch: pytest.MonkeyPatch,
    trouble: str,
    arguments: tuple[str, ...],
) -> None:
    BROKEN[trouble](harvest, ring, monkeypatch)
    error = failed(somebody, PASSWORD if arguments else TOKEN, *arguments)
    assert MARK not in seen_by_a_debugger(error)


@pytest.mark.parametrize("secret", [f"{TOKEN} ö", f"{TOKEN}\udcff", f"{TOKEN} x", f"{TOKEN}\x07"])
def test_no_odd_secret_is_in_an_error(somebody: Somebody, harvest: Harvest, secret: str) -> None:
    assert MARK not in seen_by_a_debugger(failed(somebody, secret))


def test_an_unreadable_password_is_not_in_the_error(somebody: Somebody, harvest: Harvest) -> None:
    assert MARK not in seen_by_a_debugger(failed(somebody, f"{PASSWORD}\udcff", *V1))
    for profile in (HarvestV1(url="", email=""), HarvestV2(account_id=1)):
        with pytest.raises(Exception, match="That is no") as raised:
            auth_of(profile, Secret(f"{PASSWORD}\udcff"))
        assert MARK not in seen_by_a_debugger(raised.value)


def test_bytes_that_are_no_text(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "tui", "login", "--stdin"],
        cwd=Path(__file__).parents[2],
        env={"LC_ALL": "C.UTF-8", "HOME": str(home), "PYTHONIOENCODING": "utf-8:strict"},
        input=f"{TOKEN}ö".encode("latin-1"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"windrow: What came in is not readable text (UTF-8).\n"


def test_where_it_is_kept_no_error_has_it(tmp_path: Path, ring: Ring) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    file.chmod(0o644)
    script = tmp_path / "fails.sh"
    script.write_text(f"echo {TOKEN}; exit 3")
    for keeping in ({"token_file": str(file)}, {"token_command": f"sh {script}"}):
        with pytest.raises(CredentialError) as raised:
            secret_of("acme", HarvestV2(account_id=1, **keeping), lambda _: "")
        assert MARK not in seen_by_a_debugger(raised.value)
    ring.refusal = RuntimeError("locked")
    with pytest.raises(CredentialError) as raised:
        keep_in_keyring("acme", Secret(TOKEN))
    assert MARK not in seen_by_a_debugger(raised.value)


def test_nothing_printed_logged_or_saved_has_it(
    somebody: Somebody,
    harvest: Harvest,
    ring: Ring,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """All of it: a login that fails, three that work, a new secret, the list, the way out."""
    logger = logging.getLogger("windrow")
    before = list(logger.handlers), logger.propagate
    keep_log(config.log_path(), "windrow")
    caplog.set_level(logging.DEBUG)
    try:
        harvest.replies["/v2/users/me"] = echo(TOKEN)
        somebody.sends(TOKEN)
        assert "You sent …" in somebody.refuses("login", "--stdin")
        del harvest.replies["/v2/users/me"]
        for keep in ("keyring", "file", "env:MARK_TOKEN"):
            somebody.types(TOKEN)
            somebody.does("login", "--keep", keep, "--name", keep.partition(":")[0], "--no-default")
        somebody.types(PASSWORD)
        somebody.does("login", *V1, "--keep", "keyring", "--name", "old", "--no-default")
        somebody.types(TOKEN)
        somebody.does("login", "keyring")
        somebody.does("profiles")
        somebody.does("profiles", "--json")
        assert ring.kept == {("windrow", "keyring"): TOKEN, ("windrow", "old"): PASSWORD}
        for name in ("keyring", "env", "old"):
            somebody.does("logout", name)
        logging.getLogger("windrow.api").warning("It logs again.")
    finally:
        for handler in set(logger.handlers) - set(before[0]):
            handler.close()
        logger.handlers, logger.propagate = before
    files = somebody.files()
    assert files.pop("config/windrow/file.token") == f"{TOKEN}\n".encode()
    assert b"It logs again." in files["state/windrow/windrow.log"]
    for place in (somebody.typed, caplog.text, str(files), str(ring.kept)):
        assert MARK not in place.replace("MARK_TOKEN", "")

"""The command line: parse, wire, run. Everything heavy is imported inside main()."""

import argparse
import gc
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tui.cli.parser import parse, run

if TYPE_CHECKING:
    from tui.api.connect import Place
    from tui.config import Config

DAMAGED = 2
LOCAL = "local"
"""The name of the account on this machine, wherever a profile is named."""


def main(arguments: list[str] | None = None) -> int:
    """Run `windrow`; returns the exit code."""
    parser, options = parse(sys.argv[1:] if arguments is None else arguments)
    if options.command:
        return run(options)
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        print("windrow needs a terminal: its input or its screen is not one.", file=sys.stderr)
        return DAMAGED
    return _run(parser, options)


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    gc.disable()  # collecting what is being imported takes 60 ms; the app collects from its start
    from tui import config
    from tui.account.failures import AccountFileError
    from tui.api.credentials import CredentialError

    try:
        settings = config.load(config.config_path())
        jump_to = _day(options.date)
        place = _open(options, settings)
    except (config.ConfigError, AccountFileError, CredentialError) as error:
        print(f"windrow: {error}", file=sys.stderr)
        return DAMAGED
    except (ValueError, LookupError) as error:
        parser.error(str(error))
    try:
        return _show(place, settings, jump_to, options.of_user)
    finally:
        place.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _day(text: str | None) -> date | None:
    from tui.domain.dates import parse_date

    return None if text is None else parse_date(text, _now().astimezone().date())


def _open(options: argparse.Namespace, settings: "Config") -> "Place":
    from tui import config
    from tui.api import connect

    if options.demo:
        return connect.demo(_now, options.person, start_end=options.start_end)
    name = options.profile or settings.profile or LOCAL
    if name == LOCAL:
        return connect.local(config.data_dir(), _now)
    return _open_profile(name, settings)


def _open_profile(name: str, settings: "Config") -> "Place":
    from getpass import getpass

    from tui.api import connect
    from tui.api.credentials import password_of

    profile = settings.profiles.get(name)
    if profile is None:
        known = ", ".join([LOCAL, *settings.profiles])
        raise LookupError(f"there is no profile “{name}”; there are: {known}")
    return connect.elsewhere(name, profile, password_of(name, profile, getpass), _now)


def _show(place: "Place", settings: "Config", jump_to: date | None, of_user: int | None) -> int:
    from tui.app import Windrow
    from tui.cli.logs import keep_log
    from tui.config import log_path

    keep_log(log_path(), "windrow")
    app = Windrow(place, _now, settings, jump_to, of_user)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())

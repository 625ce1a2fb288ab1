"""The command line: parse, wire, run. Everything heavy is imported inside main()."""

import argparse
import gc
import logging
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__

if TYPE_CHECKING:
    from tui.api.connect import Place
    from tui.config import Config

DAMAGED = 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="windrow",
        description="A full-screen timesheet for the terminal. Without arguments it opens today "
        "on your own account, which lives on this machine.",
    )
    parser.add_argument("--version", action="version", version=f"windrow {__version__}")
    parser.add_argument(
        "--demo", action="store_true", help="open a throw-away account filled with work"
    )
    parser.add_argument(
        "--as", dest="person", metavar="NAME", help="with --demo: look at it as NAME does"
    )
    parser.add_argument(
        "--date", metavar="DATE", help="open on a day: 2026-11-23, 11-23, mon, yesterday, -1"
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run `windrow`; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.person and not options.demo:
        parser.error("--as goes with --demo")
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        print("windrow needs a terminal: its input or its screen is not one.", file=sys.stderr)
        return DAMAGED
    return _run(parser, options)


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    gc.disable()  # collecting what is being imported takes 60 ms; the app collects from its start
    from tui import config
    from tui.account.failures import AccountFileError

    try:
        settings = config.load(config.config_path())
        jump_to = _day(options.date)
        place = _open(options)
    except (config.ConfigError, AccountFileError) as error:
        print(f"windrow: {error}", file=sys.stderr)
        return DAMAGED
    except (ValueError, LookupError) as error:
        parser.error(str(error))
    try:
        return _show(place, settings, jump_to)
    finally:
        place.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _day(text: str | None) -> date | None:
    from tui.domain.dates import parse_date

    return None if text is None else parse_date(text, _now().astimezone().date())


def _open(options: argparse.Namespace) -> "Place":
    from tui import config
    from tui.api import connect

    if options.demo:
        return connect.demo(_now, options.person)
    return connect.local(config.data_dir(), _now)


def _show(place: "Place", settings: "Config", jump_to: date | None) -> int:
    from tui.app import Windrow
    from tui.config import log_path

    _log_to(log_path())
    app = Windrow(place, _now, settings, jump_to)
    app.run()
    return app.return_code or 0


def _log_to(path: Path) -> None:
    """Keep warnings in a file; where it cannot be written, there is no log."""
    logger = logging.getLogger("windrow")
    logger.propagate = False
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)


if __name__ == "__main__":
    sys.exit(main())

"""`windrow import`: its options. What it does is imported when it is called."""

import argparse
from datetime import UTC, datetime

from tui.cli.answers import REFUSED, UNUSABLE, refuse, tell
from tui.cli.problem import Problem

_EPILOG = """\
Clients, projects and tasks come along; those that have the same name here are used. It may be run
again at any time: nothing is doubled, what was changed there is changed here, and what you changed
here stays. Each month is imported whole or not at all, so that an import that was stopped goes on
where it was when it is run again.

Dates are written as everywhere in Windrow: 2026-11-23, 11-23, 23 nov, mon, today, -7.
Exit codes: 0 done; 1 refused, or stopped on the way; 2 wrong usage, or a file cannot be used.
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "import",
        help="copy your time entries from Harvest into your own account",
        description="Copy your own time entries from an account elsewhere into the account on "
        "this machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("origin", metavar="harvest", choices=("harvest",), help="from a profile of Harvest's kind")
    add("--from", dest="first", metavar="DATE", required=True, help="the first date")
    add("--to", dest="last", metavar="DATE", required=True, help="the last date, included")
    add("--profile", metavar="NAME", help="the account of your config.toml to import from")
    add("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Import what the options name, and tell the exit code."""
    from sqlite3 import Error

    from tui.account.failures import AccountFileError
    from tui.account.refusal import Refusal
    from tui.api.credentials import CredentialError
    from tui.cli.importing import import_harvest, in_words
    from tui.config import ConfigError
    from tui.domain.invalid import Invalid

    as_json: bool = options.json
    try:
        return tell(import_harvest(options, _now), as_json=as_json)
    except (Problem, Refusal, Invalid, CredentialError) as error:
        return refuse(str(error), REFUSED, as_json=as_json)
    except KeyboardInterrupt:
        return refuse("Stopped. Nothing was imported.", REFUSED, as_json=as_json)
    except (AccountFileError, ConfigError) as error:
        return refuse(str(error), UNUSABLE, as_json=as_json)
    except Error as error:
        return refuse(in_words(error), UNUSABLE, as_json=as_json)


def _now() -> datetime:
    return datetime.now(UTC)

"""`windrow export`: its options. What it does is imported when it is called."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from tui.cli.answers import DONE, REFUSED, UNUSABLE, refuse, tell
from tui.cli.problem import Problem

_EPILOG = """\
Without dates it is the present month. --from alone goes on to the end of the present month, --to
alone begins with the month of that date. Dates are written as everywhere in Windrow.

csv   the columns of Harvest's detailed time report. A cell that a spreadsheet would take for a
      formula has an apostrophe before it; json has the text as it is.
json  one object, with all that is known of every entry
ics   a calendar: entries with start and end as events, all others on the whole day

Exit codes: 0 done; 1 refused; 2 wrong usage, or a file cannot be used.
"""
FORMATS = ("csv", "json", "ics")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "export",
        help="write time entries as CSV, JSON or a calendar",
        description="Write your own time entries to stdout, or to a file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--from", dest="first", metavar="DATE", help="the first date")
    add("--to", dest="last", metavar="DATE", help="the last date, included")
    add("--profile", metavar="NAME", help="an account of your config.toml; else your own")
    add("--format", choices=FORMATS, default="csv", help="what to write (%(default)s)")
    add("--output", metavar="FILE", type=Path, help="a file that is not there yet; else stdout")
    add("--force", action="store_true", help="overwrite the file")


def run(options: argparse.Namespace) -> int:
    """Write what the options name, and tell the exit code."""
    from sqlite3 import Error

    from tui.account.failures import AccountFileError
    from tui.api.credentials import CredentialError
    from tui.cli.exporting import export
    from tui.cli.importing import in_words
    from tui.config import ConfigError
    from tui.domain.invalid import Invalid

    try:
        answer = export(options, _now)
    except (Problem, Invalid, CredentialError) as error:
        return refuse(str(error), REFUSED, as_json=False)
    except KeyboardInterrupt:
        return refuse("Stopped. Nothing was written.", REFUSED, as_json=False)
    except (AccountFileError, ConfigError) as error:
        return refuse(str(error), UNUSABLE, as_json=False)
    except Error as error:
        return refuse(in_words(error), UNUSABLE, as_json=False)
    return DONE if answer is None else tell(answer, as_json=False)


def _now() -> datetime:
    return datetime.now(UTC)

"""`windrow start`, `switch`, `stop` and `log`: their options. What they do comes when one runs.

What stands behind such a command is a line as the quick line takes it; `tui.cli.words` cuts it out.
"""

import argparse
from datetime import UTC, datetime

from tui.cli.answers import REFUSED, UNUSABLE, refuse

_EPILOG = """\
The line is the one of the pane (`a` there), as the README tells it. A word that is to be no option
though it begins with two dashes stands behind `--`. What the words mean is what is usual now, as in
the pane; what was done is printed, and `u` in the pane takes it back.
Exit codes: 0 done; 1 refused, and nothing was changed unless it says so; 2 wrong usage, or a file
cannot be used.
"""

_WANTED = {
    "start": "What is to be started? Write some letters of it: windrow start acme dev",
    "switch": "What is to go on? Write some letters of it: windrow switch acme dev",
    "log": "How long was it, and on what? Write windrow log 1:30 acme dev",
}
"""What a line is asked for that has no words."""


def add_line_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    summary: str,
    examples: str,
) -> None:
    """Add such a command and its options."""
    line = "[LINE …]" if name == "stop" else "LINE …"
    parser = commands.add_parser(
        name,
        help=summary,
        usage=f"windrow {name} [--profile NAME] [--dry-run] {line}",
        description=f"{summary[0].upper()}{summary[1:]}.\n\n{examples}",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--profile", metavar="NAME", help="the account; the one that opens by itself if left out")
    add("--dry-run", action="store_true", help="print what would be done, and do nothing")


def run_line(options: argparse.Namespace) -> int:
    """Do what the line says, and tell the exit code."""
    line = " ".join(options.line).strip()
    if not line and options.command in _WANTED:
        return refuse(_WANTED[options.command], UNUSABLE, as_json=False)
    from sqlite3 import Error

    from tui.account.failures import AccountFileError
    from tui.api.backend import BackendError
    from tui.api.credentials import CredentialError
    from tui.cli.doing import do_line
    from tui.cli.problem import Problem
    from tui.config import ConfigError

    try:
        return do_line(options.command, line, options, _now)
    except (Problem, BackendError, CredentialError) as error:
        return refuse(str(error), REFUSED, as_json=False)
    except KeyboardInterrupt:
        return refuse("Stopped. Look whether it was done.", REFUSED, as_json=False)
    except (AccountFileError, ConfigError) as error:
        return refuse(str(error), UNUSABLE, as_json=False)
    except Error as error:
        return refuse(f"The account file cannot be used: {error}.", UNUSABLE, as_json=False)


def _now() -> datetime:
    return datetime.now(UTC)

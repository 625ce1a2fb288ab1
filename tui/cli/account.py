"""`windrow account`: the options of its commands. What they do is imported when one is called."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.cli.answers import REFUSED, UNUSABLE, Answer, refuse, tell

if TYPE_CHECKING:
    from sqlite3 import Error

    from tui.account.store import Store

_EPILOG = """\
Every command prints a sentence that says what it did. With --json it prints one JSON object
instead; when it refuses, nothing is changed, and {"error": "the sentence"} goes to stderr.
Exit codes: 0 done; 1 refused; 2 wrong usage, or the account's file cannot be used.

Dates are written as everywhere in Windrow: 2026-11-23, 11-23, 23 nov, mon, today, -7. Names count
whole, in capitals or not; where a name stands, id:7 names the one with that id.
"""
_SETTINGS = """\
timers=duration|start-end  clock=24h|12h  format=hours|decimal  decimal=.|,
week=monday|saturday|sunday  zone=Europe/Berlin  name="Ada's hours"
"""
_READING = ("show", "people", "backup")
"""The commands that change nothing that a pane shows."""

_KINDS = ("project", "client", "task")

_Commands = Any  # argparse has no public name for what add_subparsers() returns


def add_parser(commands: _Commands) -> None:
    """Add `account` and its commands to the command line."""
    account = commands.add_parser(
        "account",
        help="look after your own account: settings, people, approval, passwords, tokens, copies",
        description="Look after the account on this machine, also while Windrow has it open.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = account.add_subparsers(dest="action", metavar="COMMAND", required=True)
    for add in (_add_whole, _add_people, _add_things, _add_locks):
        add(actions)


def run(options: argparse.Namespace) -> int:
    """Do what the options say, and tell the exit code."""
    from sqlite3 import Error

    from tui.account.failures import AccountFileError
    from tui.account.rules import Refusal
    from tui.domain.invalid import Invalid

    as_json: bool = options.json
    try:
        return tell(_done(options), as_json=as_json)
    except (Refusal, Invalid) as refusal:
        return refuse(str(refusal), REFUSED, as_json=as_json)
    except UnicodeError:
        return refuse("That is not readable text (UTF-8).", REFUSED, as_json=as_json)
    except KeyboardInterrupt:
        return refuse("Stopped.", REFUSED, as_json=as_json)
    except AccountFileError as error:
        return refuse(str(error), UNUSABLE, as_json=as_json)
    except Error as error:
        return refuse(_of_the_file(error), UNUSABLE, as_json=as_json)


def _of_the_file(error: "Error") -> str:
    from tui import config
    from tui.account.failures import as_account_file_error
    from tui.api import connect

    return str(as_account_file_error(error, config.data_dir() / connect.FILE_NAME))


def _done(options: argparse.Namespace) -> Answer:
    from tui import config
    from tui.api import connect
    from tui.cli import account_people, account_things, account_whole
    from tui.cli.telling import tell_of_changes
    from tui.outside.bell import SHELL

    modules = (account_whole, account_people, account_things)
    name = options.action.replace("-", "_")
    do: Callable[[Store, argparse.Namespace, datetime], Answer]
    do = next(getattr(module, name) for module in modules if hasattr(module, name))
    store = connect.local_store(config.data_dir(), _now)
    try:
        answer = do(store, options, _now())
        if options.action not in _READING:
            tell_of_changes(store, SHELL, _now)
        return answer
    finally:
        store.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _command(actions: _Commands, name: str, summary: str, **more: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", **more
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _add_whole(actions: _Commands) -> None:
    _command(actions, "show", "show the settings, the people, and what the file holds")
    parser = _command(
        actions,
        "set",
        "change settings, all that are named or none",
        epilog=_SETTINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("settings", nargs="+", metavar="NAME=VALUE", help="see below")
    parser = _command(actions, "backup", "copy the account to a new file, also while it is in use")
    parser.add_argument("file", metavar="FILE", help="a file that is not there yet")


def _add_people(actions: _Commands) -> None:
    _command(actions, "people", "list everybody, archived people too")
    parser = _command(actions, "add-person", "let somebody use the account")
    parser.add_argument("name", metavar="NAME", help="first and last name, like “Ada Byron”")
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--admin", action="store_true", help="as an administrator")
    parser = _command(actions, "change-person", "change what is known of somebody")
    parser.add_argument("person", metavar="PERSON", help="the email or the name")
    parser.add_argument("--name", help="the new name")
    parser.add_argument("--email", help="the new email")
    role, state = parser.add_mutually_exclusive_group(), parser.add_mutually_exclusive_group()
    role.add_argument("--admin", dest="is_admin", action="store_const", const=1)
    role.add_argument("--member", dest="is_admin", action="store_const", const=0)
    state.add_argument("--archive", dest="is_active", action="store_const", const=0)
    state.add_argument("--restore", dest="is_active", action="store_const", const=1)
    parser = _command(actions, "password", "set the password that somebody logs in with")
    parser.add_argument("email", nargs="?", metavar="EMAIL", help="whose; yours when left out")
    parser.add_argument("--stdin", action="store_true", help="read it from the first line of stdin")
    parser = _command(actions, "token", "make the token that programs log in with, in API V2")
    parser.add_argument("email", nargs="?", metavar="EMAIL", help="whose; yours when left out")
    parser.add_argument("--revoke", action="store_true", help="take it away, and make no new one")


def _add_things(actions: _Commands) -> None:
    for name, summary in (
        ("rename", "rename a project, a client or a task"),
        ("archive", "keep a project, a client or a task from being picked"),
        ("restore", "let an archived project, client or task be picked again"),
    ):
        parser = _command(actions, name, summary)
        parser.add_argument("kind", choices=_KINDS, help=" or ".join(_KINDS))
        parser.add_argument("name", metavar="NAME", help="its name now, or id:7")
        if name == "rename":
            parser.add_argument("new_name", metavar="NEW", help="its new name")
        parser.add_argument("--client", metavar="NAME", help="whose project is meant")


def _add_locks(actions: _Commands) -> None:
    for name, summary in (
        ("approve", "approve what was tracked: it is locked then"),
        ("unapprove", "open again what was approved"),
        ("invoice", "mark a client's billable entries as invoiced: they are locked then"),
        ("uninvoice", "take back what was marked as invoiced"),
    ):
        parser = _command(actions, name, summary)
        parser.add_argument("first", metavar="FROM", help="the first date")
        parser.add_argument("last", metavar="TO", help="the last date, which belongs to it")
        if name.endswith("approve"):
            parser.add_argument("--person", metavar="NAME", help="name or email; everybody if none")
        else:
            parser.add_argument("--client", metavar="NAME", required=True, help="the client's name")

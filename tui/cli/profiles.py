"""`windrow profiles`: which accounts can be opened, and which one opens by itself."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.cli.answers import Answer, done
from tui.cli.opening import LOCAL

if TYPE_CHECKING:
    from tui.config import Config
    from tui.profiles import Profile

_EPILOG = """\
The list tells of each account what opens it: windrow --profile NAME. The one with a star is opened
by `windrow` alone. No secret is shown, only where it is kept.
"""


def add_parser(commands: Any) -> None:  # argparse has no public name for it
    """Add the command and its options."""
    parser = commands.add_parser(
        "profiles",
        help="list the accounts that you can open; choose the one that opens by itself",
        description="List the accounts that you can open.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    actions = parser.add_subparsers(dest="action", metavar="COMMAND")
    summary = "choose what `windrow` alone opens; “local” is your own account"
    choose = actions.add_parser("default", help=summary, description=f"{summary.capitalize()}.")
    choose.add_argument("profile_name", metavar="NAME")
    choose.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON object"
    )


def run(options: argparse.Namespace) -> int:
    """List, or choose the default; tell the exit code."""
    from tui.cli.settling import answered

    do = _listed if options.action is None else lambda: _chosen(options.profile_name)
    return answered(do, as_json=options.json)


def _chosen(name: str) -> Answer:
    from tui.cli import settling

    def chosen(config: "Config") -> "Config":
        if name != LOCAL:
            settling.profile_of(config, name)
        return replace(config, profile="" if name == LOCAL else name)

    settling.change(chosen)
    what = "your own account on this machine" if name == LOCAL else f"the profile “{name}”"
    return done(f"`windrow` opens {what} from now on.", default=name)


def _listed() -> Answer:
    from tui.cli import settling

    config = settling.settings()
    default = config.profile or LOCAL
    facts = [_own_account(), *(_facts(name, one) for name, one in config.profiles.items())]
    facts = [{**fact, "default": fact["name"] == default} for fact in facts]
    secrets = ["", *(_secret(one) for one in config.profiles.values())]
    text = _table([_row(fact, secret) for fact, secret in zip(facts, secrets, strict=True)])
    if default not in (LOCAL, *config.profiles):
        text += (
            f"\nconfig.toml has “{default}” opened, which is none of them: choose with "
            "`windrow profiles default NAME`."
        )
    return Answer(text, {"default": default, "profiles": facts})


def _own_account() -> dict[str, object]:
    from tui.api.connect import FILE_NAME
    from tui.config import data_dir

    nothing = dict.fromkeys(("account", "email", "secret", "kept", "place"))
    return {"name": LOCAL, "kind": LOCAL, "address": str(data_dir() / FILE_NAME), **nothing}


def _facts(name: str, profile: "Profile") -> dict[str, object]:
    """Tell of a profile for `--json`; of its secret only where it is kept."""
    from tui.api.secret_places import place_of

    where = place_of(profile.keeping)
    return {
        "name": name,
        "kind": profile.kind,
        "address": profile.url,
        "account": getattr(profile, "account_id", None),
        "email": getattr(profile, "email", None),
        "secret": profile.keeping.what,
        "kept": where.kind if where else None,
        "place": (where.value or None) if where else None,
    }


def _secret(profile: "Profile") -> str:
    from tui.api.secret_places import told

    return f"{profile.keeping.what} from {told(profile.keeping)}"


def _row(fact: dict[str, object], secret: str) -> list[str]:
    who = f"account {fact['account']}" if fact["account"] is not None else fact["email"]
    name = f"{'*' if fact['default'] else ' '} {fact['name']}"
    return [name, str(fact["kind"]), str(fact["address"]), str(who or ""), secret]


def _table(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = (
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in padded)

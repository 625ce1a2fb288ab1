"""`windrow status`: prints the running timer for status bars, from the file that panes keep.

It is called every few seconds, all day, so its options are read here by hand; what is not as it
should be goes the way of every other command, which explains it.
"""

import sys

from tui.outside.known import Damaged, Known, last_opened, look_up
from tui.outside.told import FIELDS, IDLE, fields_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

DONE, DAMAGED, WRONG = 0, 1, 2
FORMAT, IDLE_FORMAT = "{glyph} {elapsed} {project} · {task}", "{glyph} {today}"

OPTIONS = {
    "--profile": ("NAME", "the account; the one that was opened last when left out"),
    "--format": ("TEXT", f"what to print while a timer runs ({FORMAT})"),
    "--idle": ("TEXT", f"what to print while none does ({IDLE_FORMAT})"),
    "--max": ("N", "cut the text to N cells, with an ellipsis"),
    "--json": ("", "print one JSON object, as waybar reads it"),
    "--pango": ("", "write &, < and > so that waybar and i3 take them for text"),
    "--tmux": ("", "write # so that tmux takes it for text"),
    "--ascii": ("", "print ASCII only"),
}
"""The options, what stands behind them, and what they do."""


def answer(arguments: "Sequence[str]") -> int | None:
    """Do what plain arguments say and tell the exit code; None for those that need a parser."""
    wanted = _read(arguments)
    return None if wanted is None else _tell(wanted)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    from argparse import RawDescriptionHelpFormatter

    parser = commands.add_parser(
        "status",
        help="print the running timer, for tmux, starship, waybar, i3",
        description="Print the running timer in one line, for status bars. It reads a small file "
        "that\nWindrow keeps while it is open and at its commands; no network is used.",
        epilog=_epilog(),
        formatter_class=RawDescriptionHelpFormatter,
    )
    for name, (value, summary) in OPTIONS.items():
        if value:
            parser.add_argument(name, metavar=value, help=summary.replace("%", "%%"))
        else:
            parser.add_argument(name, action="store_true", help=summary)


def run(options: "argparse.Namespace") -> int:
    """Print what the options name, and tell the exit code."""
    named = {name: getattr(options, name[2:]) for name in OPTIONS}
    return _tell({name: str(value) for name, value in named.items() if value not in (None, False)})


def _epilog() -> str:
    fields = [f"  {{{name}}}".ljust(13) + about for name, about in FIELDS.items()]
    return "\n".join(
        (
            "fields of a format:",
            *fields,
            "",
            "Where Windrow was never opened nothing is printed. What another program stopped or",
            "started is known once a pane reads it: `written` in --json says when that was.",
            "Exit codes: 0 told, or nothing to tell; 1 the file cannot be read; 2 wrong usage.",
        )
    )


def _read(arguments: "Sequence[str]") -> dict[str, str] | None:
    """Read plain options: each is known, whole, and has what belongs to it."""
    wanted: dict[str, str] = {}
    coming = iter(arguments)
    for argument in coming:
        name, is_joined, value = argument.partition("=")
        if name not in OPTIONS or (is_joined and not OPTIONS[name][0]):
            return None
        if OPTIONS[name][0] and not is_joined:
            value = next(coming, "-")
            if value[:1] == "-":
                return None
        wanted[name] = value if OPTIONS[name][0] else "True"
    return wanted


def _tell(wanted: dict[str, str]) -> int:
    from tui.outside.template import Unknown

    most = wanted.get("--max", "")
    if most and not (most.isascii() and most.isdigit() and len(most) < 6):
        return _complain(f"--max {most}: write a number of cells.", WRONG)
    named = wanted.get("--profile", "")
    try:
        known = look_up(named or last_opened())
        text = _text(known, wanted)
    except (Damaged, OSError) as error:
        return _complain(str(error), DAMAGED)
    except Unknown as error:
        return _complain(str(error), WRONG)
    if known is None and sys.stderr is not None and (named or sys.stderr.isatty()):
        of, by = (f" of “{named}”", f"windrow --profile {named}") if named else ("", "windrow")
        _complain(f"nothing is known{of} yet; open `{by}` once.", DONE)
    return _print(text)


def _text(known: Known | None, wanted: dict[str, str]) -> str:
    from time import time

    from tui.domain.plain import one_line
    from tui.outside.template import PANGO, TMUX, clipped, filled, plain_ascii

    now = int(time())
    fields = dict.fromkeys(FIELDS, "") if known is None else fields_at(known, now)
    template = wanted.get("--format", FORMAT)
    idle = wanted.get("--idle", IDLE_FORMAT)
    told = {name: one_line(value) for name, value in fields.items()}
    texts = (filled(template, told), filled(idle, told))  # both are looked at for what is wrong
    text = "" if known is None else texts[fields["state"] == IDLE].strip()
    is_ascii = "--ascii" in wanted
    if is_ascii:
        text = plain_ascii(text)
    if most := wanted.get("--max"):
        text = clipped(text, int(most), "..." if is_ascii else "…")
    if "--tmux" in wanted:
        text = text.translate(TMUX)
    if "--json" in wanted:
        from tui.cli.status_json import as_json

        return as_json(known, told, text.translate(PANGO), now)
    return text.translate(PANGO) if "--pango" in wanted else text


def _complain(sentence: str, code: int) -> int:
    from tui.domain.plain import one_line

    print(f"windrow: {one_line(sentence)}", file=sys.stderr)
    return code


def _print(text: str) -> int:
    if not text:
        return DONE
    try:
        try:
            print(text, flush=True)
        except UnicodeEncodeError:
            print(text.encode("ascii", "replace").decode(), flush=True)
    except OSError:
        import os

        # Nobody reads it, or the disk is full: Python would say so once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DAMAGED
    return DONE

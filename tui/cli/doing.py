"""A line from the shell, done: the same grammar, plans and sentences as in the pane."""

import argparse
import asyncio
import logging
import sys
from functools import partial

from tui import config
from tui.api.backend import BackendError, LoginNeeded
from tui.api.connect import Place
from tui.cli.answers import Answer, harmless, tell
from tui.cli.elsewhere import advice, opened
from tui.cli.logs import keep_log
from tui.cli.problem import Problem
from tui.config import Config
from tui.desk.desk import Desk
from tui.desk.quickly import carry_out
from tui.domain.clock import Clock
from tui.domain.dates import parse_date
from tui.domain.entry import TimeEntry
from tui.domain.invalid import Invalid
from tui.domain.pair_index import index_of
from tui.domain.quick.grammar import QUOTES, STOP
from tui.domain.quick.plan import Adds, Plan, Scene, Starts, Stops
from tui.domain.quick.preview import Happens, label_of
from tui.domain.quick.reading import Book, Reading, read
from tui.domain.quick.words import Trouble
from tui.memory.store import opened as opened_memory
from tui.outside.bell import SHELL, ring
from tui.outside.keeping import Sight, keep_words, known_from, words_of
from tui.outside.known import keep, keep_last

_log = logging.getLogger("windrow.outside")

NEAREST = 3
KINDS: dict[str, type[Plan]] = {"start": Starts, "switch": Starts, "stop": Stops, "log": Adds}
OTHER = {
    "start": "That is time that is over, and no timer: save it with `windrow log`.",
    "switch": "That is time that is over, and no timer: save it with `windrow log`.",
    "log": "How long was it? Write 1:30 or 9-10:30 in front; `windrow start` begins a timer.",
    "stop": "Write when it was stopped: windrow stop @16:30, or windrow stop -10m.",
}
"""What is said to a line that another command would be right for."""


def do_line(command: str, line: str, options: argparse.Namespace, clock: Clock) -> int:
    """Do what a line says on the account of a profile, print what it came to, tell the exit code.

    Raises:
        AccountFileError, ConfigError, CredentialError: a file or a secret cannot be used.
        BackendError: it could not be done, or not all of it; the sentence says how far it came.
        Problem: the line cannot be understood, or is not what the command is for.
    """
    settings = config.load(config.config_path())
    keep_log(config.log_path(), "windrow")
    place = opened(options.profile or "", settings, clock)
    try:
        said = asyncio.run(_done(command, line, place, settings, clock, is_dry=options.dry_run))
    except LoginNeeded as error:
        raise Problem(f"{error} {advice(error, place.profile).capitalize()}.") from error
    finally:
        place.close()
    return tell(Answer(said), as_json=False)


async def _done(
    command: str, line: str, place: Place, settings: Config, clock: Clock, *, is_dry: bool
) -> str:
    backend = await place.connect()
    memory, trouble = opened_memory(place.memory)
    desk = Desk(backend, clock, memory=memory, aliases=settings.aliases)
    try:
        if trouble:
            print(harmless(f"windrow: {trouble}"), file=sys.stderr)
        if settings.keys:
            from tui.commands.keys import chosen

            desk.keys = chosen(settings.keys)
        desk.wrote = partial(ring, place.profile, SHELL)
        reading, running = await _read(desk, command, line)
        if reading.plan is None or is_dry:
            return "\n".join(map(_line_of, reading.happens))
        try:
            outcome = desk.told(await carry_out(desk, reading.plan, running))
        finally:
            await _keep(desk, place, settings)
        return "\n".join([outcome.message, *_also(reading)])
    finally:
        await desk.aclose()


async def _read(desk: Desk, command: str, line: str) -> tuple[Reading, TimeEntry | None]:
    """Read a line as the account stands now; tell what runs as well.

    Raises:
        BackendError: the account does not tell.
        Problem: the line cannot be done.
    """
    account = await desk.open()
    today = account.today(desk.now())
    running = (await desk.day(today)).running or await desk.running(today)
    catalog = await desk.read_catalog()
    if not catalog.choices and command != STOP:
        raise Problem("There is no project to pick yet: open `windrow`, and make an entry there.")
    scene = Scene(account=account, now=desk.now(), shown=today, running=running)
    written = as_quick_line(command, line)
    reading = read(written, None, Book(catalog, desk.habits, desk.aliases), scene)
    if reading.trouble is not None:
        raise Problem(_pointed_at(reading.trouble, written, desk))
    if not isinstance(reading.plan, KINDS[command]):
        raise Problem(OTHER[command])
    return reading, running


def as_quick_line(command: str, line: str) -> str:
    """Write what stands behind a command as the pane's quick line has it."""
    words = line.split()
    if command == STOP:
        moment = "".join(words[1:] if words[:1] == ["at"] else words)
        return f"{STOP} {moment}".strip()
    if words[0].casefold() == STOP or words[0][0] in QUOTES:
        return f"+ {line}"  # it names work, as this command is for nothing else
    if command == "log" and len(words) > 1 and _is_day(words[0]):
        return " ".join([words[1], words[0], *words[2:]])
    return line


def _is_day(word: str) -> bool:
    """Tell whether a word is a day that could not be a time: `yesterday`, `mon`, `2026-11-20`."""
    from datetime import date

    is_name = word.isalpha() and len(word) > NEAREST - 1
    if not is_name and word.count("-") != len("--"):
        return False
    try:
        parse_date(word, date.today())  # noqa: DTZ011 - which day it is does not matter here
    except Invalid:
        return False
    return True


def _pointed_at(trouble: Trouble, line: str, desk: Desk) -> str:
    """Say what is wrong, point at it, and name what comes closest."""
    word = line[trouble.start : trouble.end].strip()
    said = [str(trouble)]
    if word and not line.startswith(STOP):
        marks = " " * trouble.start + "^" * len(word)
        said += [f"  {line}", f"  {marks}"]
    if word and str(trouble).startswith("No client"):
        found = index_of(desk.catalog).search(word, desk.habits, NEAREST)
        found = found or index_of(desk.catalog).search("", desk.habits, NEAREST)
        said.append(f"There is {'; '.join(label_of(one.choice) for one in found)}.")
    return "\n".join(said)


def _line_of(happens: Happens) -> str:
    notes = f" “{happens.notes}”" if happens.notes else ""
    return f"{happens.verb} {happens.text}{notes}"


def _also(reading: Reading) -> list[str]:
    """Name what the words might have meant as well."""
    others = [o.label for n, o in enumerate(reading.options) if n != reading.picked]
    if not others:
        return []
    more = len(others) - NEAREST + reading.more
    named = "; ".join(others[:NEAREST]) + (f"; and {more} more" if more > 0 else "")
    return [f"The words fit these as well: {named}."]


async def _keep(desk: Desk, place: Place, settings: Config) -> None:
    """Keep for status bars and completions what is known by now."""
    account, weeks, now = desk.account, desk.weeks, desk.now()
    if account is None:
        return
    today = account.today(now)
    try:
        await weeks.read([today])
        day = weeks.day(today)
        target = settings.week_target
        sight = Sight(
            profile=place.profile,
            place=place.name,
            account=account,
            now=now,
            skew=desk.skew,
            today=day,
            running=(day and day.running) or weeks.running,
            week_hours=account.week_hours if target is None else target,
        )
        keep(place.profile, known_from(sight))
        keep_last(place.profile)
        keep_words(place.profile, words_of(desk.catalog, settings.aliases))
    except (BackendError, OSError) as error:
        _log.warning("what runs could not be kept for status bars: %s", error)

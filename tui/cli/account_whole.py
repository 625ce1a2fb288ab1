"""`windrow account` for the account as a whole: show, set and backup."""

import argparse
from datetime import datetime
from pathlib import Path

from tui.account import administration, preferences
from tui.account.copies import CopyError, copy
from tui.account.naming import full_name
from tui.account.rules import Refusal
from tui.account.store import Store
from tui.cli.account_people import facts_of
from tui.cli.answers import Answer, done, in_bytes
from tui.cli.answers import entries as entries_in_words


def show(store: Store, _options: argparse.Namespace, _now: datetime) -> Answer:
    """Show the settings, the people, and what the file holds."""
    with store.read():
        seen = administration.overview(store)
        people = [facts_of(store, row) for row in seen.people]
    settings = preferences.in_words(seen.settings)
    lines = [f"{name:8}  {word}" for name, word in settings.items()]
    lines.append(f"{'people':8}  {', '.join(full_name(row) for row in seen.people)}")
    lines.append(f"{'holds':8}  {entries_in_words(seen.entries)}")
    lines.append(f"{'file':8}  {seen.file} ({in_bytes(seen.size)}, layout {seen.layout})")
    facts = {
        "settings": settings,
        "people": people,
        "entries": seen.entries,
        "file": seen.file,
        "size": seen.size,
        "layout": seen.layout,
    }
    return Answer("\n".join(lines), facts)


def set(store: Store, options: argparse.Namespace, _now: datetime) -> Answer:  # noqa: A001
    """Change settings, all that are named or none."""
    with store.write():
        before = store.settings()
        after = preferences.changed(before, options.settings)
        store.save_settings(after)
    differences = preferences.difference(before, after)
    words = [f"{name} from {old} to {new}" for name, (old, new) in differences.items()]
    sentence = f"Changed {', '.join(words)}." if words else "Nothing to change: it is so already."
    settings = preferences.in_words(after)
    return done(sentence, changed=list(differences), settings=settings)


def backup(store: Store, options: argparse.Namespace, _now: datetime) -> Answer:
    """Copy the account to a new file."""
    target = Path(options.file).absolute()
    try:
        size = copy(store.path, target)
    except CopyError as error:
        raise Refusal(422, str(error)) from error
    sentence = f"Copied the account to {target} ({in_bytes(size)}), and checked the copy."
    return done(sentence, file=str(target), size=size)

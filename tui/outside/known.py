"""What is known of a profile's timer, as a small file: written by panes, read by status bars.

The file is text, a name and its value on each line, because reading JSON would take longer than
everything else that `windrow status` does.
"""

from tui.outside.places import delete, last_path, read_whole, status_path, words_path, write_whole

Known = dict[str, str]
"""What is known, by names:

`profile`, `place`: the account, as profiles and the screen name it.
`written`: when it was written, in seconds of the epoch, as all moments are.
`format`, `symbol`: how the account shows hours.
`date`, `weekday`, `ends`: today, its day of the week from Monday's 0, and when it ends there.
`others`: the seconds of today without what runs, as the rows show them; blank where not known.
`target`: the seconds that a working day is to have; 0 where nobody expects any.
`id`, `client`, `project`, `task`, `notes`: what runs; they are missing when nothing does.
`since`, `began`, `booked`: since when it counts, the same as the account's time of day, and the
seconds that it had before.
`is_today`: 1 where it counts for today, 0 where it lies on another day.
"""

FORM = "windrow-status 1"
"""The first line of the file."""

NEEDED = ("profile", "written", "format", "symbol", "weekday", "ends", "others", "target")
NEEDED_OF_RUNNING = ("project", "task", "since", "booked", "is_today")
NUMBERS = ("written", "weekday", "ends", "target", "id", "since", "booked")


class Damaged(Exception):
    """The file is none of ours, or one of a newer Windrow; the message says what to do."""


def text_of(known: Known) -> str:
    """Write what is known as the text of a file."""
    lines = (f"{name} {_escaped(value)}\n" for name, value in known.items())
    return f"{FORM}\n{''.join(lines)}"


def known_of(text: str) -> Known | None:
    """Read the text of a file; None where it is none of ours."""
    first, _, rest = text.partition("\n")
    if first != FORM:
        return None
    known = {}
    for line in rest.split("\n"):
        name, _, value = line.partition(" ")
        known[name] = _read(value)
    known.pop("", None)
    needed = (*NEEDED, *NEEDED_OF_RUNNING) if "id" in known else NEEDED
    is_whole = all(name in known for name in needed) and _is_number(known["others"] or "0")
    return known if is_whole and all(_is_number(known.get(name, "0")) for name in NUMBERS) else None


def keep(profile: str, known: Known) -> None:
    """Write what is known of a profile.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(status_path(profile), text_of(known))


def keep_last(profile: str) -> None:
    """Note which profile was opened last.

    Raises:
        OSError: it cannot be written.
    """
    write_whole(last_path(), profile)


def last_opened() -> str:
    """Tell which profile was opened last; blank when none was.

    Raises:
        OSError: the note cannot be read.
    """
    return read_whole(last_path()) or ""


def forget(profile: str) -> None:
    """Delete what is known of a profile, and the words of its projects.

    Raises:
        OSError: it cannot be deleted.
    """
    for path in (status_path(profile), words_path(profile)):
        delete(path)


def look_up(profile: str) -> Known | None:
    """Read what is known of a profile, None when it was never opened.

    Raises:
        Damaged: the file cannot be understood.
        OSError: the file cannot be read.
    """
    text = read_whole(status_path(profile))
    if text is None:
        return None
    known = known_of(text)
    if known is None:
        path = status_path(profile)
        raise Damaged(f"{path} cannot be understood: delete it, and open `windrow` once.")
    return known


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit()


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n")


def _read(value: str) -> str:
    if "\\" not in value:
        return value
    return "\\".join(part.replace("\\n", "\n") for part in value.split("\\\\"))

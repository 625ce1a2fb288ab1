"""What is known of a timer, told at a later moment: the fields that a status bar may show."""

from tui.outside.known import Known

Fields = dict[str, str]

RUNNING, IDLE = "running", "idle"
WORKING_DAYS = 5
DAY_SECONDS = 86400

FIELDS = {
    "glyph": "● while a timer runs, ○ else",
    "elapsed": "the hours of what runs, as the account shows hours",
    "seconds": "the same in seconds",
    "clock": "the same with seconds: 0:42:10",
    "client": "the client of what runs",
    "project": "its project",
    "task": "its task",
    "notes": "its notes, in one line",
    "today": "the hours of the day, with what runs",
    "target": "the hours that a working day is to have",
    "left": "what is missing to them",
    "since": "the time at which the timer was started",
    "profile": "the account's profile",
    "state": "running or idle",
}
"""The fields, and what they hold; those that are not known are blank."""


def fields_at(known: Known, now: int) -> Fields:
    """Tell all fields at a moment, in seconds of the epoch.

    A timer counts for the day that it was booked on: once that is over, today begins with nothing.
    """
    is_running = "id" in known
    seconds = running_seconds(known, now) if is_running else 0
    today, target = today_seconds(known, now), target_seconds(known, now)
    fields = {
        "glyph": "●" if is_running else "○",
        "elapsed": hours_of(known, seconds) if is_running else "",
        "seconds": str(seconds) if is_running else "",
        "clock": clock_of(seconds) if is_running else "",
        "client": known.get("client", ""),
        "project": known.get("project", ""),
        "task": known.get("task", ""),
        "notes": known.get("notes", ""),
        "today": "–" if today is None else hours_of(known, today),
        "target": hours_of(known, target) if target else "",
        "left": "",
        "since": known.get("began", ""),
        "profile": known["profile"],
        "state": RUNNING if is_running else IDLE,
    }
    if target and today is not None:
        fields["left"] = hours_of(known, max(0, target - today))
    return fields


def running_seconds(known: Known, now: int) -> int:
    """The seconds of what runs, those before it was started included."""
    return int(known["booked"]) + max(0, now - int(known["since"]))


def today_seconds(known: Known, now: int) -> int | None:
    """The seconds of today; None where they are not known."""
    if now >= int(known["ends"]):
        return 0
    if not known["others"]:
        return None
    counts = "id" in known and known["is_today"] == "1"
    return int(known["others"]) + (running_seconds(known, now) if counts else 0)


def target_seconds(known: Known, now: int) -> int:
    """The seconds that today is to have; 0 on days off, and where nobody expects any."""
    over = now - int(known["ends"])
    days = 0 if over < 0 else 1 + over // DAY_SECONDS
    weekday = (int(known["weekday"]) + days) % 7
    return int(known["target"]) if weekday < WORKING_DAYS else 0


def hours_of(known: Known, seconds: int) -> str:
    """Show seconds as the account shows hours: `1:30`, or `1.50` with its symbol."""
    if known["format"] == "decimal":
        hundredths = _hundredths(seconds)
        return f"{hundredths // 100}{known['symbol']}{hundredths % 100:02}"
    return f"{seconds // 3600}:{seconds // 60 % 60:02}"


def clock_of(seconds: int) -> str:
    """Show seconds as a running clock: `0:42:10`."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _hundredths(seconds: int) -> int:
    """Hundredths of an hour, rounded half to even as everywhere in Windrow."""
    whole, rest = divmod(seconds, 36)
    return whole + (rest > 18 or (rest == 18 and whole % 2 == 1))

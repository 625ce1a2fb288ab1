"""Where the files are by which programs on this machine know of each other.

They are told without the package that the rest asks, because `windrow status` is to start as fast
as nothing does: a status bar calls it every few seconds, all day.
"""

import os
import sys

NAME = "windrow"
LONGEST_NAME = 100


def state_dir() -> str:
    """The folder of what Windrow keeps by itself, as platformdirs tells it on Linux and macOS."""
    home = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(home):
        is_mac = sys.platform == "darwin"
        home = os.path.expanduser("~/Library/Application Support" if is_mac else "~/.local/state")
    return os.path.join(home, NAME)


def status_folder() -> str:
    """The folder of what is known of each profile's timer."""
    return os.path.join(state_dir(), "status")


def status_path(profile: str) -> str:
    """The file of what is known of a profile's timer."""
    return os.path.join(status_folder(), f"{file_name(profile)}.status")


def words_path(profile: str) -> str:
    """The file of the words that complete a line, for the shell."""
    return os.path.join(status_folder(), f"{file_name(profile)}.words")


def last_path() -> str:
    """The file that holds the name of the profile that was opened last."""
    return os.path.join(status_folder(), "last")


def panes_folder(profile: str) -> str:
    """The folder of the bells of the panes that have a profile's account open."""
    return os.path.join(state_dir(), "panes", file_name(profile))


def file_name(profile: str) -> str:
    """Make a profile's name one of a file: letters, digits, `-` and `_` stay as they are."""
    letters = profile[:LONGEST_NAME]
    return "".join(c if c.isalnum() or c in "-_" else f"%{ord(c):X}" for c in letters)


def make_folder(folder: str) -> None:
    """Make a folder that only its owner may look into.

    Raises:
        OSError: it cannot be made.
    """
    os.makedirs(folder, mode=0o700, exist_ok=True)


def write_whole(path: str, text: str) -> None:
    """Write a file that only its owner may read; it is there whole, or as it was.

    Raises:
        OSError: it cannot be written.
    """
    folder = os.path.dirname(path)
    make_folder(folder)
    unfinished = os.path.join(folder, f".{os.getpid()}-{os.urandom(4).hex()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise


def delete(path: str) -> None:
    """Delete a file, if there is one.

    Raises:
        OSError: it cannot be deleted.
    """
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def read_whole(path: str) -> str | None:
    """Read a file; None where there is none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return None

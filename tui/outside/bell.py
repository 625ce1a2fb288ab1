"""A bell for each open pane: whoever writes to an account rings, and the pane looks what is new.

A bell is a named pipe in a folder of the profile. It costs nothing while nobody rings.
"""

import errno
import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tui.outside.places import file_name, make_folder, panes_folder

SHELL, PANE, SERVED = "in the shell", "in another pane", "over HTTP"
"""Who rings, as sentences name it."""

ELSEWHERE = "elsewhere"
LONGEST_READ = 4096
ENDING = ".fifo"

_log = logging.getLogger("windrow.outside")


class Bell:
    """The bell of a pane; `handle` can be read from whenever somebody rang.

    Args:
        profile: the profile whose account is open.

    Raises:
        OSError: it cannot be made here.
    """

    def __init__(self, profile: str) -> None:
        folder = panes_folder(profile)
        make_folder(folder)
        self._name = f"{_host()}-{os.getpid()}-{os.urandom(4).hex()}{ENDING}"
        self._path = os.path.join(folder, self._name)
        unhung = f"{self._path}.new"  # a bell that nobody listens to yet would be taken down
        os.mkfifo(unhung, 0o600)
        try:
            self.handle = os.open(unhung, os.O_RDWR | os.O_NONBLOCK)
        except OSError:
            os.unlink(unhung)
            raise
        os.rename(unhung, self._path)
        self._profile = profile

    def rung_by(self) -> str:
        """Tell who rang last; blank when nobody did."""
        try:
            said = os.read(self.handle, LONGEST_READ)
        except BlockingIOError:
            return ""
        lines = said.decode("utf-8", "replace").splitlines()
        return (lines[-1] if lines[-1] in (SHELL, PANE, SERVED) else ELSEWHERE) if lines else ""

    def ring_others(self, by: str) -> None:
        """Ring the bells of all other panes of the profile."""
        ring(self._profile, by, but=self._name)

    def close(self) -> None:
        """Take the bell down."""
        with suppress(FileNotFoundError):
            os.unlink(self._path)
        os.close(self.handle)


def ring(profile: str, by: str, but: str = "") -> None:
    """Ring the bells of all panes of a profile; what cannot be rung is noted in the log.

    Args:
        profile: whose account was written to.
        by: who did so.
        but: the name of a bell that is left alone.
    """
    folder = panes_folder(profile)
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        _log.warning("no pane could be told of a change: %s", error)
        return
    for name in names:
        if name.endswith(ENDING) and name.startswith(f"{_host()}-") and name != but:
            _ring(os.path.join(folder, name), f"{by}\n".encode())


def _host() -> str:
    """This machine: in a home that several share nobody hears the bells of the others."""
    return file_name(os.uname().nodename)


def _ring(path: str, said: bytes) -> None:
    try:
        with _opened(path) as handle:
            if stat.S_ISFIFO(os.fstat(handle).st_mode):
                os.write(handle, said)
    except (FileNotFoundError, BlockingIOError):
        pass  # it was taken down meanwhile, or has been rung so often that it is heard anyway
    except OSError as error:
        if error.errno != errno.ENXIO:
            _log.warning("a pane could not be told of a change: %s", error)
            return
        with suppress(FileNotFoundError):
            os.unlink(path)  # its pane is dead


@contextmanager
def _opened(path: str) -> Iterator[int]:
    handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        yield handle
    finally:
        os.close(handle)

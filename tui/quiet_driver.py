"""A terminal driver that sleeps until a key comes, and counts what it writes.

Textual's own looks for keys ten times a second, which is most of what a program that waits costs.
"""

import os
import threading
from codecs import getincrementaldecoder
from select import select

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

UNFINISHED_SECONDS = 0.1
"""How soon to look again at the start of a sequence, which may be the escape key by itself."""
MOST_BYTES = 4096


class _Ending(threading.Event):
    """The sign to end; who waits for input is woken by it."""

    def __init__(self) -> None:
        super().__init__()
        self.wakes, self._wake = os.pipe()

    def set(self) -> None:
        super().set()
        os.write(self._wake, b"x")

    def clear(self) -> None:
        super().clear()
        os.read(self.wakes, 1)

    def __del__(self) -> None:
        os.close(self.wakes)
        os.close(self._wake)


class QuietDriver(LinuxDriver):
    """Textual's driver for POSIX terminals, without a beat of its own.

    `writes` is how often something was written, `written` how many bytes.
    """

    writes = 0
    written = 0

    def write(self, data: str) -> None:
        """Write to the terminal, and count it."""
        self.writes += 1
        self.written += len(data) if data.isascii() else len(data.encode())
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        if not isinstance(self.exit_event, _Ending):
            self.exit_event = _Ending()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        """Hand on what is typed, until the terminal is gone or the end is told."""
        assert isinstance(self.exit_event, _Ending)
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        inputs = (self.fileno, self.exit_event.wakes)
        while not self.exit_event.is_set():
            is_unfinished = parser._timeout_time is not None
            ready, _, _ = select(inputs, (), (), UNFINISHED_SECONDS if is_unfinished else None)
            if self.fileno in ready:
                data = _read(self.fileno)
                if not data:
                    return
                if text := decode(data):  # half a character is none yet, and nothing is the end
                    for message in parser.feed(text):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)


def _read(fileno: int) -> bytes:
    """Read what there is; nothing once the terminal is gone."""
    try:
        return os.read(fileno, MOST_BYTES)
    except OSError:
        return b""

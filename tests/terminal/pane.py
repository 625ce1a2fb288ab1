"""A command in a real terminal: a pty, the screen that its output makes, and what it costs.

A thread only reads and stamps what arrives; the screen is drawn from that when somebody asks, so
that waiting costs the command nothing and a stamp tells when the bytes came, not when they were
looked at. A second thread waits for the process to stop, to go on and to exit.

    with Pane(["windrow", "--demo"], pane_env(tmp_path), cols=120, rows=40) as pane:
        pane.wait_for("today")
        pane.send("s")
        pane.wait_for("●")
        pane.send("q")
        assert pane.exit_code() == 0
"""

import fcntl
import os
import re
import select
import shutil
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

READ_SIZE = 1 << 16
WATCHED = os.WUNTRACED | os.WCONTINUED

DAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* \d{1,2} [A-Z][a-z]{2}")
"""What the first line of a day looks like, long or short: `Monday 23 November`, `Mon 23 Nov`."""

LEAVING = {
    b"\x1b[?1049h": b"\x1b[?1049l",  # the alternate screen
    b"\x1b[?25l": b"\x1b[?25h",  # the hidden cursor
    b"\x1b[?1000h": b"\x1b[?1000l",  # the mouse
    b"\x1b[?1003h": b"\x1b[?1003l",
    b"\x1b[?1006h": b"\x1b[?1006l",
    b"\x1b[?1004h": b"\x1b[?1004l",  # reports of the focus
    b"\x1b[?2004h": b"\x1b[?2004l",  # bracketed paste
    b"\x1b[?7l": b"\x1b[?7h",  # lines that do not wrap
    b"\x1b[>": b"\x1b[<u",  # the kitty keyboard
}
"""What a full-screen program sets, and what must have come after it before the shell is back."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one read gave, and when it came (`time.perf_counter`)."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command did in a stretch of time."""

    seconds: float
    output: int
    cpu: float


def pane_env(home: Path, **more: str) -> dict[str, str]:
    """Make an environment without the machine in it: an empty home, and a terminal that can."""
    places = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
    return {
        **kept,
        **{name: str(place) for name, place in places.items()},
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        **more,
    }


def memory_of(process: str = "self", kind: str = "Pss") -> int:
    """The memory of a process in bytes, shared pages counted in proportion (Linux).

    Its own alone is of the kind `Anonymous`, which other processes do not move.
    """
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) * 1024


class Pane:
    """One command in a terminal of its own."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], *, cols: int = 80, rows: int = 24
    ) -> None:
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._chunks: list[Chunk] = []
        self._drawn = 0
        self._news = threading.Condition()
        self._ended = False
        self._status: int | None = None
        self._stopped = False
        self._cpu_at_exit = 0.0
        self._wake_reader, self._wake = os.pipe()
        self._master: int | None
        self._master, slave = os.openpty()
        self._set_size(cols, rows)
        self.started_at = time.perf_counter()
        self.pid = _spawn(command, env, slave)
        self._reader = threading.Thread(target=self._read, args=(self._master,), daemon=True)
        self._reader.start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ what it is told

    def send(self, keys: str) -> None:
        """Type."""
        self.send_bytes(keys.encode())

    def send_bytes(self, raw: bytes) -> None:
        """Type what need not be text."""
        assert self._master is not None, "the terminal has hung up"
        os.write(self._master, raw)

    def resize(self, cols: int, rows: int) -> None:
        """Give the window another size."""
        self._draw()
        self._screen.resize(rows, cols)
        self._set_size(cols, rows)

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        if self._status is None:
            os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal under the command, as a window that is closed does."""
        os.write(self._wake, b"x")
        self._reader.join()
        if self._master is not None:
            os.close(self._master)
            self._master = None

    def forget(self) -> None:
        """Wipe the screen, so that only what is painted from now on is on it."""
        self._draw()
        self._screen.reset()

    def close(self) -> None:
        """End the command, whatever it does, and let go of everything."""
        if self._status is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self._watcher.join()
        self.hang_up()
        os.close(self._wake)
        os.close(self._wake_reader)

    # ------------------------------------------------------------------ what it shows

    def text(self) -> str:
        """The screen as it is now, lines without the blanks at their end."""
        self._draw()
        return "\n".join(self._line(row) for row in range(self._screen.lines)).rstrip()

    def line(self, row: int) -> str:
        """One line of the screen, from 0."""
        self._draw()
        return self._line(row)

    @property
    def title(self) -> str:
        """The window's title."""
        self._draw()
        return str(self._screen.title)

    @property
    def raw(self) -> bytes:
        """Every byte so far."""
        with self._news:
            return b"".join(chunk.data for chunk in self._chunks)

    @property
    def size(self) -> int:
        """How many bytes there are so far."""
        with self._news:
            return sum(len(chunk.data) for chunk in self._chunks)

    @property
    def last_at(self) -> float:
        """When the last bytes so far came (`time.perf_counter`)."""
        with self._news:
            return self._chunks[-1].at if self._chunks else self.started_at

    @property
    def left_on(self) -> list[bytes]:
        """What was switched on in the terminal and not off again; empty when it is restored."""
        raw = self.raw
        return [on for on, off in LEAVING.items() if raw.rfind(on) > raw.rfind(off)]

    @property
    def is_cooked(self) -> bool:
        """Whether the terminal echoes and edits lines, as a shell needs it."""
        assert self._master is not None, "the terminal has hung up"
        wanted = termios.ECHO | termios.ICANON | termios.ISIG
        return bool(termios.tcgetattr(self._master)[3] & wanted == wanted)

    # ------------------------------------------------------------------ what it is waited for

    def wait_for(self, wanted: str | re.Pattern[str], timeout: float = 10.0) -> float:
        """Wait until the screen shows a text, and tell when the bytes came that made it so."""
        pattern = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted
        return self.wait_until(lambda: bool(pattern.search(self._now())), timeout, repr(wanted))

    def wait_until(
        self, done: Callable[[], bool], timeout: float = 10.0, what: str = "a condition"
    ) -> float:
        """Wait until something is true, asking after every piece of output."""
        deadline = time.perf_counter() + timeout
        at = time.perf_counter()
        while not done():
            chunk = self._next_chunk(self._drawn, deadline)
            if chunk is None:
                raise AssertionError(f"{what} did not come. The screen:\n{self.text()}")
            self._feed(chunk)
            at = chunk.at
        return at

    def wait_for_output(self, after: int, timeout: float = 10.0) -> float:
        """Wait until there are more than `after` bytes, and tell when the first of them came."""
        deadline = time.perf_counter() + timeout
        seen = index = 0
        while chunk := self._next_chunk(index, deadline):
            index += 1
            seen += len(chunk.data)
            if seen > after:
                return chunk.at
        raise AssertionError(f"no output after {after} bytes. The screen:\n{self.text()}")

    def wait_quiet(self, seconds: float = 0.1, timeout: float = 10.0) -> bool:
        """Wait until nothing has come for some time; False when it never becomes quiet."""
        deadline = time.perf_counter() + timeout
        with self._news:
            while time.perf_counter() < deadline and not self._ended:
                count = len(self._chunks)
                if not self._news.wait_for(lambda n=count: len(self._chunks) > n, seconds):
                    return True
            return self._ended

    def wait_stopped(self, timeout: float = 5.0) -> None:
        """Wait until the process is stopped, as ctrl+z does it."""
        with self._news:
            stopped = self._news.wait_for(lambda: self._stopped, timeout)
        assert stopped, f"not stopped. The screen:\n{self.text()}"

    def exit_code(self, timeout: float = 10.0) -> int:
        """Wait for the end, and tell the exit code; the negative number of a signal that killed."""
        with self._news:
            self._news.wait_for(lambda: self._status is not None, timeout)
        assert self._status is not None, f"still there. The screen:\n{self.text()}"
        self._reader.join(timeout)
        return os.waitstatus_to_exitcode(self._status)

    # ------------------------------------------------------------------ what it costs

    def observe(self, seconds: float) -> Usage:
        """Look on for some time."""
        size, cpu, start = self.size, self.cpu_seconds(), time.perf_counter()
        with self._news:
            self._news.wait_for(lambda: self._status is not None, seconds)
        return Usage(time.perf_counter() - start, self.size - size, self.cpu_seconds() - cpu)

    def cpu_seconds(self) -> float:
        """The processor time of the process so far, or in all once it has ended (Linux).

        Read from the process's CPU clock, in nanoseconds: `/proc/<pid>/stat` counts in hundredths
        of a second, too coarse for a tick of two milliseconds.
        """
        with suppress(OSError):
            return time.clock_gettime((~self.pid << 3) | 2)
        self.exit_code()
        return self._cpu_at_exit

    def pss(self) -> int:
        """The memory of the process in bytes, shared pages counted in proportion (Linux)."""
        return memory_of(str(self.pid))

    # ------------------------------------------------------------------ inside

    def _set_size(self, cols: int, rows: int) -> None:
        assert self._master is not None, "the terminal has hung up"
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def _read(self, master: int) -> None:
        while True:
            ready, _, _ = select.select([master, self._wake_reader], [], [])
            try:
                data = os.read(master, READ_SIZE) if master in ready else b""
            except OSError:  # the other side is closed
                data = b""
            with self._news:
                if data:
                    self._chunks.append(Chunk(time.perf_counter(), data))
                self._ended = not data
                self._news.notify_all()
            if not data:
                return

    def _watch(self) -> None:
        while True:
            _, status, usage = os.wait4(self.pid, WATCHED)
            with self._news:
                self._stopped = os.WIFSTOPPED(status)
                if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                    self._status = status
                    self._cpu_at_exit = usage.ru_utime + usage.ru_stime
                self._news.notify_all()
            if self._status is not None:
                return

    def _next_chunk(self, index: int, deadline: float) -> Chunk | None:
        with self._news:
            self._news.wait_for(
                lambda: len(self._chunks) > index or self._ended,
                max(0.0, deadline - time.perf_counter()),
            )
            return self._chunks[index] if len(self._chunks) > index else None

    def _feed(self, chunk: Chunk) -> None:
        self._stream.feed(chunk.data)
        self._drawn += 1

    def _draw(self) -> None:
        while chunk := self._next_chunk(self._drawn, 0.0):
            self._feed(chunk)

    def _now(self) -> str:
        return "\n".join(self._line(row) for row in range(self._screen.lines))

    def _line(self, row: int) -> str:
        cells = self._screen.buffer[row]
        return "".join(cells[column].data for column in range(self._screen.columns)).rstrip()


def _spawn(command: Sequence[str], env: Mapping[str, str], slave: int) -> int:
    """Start a command as the leader of a session, whose terminal is the one it opens first.

    No fork of Python code: that is unsafe beside threads, and slower.
    """
    program = shutil.which(command[0], path=env.get("PATH"))
    assert program is not None, f"{command[0]}: not found"
    try:
        return os.posix_spawn(
            program,
            list(command),
            dict(env),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
            setsigdef=[signal.SIGINT, signal.SIGPIPE],
        )
    finally:
        os.close(slave)

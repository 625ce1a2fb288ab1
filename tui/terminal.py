"""The terminal around the app: its title, its signals, and its end."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable

from textual.app import App

PUSH_TITLE, POP_TITLE = "\x1b[22;0t", "\x1b[23;0t"
WATCH_SECONDS = 5.0


class Terminal:
    """Keeps terminal and app in step.

    SIGTERM and SIGHUP end the app in order. A terminal that vanished without a signal is noticed
    within seconds; there is nobody left to leave it tidy for, so the process ends at once.
    """

    def __init__(self, app: App[None], leave: Callable[[int], None]) -> None:
        self._app = app
        self._leave = leave
        self._title: str | None = None

    def attach(self) -> None:
        """Begin to listen to signals and to watch the terminal."""
        if self._app.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._signalled, number)
        seconds = float(os.environ.get("WINDROW_HEARTBEAT", WATCH_SECONDS))
        self._app.set_interval(seconds, self._watch)

    def _signalled(self, number: int) -> None:
        if self._is_gone():
            self._vanish()
        self._leave(128 + number)

    def _watch(self) -> None:
        if self._is_gone():
            self._vanish()

    @staticmethod
    def _is_gone() -> bool:
        return sys.__stdin__ is None or not os.isatty(sys.__stdin__.fileno())

    @staticmethod
    def _vanish() -> None:
        """End now: writes are already on the disk, and every byte for the screen would block."""
        os._exit(128 + signal.SIGHUP)

    def show_title(self, title: str) -> None:
        """Name the window after what runs; the old title is kept for the end."""
        driver = self._app._driver
        if driver is None or self._app.is_headless or title == self._title:
            return
        safe = "".join(letter for letter in title if letter.isprintable())
        driver.write(f"{PUSH_TITLE if self._title is None else ''}\x1b]0;{safe}\x07")
        self._title = title

    def notify(self, how: str, text: str) -> None:
        """Have the desktop told a sentence by the terminal, if it can: `osc9` or `osc777`."""
        driver = self._app._driver
        if driver is None or self._app.is_headless:
            return
        driver.write(notification(how, text, in_tmux=bool(os.environ.get("TMUX"))))

    def restore_title(self) -> None:
        """Give the window its old title back."""
        driver = self._app._driver
        if driver is not None and self._title is not None and not self._app.is_headless:
            driver.write(POP_TITLE)
            self._title = None


def notification(how: str, text: str, *, in_tmux: bool = False) -> str:
    """What tells a terminal to notify the desktop: `osc9`, `osc777`, or nothing.

    What is no letter goes out of the text. tmux hands it on where `allow-passthrough` is on.
    """
    safe = "".join(letter for letter in text if letter.isprintable())
    bodies = {"osc9": f"9;{safe}", "osc777": f"777;notify;Windrow;{safe}"}
    if how not in bodies:
        return ""
    told = f"\x1b]{bodies[how]}\x07"
    return f"\x1bPtmux;\x1b{told}\x1b\\" if in_tmux else told

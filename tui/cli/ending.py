"""How a program that runs until it is told to end is told so."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class End:
    """Turns the first SIGINT, SIGTERM or SIGHUP into a call, or else into KeyboardInterrupt.

    All later ones are ignored, so that whatever is cleaned up at the end is.
    """

    def __init__(self) -> None:
        self._call: Callable[[], object] | None = None
        self._is_asked = False

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Listen to the signals; a SIGHUP that is ignored (`nohup`) stays so."""
        before = {one: signal.getsignal(one) for one in _SIGNALS}
        taken = [
            one for one in _SIGNALS if one is not signal.SIGHUP or before[one] is not signal.SIG_IGN
        ]
        for one in taken:
            signal.signal(one, self._ask)
        try:
            yield
        finally:
            for one in taken:
                signal.signal(one, before[one])

    @contextmanager
    def calling(self, call: Callable[[], object]) -> Iterator[None]:
        """Have the signal call this instead, which may be done from a signal handler."""
        self._call = call
        try:
            yield
        finally:
            self._is_asked = True
            self._call = None

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_asked:
            return
        self._is_asked = True
        if self._call is None:
            raise KeyboardInterrupt
        self._call()

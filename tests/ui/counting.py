"""A backend whose calls are counted, held back, and refused as a test wishes."""

import asyncio
from collections import Counter

from tui.api.backend import Backend, BackendError


class Counting:
    """Counts the calls of a backend; `hold` holds some back, `failing` fails some."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []
        self.held: set[str] = set()
        self.late: set[str] = set()
        self.failing: dict[str, BackendError] = {}
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    def around(self, backend: Backend) -> Backend:
        return _Counted(backend, self)  # type: ignore[return-value]

    def hold(self, *names: str) -> None:
        self.held = set(names)
        self.open.clear()
        self.reached.clear()

    def hold_answers(self, *names: str) -> None:
        """Hold back what some calls answered, as it was when they were made."""
        self.hold()
        self.late = set(names)

    def release(self) -> None:
        self.held = self.late = set()
        self.open.set()

    async def wait(self) -> None:
        """Tell that a call is held back, until it is released."""
        self.reached.set()
        await self.open.wait()

    def taken(self) -> Counter[str]:
        """How often each call was made since this was asked last; days count one by one."""
        counted: Counter[str] = Counter()
        for name, times in self.calls:
            counted[name] += times
        self.calls.clear()
        return counted


class _Counted:
    def __init__(self, backend: Backend, counting: Counting) -> None:
        self._backend = backend
        self._counting = counting

    def __getattr__(self, name: str) -> object:
        call, counting = getattr(self._backend, name), self._counting
        if not asyncio.iscoroutinefunction(call):
            return call

        async def counted(*args: object) -> object:
            times = len(tuple(args[0])) if name == "days" else 1  # type: ignore[arg-type]
            counting.calls.append((name, times))
            if name in counting.held:
                await counting.wait()
            if name in counting.failing:
                raise counting.failing[name]
            answer = await call(*args)
            if name in counting.late:
                await counting.wait()
            return answer

        return counted

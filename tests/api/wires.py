"""What the two APIs call the same thing, so that one test can be about both.

A call is `METHOD /path`, as `Line.calls` has it. Source: the facts page, "V1" and "V2".
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from tui.domain.dates import day_of_year
from tui.domain.entry import TimeEntry

ENTRIES = "/v2/time_entries"
OFFER = re.compile(r"/v2/users/(\w+)/project_assignments")
SHEETLESS = re.compile(
    r"/v2/(time_entries/\d+(/stop|/restart)?|users(/me)?|company|clients|tasks"
    r"|projects(/\d+/task_assignments)?)"
)
"""What V2 has that is no sheet's, or is an entry's that is told by its id."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the account gets it: the address without its query, the query, the body."""

    method: str
    path: str
    query: Mapping[str, str]
    content: bytes = b""

    @classmethod
    def by(cls, request: httpx.Request) -> "Asked":
        """Take what a client sends."""
        query = dict(request.url.params)
        assert len(query) == len(request.url.params.multi_items())  # nothing is named twice
        return cls(request.method, request.url.path, query, request.content)

    @property
    def call(self) -> str:
        """The request as `METHOD /path`."""
        return f"{self.method} {self.path}"


class Wire(ABC):
    """One of the APIs; `base` is where it begins, and `switches` how any switch of a timer does."""

    name: str
    base: str
    switches: str
    changes: str
    adding: str
    start_field: str

    @abstractmethod
    def showing(self, entry: TimeEntry) -> str:
        """The call that reads an entry."""

    @abstractmethod
    def changing(self, entry: TimeEntry) -> str:
        """The call that changes an entry."""

    @abstractmethod
    def removing(self, entry: TimeEntry) -> str:
        """The call that deletes an entry."""

    @abstractmethod
    def starting(self, entry: TimeEntry) -> str:
        """The call that starts an entry's timer."""

    @abstractmethod
    def stopping(self, entry: TimeEntry) -> str:
        """The call that stops an entry's timer."""

    @abstractmethod
    def listing(self, on: date) -> str:
        """The call that reads a day."""

    @abstractmethod
    def is_listing(self, asked: Asked, on: date) -> bool:
        """Tell whether a request reads that day, and no other."""

    @abstractmethod
    def before_start(self) -> list[str]:
        """What is read before a start, so that one can tell what it stopped."""

    @abstractmethod
    def sheet(self, asked: Asked) -> str | None:
        """Tell the id of the person whose sheet a request names, "" when it names nobody.

        None when it is about no sheet, or about an entry that is told by its id alone.
        """

    @abstractmethod
    def own(self, person_id: int) -> str:
        """What `sheet` is where somebody works with their own."""

    def sheets(self, requests: Iterable[Asked]) -> set[str]:
        """Tell whose sheets the requests name."""
        return {whose for one in requests if (whose := self.sheet(one)) is not None}


class _OverV1(Wire):
    """V1: a switch of a timer is a GET, and `of_user` is in every address."""

    name, base = "v1", "http://account"
    switches, changes, adding = "GET /daily/timer/", "POST", "POST /daily/add"
    start_field = "started_at"

    def showing(self, entry: TimeEntry) -> str:
        return f"GET /daily/show/{entry.id}"

    def changing(self, entry: TimeEntry) -> str:
        return f"POST /daily/update/{entry.id}"

    def removing(self, entry: TimeEntry) -> str:
        return f"DELETE /daily/delete/{entry.id}"

    def starting(self, entry: TimeEntry) -> str:
        return f"{self.switches}{entry.id}"

    def stopping(self, entry: TimeEntry) -> str:
        return self.starting(entry)

    def listing(self, on: date) -> str:
        return f"GET /daily/{day_of_year(on)}/{on.year}"

    def is_listing(self, asked: Asked, on: date) -> bool:
        return asked.call == self.listing(on)

    def before_start(self) -> list[str]:
        return []  # the answer tells

    def sheet(self, asked: Asked) -> str | None:
        return asked.query.get("of_user", "")

    def own(self, person_id: int) -> str:
        return ""


class _OverV2(Wire):
    """V2: every list of entries, every new one, and what may be picked name whose they are."""

    name, base = "v2", "http://account/v2"
    switches, changes, adding = "PATCH", "PATCH", f"POST {ENTRIES}"
    start_field = "started_time"

    def showing(self, entry: TimeEntry) -> str:
        return f"GET {ENTRIES}/{entry.id}"

    def changing(self, entry: TimeEntry) -> str:
        return f"PATCH {ENTRIES}/{entry.id}"

    def removing(self, entry: TimeEntry) -> str:
        return f"DELETE {ENTRIES}/{entry.id}"

    def starting(self, entry: TimeEntry) -> str:
        return f"PATCH {ENTRIES}/{entry.id}/restart"

    def stopping(self, entry: TimeEntry) -> str:
        return f"PATCH {ENTRIES}/{entry.id}/stop"

    def listing(self, on: date) -> str:
        return f"GET {ENTRIES}"

    def is_listing(self, asked: Asked, on: date) -> bool:
        span = (asked.query.get("from"), asked.query.get("to"))
        return asked.call == self.listing(on) and span == (on.isoformat(), on.isoformat())

    def before_start(self) -> list[str]:
        return [f"GET {ENTRIES}"]

    def sheet(self, asked: Asked) -> str | None:
        assert "of_user" not in asked.query
        if asked.path == ENTRIES:
            named: Any = asked.query if asked.method == "GET" else json.loads(asked.content)
            return str(named.get("user_id", ""))
        if offer := OFFER.fullmatch(asked.path):
            return "" if offer[1] == "me" else offer[1]
        assert SHEETLESS.fullmatch(asked.path), asked.path
        return None

    def own(self, person_id: int) -> str:
        return str(person_id)


OVER_V1, OVER_V2 = _OverV1(), _OverV2()
WIRES = {wire.name: wire for wire in (OVER_V1, OVER_V2)}

"""One HTTP session with an account: the transport's rules, said once for every call.

Reads are retried with a short backoff. Writes are sent exactly once, whatever their method (the
toggle is a GET that changes state): a write without an answer raises Unclear, and the caller
reads and compares. `of_user` belongs here, so that no call can forget it. Every call passes the
gate, which the account closes for a while when there are too many. Redirects are never followed:
credentials go to the address that the person named, and to no other.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Self

import httpx

from tui.api.backend import (
    BackendError,
    Broken,
    Forbidden,
    LoginNeeded,
    NotFound,
    Refused,
    Throttled,
    Unclear,
    Unreachable,
)
from tui.api.gate import Gate
from tui.api.meter import Meter
from tui.domain.clock import Clock
from tui.wire.codec import JSON, Codec, codec_within
from tui.wire.mail_dates import read_mail_date
from tui.wire.tree import WireError
from tui.wire.v1_client import read_message

Params = Mapping[str, str | int]
"""What is asked for in a request's address."""

log = logging.getLogger("windrow.api")

TIMEOUT_SECONDS = 20.0
THROTTLE_SECONDS = 15.0
LONGEST_RETRY_AFTER = 24 * 3600.0
"""Seconds; an account that wants more is taken to want this much."""
CREDIBLE_YEARS = range(1970, 9999)
"""A clock that is told in another year is not reckoned with."""
INSUFFICIENT_STORAGE = 507
BACKOFF_SECONDS = (0.3, 1.0)
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Session:
    """Sends requests to one account and turns every way to fail into a BackendError.

    Args:
        client: carries address, credentials and transport.
        place: names the account in messages ("the local account").
        clock: this machine's clock, against which the replies' `Date` is held.
        of_user: whose sheet every call is about; None for one's own.
        backoff: seconds to wait before each further try of a read.
        codec: the format of requests, and of the replies that are asked for; one in the other
            format is understood as well.
        gate: keeps calls waiting while the account wants a pause.
        meter: counts what is asked.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        place: str,
        clock: Clock,
        of_user: int | None = None,
        backoff: Sequence[float] = BACKOFF_SECONDS,
        codec: Codec = JSON,
        gate: Gate | None = None,
        meter: Meter | None = None,
    ) -> None:
        self.place = place
        self.of_user = of_user
        self.skew = timedelta()
        self.codec = codec
        self.gate = gate or Gate()
        self.meter = meter or Meter()
        self._client = client
        self._clock = clock
        self._backoff = backoff

    def log_in(self, auth: httpx.Auth) -> None:
        """Send other credentials from now on, on all sheets of this connection."""
        self._client.auth = auth

    def of(self, person_id: int) -> Self:
        """The same connection with `of_user` on every call."""
        other = copy(self)
        other.of_user = person_id
        return other

    async def read(self, path: str, params: Params | None = None) -> object:
        """GET what changes nothing; tried again when nothing came back, or after a pause."""
        for wait in self._backoff:
            try:
                return await self._send("GET", path, params=params)
            except Throttled as error:
                log.warning("reading %s: %s", path, error)  # the gate is closed, and waits
            except (Unclear, Unreachable, Broken) as error:
                log.warning("reading %s: %s; trying again in %s s", path, error, wait)
                await asyncio.sleep(wait)
        try:
            return await self._send("GET", path, params=params)
        except Unclear as error:
            raise Unreachable(str(error)) from error

    async def write(self, method: str, path: str, body: object = None) -> object:
        """Send what changes something, once.

        Raises:
            Unclear: it went out and no answer came back that tells what became of it.
            Unreachable: it never went out.
            Throttled: the account did nothing, as there were too many calls.
        """
        try:
            return await self._send(method, path, body)
        except Broken as error:
            raise Unclear(str(error)) from error
        except Throttled as error:
            if not error.is_told:
                raise Unclear(str(error)) from error
            raise Throttled(f"{error} Nothing was saved.", error.retry_after) from error

    async def create(self, path: str, body: object) -> int:
        """POST something new that is answered by its address; returns its id."""
        response = await self._answered("POST", path, body)
        location = response.headers.get("Location", "").rstrip("/")
        try:
            return int(location.rpartition("/")[2])
        except ValueError as error:
            raise Broken(f"{self.place} did not say where it put what was created.") from error

    def further(self, address: str) -> str:
        """Take an address from a reply, where a list goes on.

        Raises:
            Broken: it leads elsewhere, where our credentials do not belong.
        """
        there, here = httpx.URL(address), self._client.base_url
        if (there.scheme, there.host, there.port) != (here.scheme, here.host, here.port):
            raise Broken(f"{self.place} sends us elsewhere for the rest of a list.")
        return address

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _send(
        self, method: str, path: str, body: object = None, *, params: Params | None = None
    ) -> object:
        response = await self._answered(method, path, body, params=params)
        if not response.content.strip():
            return None
        tree = _tree(response)
        if tree is None:
            raise Broken(f"{self.place} answered something that is not Harvest's API.")
        return tree

    async def _answered(
        self, method: str, path: str, body: object = None, *, params: Params | None = None
    ) -> httpx.Response:
        """Send a request; an answer that means no is raised, and noted."""
        try:
            response = await self._exchange(method, path, body, params=params)
            self._check(response)
        except BackendError as error:
            self.meter.failed(self._clock(), f"{method} {path.partition('?')[0]}: {error}")
            raise
        return response

    async def _exchange(
        self, method: str, path: str, body: object = None, *, params: Params | None = None
    ) -> httpx.Response:
        query = dict(params or {})
        if self.of_user is not None:
            query["of_user"] = self.of_user
        await self.gate.passed()
        if self._client.is_closed:
            raise Refused(f"{self.place} was left.")  # what was still to be read is not wanted
        content = None if body is None else self.codec.dump("request", body)
        headers = {"Accept": self.codec.media_type, "Content-Type": self.codec.media_type}
        asked_at = perf_counter()
        try:
            response = await self._client.request(
                method, path, params=query or None, content=content, headers=headers
            )
        except NOT_SENT as error:
            self.meter.called(method, "not sent")
            raise Unreachable(f"{self.place} cannot be reached.") from error
        except httpx.HTTPError as error:
            self.meter.called(method, "no answer")
            raise Unclear(f"{self.place} did not answer.") from error
        self.meter.called(method, str(response.status_code), perf_counter() - asked_at)
        received = len(response.content) + _weight(response.headers)
        self.meter.weighed(len(content or b"") + _weight(response.request.headers), received)
        self._note_skew(response)
        return response

    def _note_skew(self, response: httpx.Response) -> None:
        """Learn how far the account's clock is ahead; `Date` has whole seconds, so 1 is noise."""
        try:
            said = read_mail_date(response.headers.get("Date", ""))
        except ValueError:
            return  # no date or a strange one: the last known skew stays
        if said.year not in CREDIBLE_YEARS:
            return
        skew = said.replace(tzinfo=said.tzinfo or UTC) - self._clock()
        self.skew = skew if abs(skew) >= timedelta(seconds=2) else timedelta()

    def _check(self, response: httpx.Response) -> None:
        """Raise what a status means; a reply below 300 passes."""
        status, place = response.status_code, self.place
        if status < 300:
            return
        said = read_message(_tree(response))
        if status == 401:
            raise LoginNeeded(said or f"{place} does not accept this login.")
        if status == 403:
            raise Forbidden(said or f"{place} does not let you do this.")
        if status == 404:
            raise NotFound(said or "Not found, or you may not see it.")
        if status < 400:
            raise Refused(f"{place} sends us elsewhere: is the address of the profile right?")
        if status in (429, 503):
            raise self._throttled(response, said)
        if 400 <= status < 500 or status == INSUFFICIENT_STORAGE:
            raise Refused(said or f"{place} refused it (HTTP {status}).")
        raise Broken(said or f"{place} failed (HTTP {status}).")

    def _throttled(self, response: httpx.Response, said: str) -> Throttled:
        """Close the gate, and say for how long."""
        wait = _retry_after(response, self._clock() + self.skew)
        self.gate.close(wait)
        is_told = response.status_code == 429 or "Retry-After" in response.headers or bool(said)
        words = said or f"{self.place} asks for a pause of {round(wait)} seconds."
        return Throttled(words, wait, is_told=is_told)


def _weight(headers: httpx.Headers) -> int:
    """The bytes of headers as they travel."""
    return sum(len(name) + len(value) + 4 for name, value in headers.raw)


def _tree(response: httpx.Response) -> object:
    """Read a reply by what arrives; its type was wrong at times."""
    codec = codec_within(response.content) or JSON
    try:
        return codec.load(response.content)
    except WireError:
        return None


def _retry_after(response: httpx.Response, now: datetime) -> float:
    """Seconds to wait: `Retry-After` as a number or a date, else Harvest's 15.

    A date counts from `now`, by the account's clock.
    """
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return min(float(value), LONGEST_RETRY_AFTER)
    try:
        wait = (read_mail_date(value) - now).total_seconds()
        return min(max(0.0, wait), LONGEST_RETRY_AFTER)
    except (ValueError, TypeError):
        return THROTTLE_SECONDS

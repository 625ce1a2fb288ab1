"""What hostile requests are made of: values, bodies, and writers that mind nothing."""

import json
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import escape

from tests.account.served import PASSWORD

CANARY = 7_000_000_001
"""The id of a person whom no request made here names."""
IDS = range(1, 12)
"""Ids that there may be."""

_MARK = "RAW-TOKEN-"
RAW_TOKENS = ("1e400", "-1e400", "NaN", "Infinity", "-Infinity", "1" + "0" * 5000, "-0", "1E-400")
"""Numbers that JSON texts may hold and no encoder writes."""
VALUES: tuple[object, ...] = (
    *(_MARK + token for token in RAW_TOKENS),
    [],
    [1],
    [[[]]],
    {},
    {"id": 1},
    {"request": {"request": {}}},
    True,
    False,
    None,
    -1,
    0,
    1.5,
    -(10**30),
    10**30,
    2**31,
    2**63 - 1,
    2**63,
    2**64,
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "\x1b[31m",
    "\u202e",
    "x" * 70_000,
    "9" * 5000,
    "٣",
    "1_000",
    " 1 ",
    "0x10",
    "1e5",
    "1e999999999",
    "-1",
    "nan",
    "sNaN",
    "Infinity",
    "1,5",
    "24.004",
    "1:30",
    "true",
    "null",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2016-02-30",
    "2016-1-1-1",
    "-1-1-1",
    "Sun, Jan 99 2015",
    "Sun, Jan 24 99999999999",
    "Tue, 17 Oct 0000",
    "2016-01-27T00:00:00Z",
    "12:00am",
    "25:00",
    "12:99pm",
    "0:00pm",
    "11:59pm",
    "12:00am 12:00am",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%s%n{0}",
    "<b>&amp;</b>",
    "]]>",
)
PARAMETERS = (
    "project_id",
    "task_id",
    "spent_at",
    "hours",
    "notes",
    "started_at",
    "ended_at",
    "id",
    "user_id",
    "of_user",
    "request",
    "day_entry",
    "name",
    "client_id",
    "active",
    "billable",
    "email",
    "first_name",
    "is_admin",
    "task",
    "client",
    "hourly_rate",
)
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "get", "X")
PAIR = {"project_id": 1, "task_id": 1}
ENTRY: dict[str, object] = {**PAIR, "hours": 1.5, "notes": "Hello", "spent_at": "2016-01-27"}
TIMES: dict[str, object] = {**PAIR, "started_at": "8:00am", "ended_at": "9:00am"}
REPORT = "from=20160101&to=20160131"
CREDENTIALS = {
    who: "Basic " + b64encode(f"{who}@example.com:{PASSWORD}".encode()).decode()
    for who in ("ada", "bob")
}
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><request><notes>&d;</notes></request>'
)
BODIES: tuple[bytes, ...] = (
    b"",
    b" ",
    b"\x00",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"{}" * 100,
    b"\xff\xfe{\x00}\x00",
    b"\xef\xbb\xbf{}",
    b"\xef\xbb\xbf" * 3,
    b'{"notes": "\xff"}',
    b'{"notes": "\\ud800"}',
    b'{"hours": 1e400, "project_id": 1, "task_id": 1}',
    b'{"hours": 1, "hours": [], "hours": 2}',
    b"[" * 50_000,
    b'{"a":' * 50_000,
    b'{"a":' * 500 + b"1" + b"}" * 500,
    b'{"notes": ' + b"9" * 5000 + b"}",
    b"<a>" * 20_000,
    b"<a>" * 40 + b"</a>" * 40,
    b"<request/>",
    b"<request>&#0;</request>",
    b"<request>&#xD800;</request>",
    b'<request><notes nil="true">x</notes><hours type="array"/></request>',
    b"<request><hours><hours><hours>1</hours></hours></hours></request>",
    b"<request><day_entry><day_entry/></day_entry></request>",
    b"<html><body>No</body></html>",
    b"<?xml version='1.0' encoding='UTF-7'?><request/>",
    b"<?xml version='1.0' encoding='no-such'?><request/>",
    '<?xml version="1.0" encoding="UTF-16"?><request><notes>é</notes></request>'.encode("utf-16"),
    b"<?php exit; ?><!-- --><request><![CDATA[x]]></request>",
    b'<request xmlns="urn:x" xmlns:y="urn:y"><y:notes>x</y:notes></request>',
    LAUGHS.encode(),
    b"a=1&" * 2000,
    b"notes=%ff%fe&hours=%00",
    b"x" * 1_048_577,
)


@dataclass(frozen=True, repr=False)
class Asked:
    """A request: a target as it stands on the wire (ASCII), headers, a body."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def __repr__(self) -> str:
        headers = [f"{name}: {value[:40]}" for name, value in self.headers]
        return f"{self.method} {self.target[:200]} {headers} {self.body[:200]!r}"

    @property
    def accepts(self) -> str | None:
        """The format it asks for, when it asks for one alone and plainly."""
        wanted = [value for name, value in self.headers if name.lower() == "accept"]
        plain = ("application/json", "application/xml")
        return wanted[0] if len(wanted) == 1 and wanted[0] in plain else None

    def without(self, name: str) -> tuple[tuple[str, str], ...]:
        """Its headers but for one."""
        return tuple(pair for pair in self.headers if pair[0].lower() != name)


def as_json(fields: object) -> bytes:
    """Write what no encoder writes: marked texts become raw tokens."""
    text = json.dumps(fields)
    for token in RAW_TOKENS:
        text = text.replace(f'"{_MARK}{token}"', token)
    return text.encode()


def as_xml(fields: dict[str, object], root: str = "request") -> bytes:
    """Write fields as XML, be it well-formed or not."""
    parts = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in fields.items())
    return f"<{root}>{parts}</{root}>".encode("utf-8", "surrogatepass")


def as_form(fields: dict[str, object]) -> bytes:
    """Write fields as a form."""
    return "&".join(f"{name}={quoted(str(value))}" for name, value in fields.items()).encode()


def quoted(text: str) -> str:
    """Write text for an address, half a surrogate pair too."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


WRITERS = {
    "application/json": as_json,
    "application/xml": as_xml,
    "application/x-www-form-urlencoded": as_form,
}

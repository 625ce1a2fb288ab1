"""What the addresses of API V1's reports ask for.

Source: the facts page's table of calls, and Harvest's documented parameters of time reports.
Parameters are those of an address, each a text; a blank one counts as not sent.
"""

from collections.abc import Mapping
from datetime import date, datetime

from tui.wire.tree import WireError
from tui.wire.v2_queries import EntryQuery, read_id, read_instant, read_one

_ANSWERS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def read_report_query(params: Mapping[str, str]) -> EntryQuery:
    """Read which entries a report asks for; `updated_since` without a zone is UTC.

    Raises:
        WireError: a parameter is not what it should be, or they exclude each other.
    """
    first, last = (_local_date(name, params.get(name, "")) for name in ("from", "to"))
    if first > last:
        raise WireError("A report's `from` must not be after its `to`.")
    return EntryQuery(
        first=first,
        last=last,
        user_id=read_one(params, "user_id", read_id),
        project_id=read_one(params, "project_id", read_id),
        is_billable=read_one(params, "billable", _answer),
        is_billed=_billed(params),
        is_approved=read_one(params, "is_closed", _answer),
        updated_since=read_one(params, "updated_since", _instant),
    )


def _billed(params: Mapping[str, str]) -> bool | None:
    """Tell whether invoiced entries are asked for, or the others; None for both, also by `no`."""
    billed, unbilled = (
        read_one(params, f"only_{name}", _answer) for name in ("billed", "unbilled")
    )
    if billed and unbilled:
        raise WireError("No entry is billed and unbilled: ask for only_billed or only_unbilled.")
    return True if billed else False if unbilled else None


def _local_date(name: str, text: str) -> date:
    """Read `20160127`, and `2016-01-27`."""
    plain = text.replace("-", "")
    try:
        if len(plain) == 8 and plain.isascii() and plain.isdigit():
            return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    except ValueError:
        pass  # no such day: the same sentence
    raise WireError(f"A report needs `{name}` as YYYYMMDD, such as 20160127.")


def _answer(text: str) -> bool:
    if text.lower() in _ANSWERS:
        return _ANSWERS[text.lower()]
    raise ValueError("write yes or no")


def _instant(text: str) -> datetime:
    try:
        return read_instant(text)
    except ValueError as error:
        raise ValueError("write a UTC time like 2016-01-27 09:00") from error

"""A report as one JSON object, with every field of every entry, told or null."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from tui.domain.entry import TimeEntry
from tui.wire.report import Report
from tui.wire.tree import Tree, number


def write_json(report: Report) -> str:
    """Write a report as JSON, indented: instants in UTC, dates and times of day as there."""
    account, me = report.account, report.account.me
    tree = {
        "account": {"name": account.name, "zone": account.zone_name},
        "person": {
            "id": me.id,
            "first_name": me.first_name,
            "last_name": me.last_name,
            "email": me.email,
        },
        "from": report.span.first.isoformat(),
        "to": report.span.last.isoformat(),
        "written_at": _plain(report.written_at),
        "entries": [_entry(report, entry) for entry in report.entries],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _entry(report: Report, entry: TimeEntry) -> Tree:
    told = {one.name: _plain(getattr(entry, one.name)) for one in fields(entry)}
    project_code, billable = report.code(entry), report.is_billable(entry)
    return {
        **told,
        "is_running": entry.is_running,
        "project_code": project_code,
        "billable": billable,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value

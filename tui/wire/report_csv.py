"""A report as CSV, in the columns of Harvest's own detailed time report (RFC 4180, UTF-8).

What a spreadsheet would take for a formula gets an apostrophe before it: notes may come from
anywhere, and no spreadsheet is to execute them. `unguarded` takes it away again.
"""

import csv
import re
from io import StringIO

from tui.domain.entry import TimeEntry
from tui.wire.report import Report

COLUMNS = (
    "Date",
    "Client",
    "Project",
    "Project Code",
    "Task",
    "Notes",
    "Hours",
    "Billable?",
    "Invoiced?",
    "Approved?",
    "First Name",
    "Last Name",
    "Roles",
    "Employee?",
    "Billable Rate",
    "Billable Amount",
    "Cost Rate",
    "Cost Amount",
    "Currency",
    "External Reference URL",
)
"""Those that nobody tells us stay blank."""

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
_GUARDED = re.compile(r"'(?='*\s*[=+\-@＝＋－＠]|'*[\t\r\n])")


def write_csv(report: Report) -> str:
    """Write a report as CSV, with a line of column names."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_row(report, entry) for entry in report.entries)
    return text.getvalue()


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take the apostrophe of `guarded` away again."""
    return text[1:] if _GUARDED.match(text) else text


def _row(report: Report, entry: TimeEntry) -> dict[str, str]:
    me = report.account.me
    texts = {
        "Client": entry.client,
        "Project": entry.project,
        "Project Code": report.code(entry),
        "Task": entry.task,
        "Notes": entry.notes,
        "First Name": me.first_name,
        "Last Name": me.last_name,
    }
    return {
        "Date": entry.spent_date.isoformat(),
        "Hours": f"{entry.hours:.2f}",
        "Billable?": _yes(report.is_billable(entry)),
        "Invoiced?": _yes(entry.is_billed),
        "Approved?": _yes(entry.is_closed),
        **{name: guarded(text) for name, text in texts.items()},
    }


def _yes(told: bool | None) -> str:  # noqa: FBT001
    return "" if told is None else "Yes" if told else "No"

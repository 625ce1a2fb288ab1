"""What the people of the demo account work on."""

from dataclasses import dataclass

from tui.domain.hours import parse_hours, to_seconds


@dataclass(frozen=True, slots=True)
class Plan:
    """A client's project, its code, and the tasks tracked on it."""

    client: str
    name: str
    tasks: tuple[str, ...]
    code: str = ""
    billable: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of work: where it belongs, its hours as people type them, and its notes."""

    client: str
    project: str
    task: str
    typed: str
    notes: str

    @property
    def work(self) -> tuple[str, str, str]:
        """Client, project and task by their names."""
        return self.client, self.project, self.task

    @property
    def seconds(self) -> int:
        """The whole seconds it took."""
        hours = parse_hours(self.typed)
        return 0 if hours is None else to_seconds(hours)


MEMBERS = (
    {"first_name": "Marta", "last_name": "Lindqvist", "email": "marta@windrow.example"},
    {"first_name": "Jonas", "last_name": "Okafor", "email": "jonas@windrow.example"},
)
RUNNING_FOR = 42 * 60 + 10
"""For how many seconds the founder's timer has run."""

RELAUNCH = ("Acme", "Website relaunch")
SHOP = ("Acme", "Shop maintenance")
APPLE = ("Apple", "14775")
SUPPORT = ("Globex", "Support contract")
MIGRATION = ("Initech", "Database migration")
AUDIT = ("Initech", "Accessibility audit")
OFFICE = ("Windrow", "Office")

PLANS = (
    Plan(*RELAUNCH, ("Programming", "Design", "Meetings", "Project management"), "WEB-2"),
    Plan(*SHOP, ("Programming", "Quality assurance"), "SHOP"),
    Plan(*APPLE, ("Backend Programming", "Code review", "Documentation")),
    Plan(*SUPPORT, ("Meetings", "Development", "On call"), "GX-17"),
    Plan(*MIGRATION, ("Development", "Planning", "Documentation"), "DBM"),
    Plan(*AUDIT, ("Quality assurance", "Documentation")),
    Plan(*OFFICE, ("Administration", "Meetings", "Training"), billable=False),
)

LINES = (
    Line(*RELAUNCH, "Programming", "2:30", "Port the header and footer to the new templates"),
    Line(*RELAUNCH, "Programming", "1:45", "Contact form: keep what was typed after an error"),
    Line(*RELAUNCH, "Programming", "3:10", "Search results\n- paging\n- empty state\n- keyboard"),
    Line(*RELAUNCH, "Design", "2:00", "Colours for the dark theme, contrast checked"),
    Line(*RELAUNCH, "Design", "1:20", "Icons for “Save” and “Share”"),
    Line(*RELAUNCH, "Meetings", "0:45", "Review with the editors"),
    Line(*RELAUNCH, "Project management", "0:30", "Plan of the week, estimates for milestone 3"),
    Line(*SHOP, "Programming", "1:10", "Basket total was off by a cent with three discounts"),
    Line(*SHOP, "Quality assurance", "0:50", "Checkout on four browsers"),
    Line(*APPLE, "Backend Programming", "3:00", "Retries with backoff for the export"),
    Line(*APPLE, "Backend Programming", "2:20", "Paging by cursor instead of by number"),
    Line(*APPLE, "Code review", "0:40", "Branch of the importer, second round"),
    Line(*APPLE, "Documentation", "1:00", "Examples for every error the API answers"),
    Line(*SUPPORT, "Development", "1:30", "Invoice PDF: café, naïve and 日本語 were cut off"),
    Line(*SUPPORT, "Development", "2:15", "Nightly job ran twice after the clocks changed"),
    Line(*SUPPORT, "On call", "0:25", "Full disk on the mail server"),
    Line(*MIGRATION, "Development", "2:40", "Move orders table by table\nRow counts agree"),
    Line(*MIGRATION, "Planning", "1:15", "Order of the steps, and the way back for each"),
    Line(*MIGRATION, "Documentation", "0:55", "Runbook for the night of the switch"),
    Line(*AUDIT, "Quality assurance", "2:10", "Forms with a screen reader"),
    Line(*AUDIT, "Documentation", "1:25", "Findings 1 to 14, with pictures"),
    Line(*OFFICE, "Administration", "0:20", "Receipts of last month"),
    Line(*OFFICE, "Training", "1:00", "Talk about query plans"),
)

RUNNING = Line(
    *RELAUNCH, "Programming", "0:00", "Fix the login form; the second factor was asked for twice"
)
FINISHED_TODAY = (
    Line(*APPLE, "Backend Programming", "3:00", "Test API support"),
    Line(*OFFICE, "Administration", "0:20", "Mail, and the plan for today"),
)
APPROVED_TODAY = Line(*SUPPORT, "Meetings", "1:00", "Weekly call")
INVOICED_TODAY = Line(*SUPPORT, "Development", "1:30", "Password reset mail in plain text too")

TODAY_OF_MEMBERS = (
    Line(*RELAUNCH, "Design", "1:40", "Start page on small screens"),
    Line(*AUDIT, "Quality assurance", "2:05", "Keyboard order of the settings"),
    Line(*OFFICE, "Meetings", "0:15", "Morning round"),
)
PLANNED = (
    Line(*MIGRATION, "Planning", "2:00", "Workshop with Initech, their place"),
    Line(*OFFICE, "Training", "1:00", "Conference call: new tax rules"),
)

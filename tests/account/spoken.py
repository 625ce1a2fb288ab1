"""What is asked of an account at random, and its replies read without any code of its own."""

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import httpx
from hypothesis import strategies as st

from tests.account.model import Asked, clock_of, hours
from tests.account.small import CODING, SHOP, TALKING, WEB
from tests.clock import START

PAIRS = ((WEB, CODING), (WEB, TALKING), (SHOP, CODING))
TODAY = START.date()
dates = st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days))
of_day = st.integers(0, 24 * 60 - 1)
lengths = st.integers(0, 24 * 60) | st.sampled_from([0, 1, 20, 80, 90])
notes = st.sampled_from(["", "[b]x[/]", "a & <b> \"'", "line\nline", "日本語 👩"]) | st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=8
)
told_times = st.sampled_from(["", "both", "start", "open"])


@st.composite
def asked(draw: st.DrawFn, *, is_new: bool) -> Asked:
    """What a request may say; a new entry always has a pair."""
    project, task = draw(st.sampled_from(PAIRS))
    names_pair = is_new or draw(st.booleans())
    times = draw(told_times)
    return Asked(
        project=project if names_pair else None,
        task=task if names_pair else None,
        on=draw(st.none() | dates),
        notes=draw(st.none() | notes),
        minutes=draw(st.none() | lengths) if times != "open" else None,
        started=draw(of_day) if times in ("both", "start") else None,
        ended=draw(of_day) if times == "both" else None,
        opens=times == "open",
    )


def fields(said: Asked) -> dict[str, object]:
    """A request's parameters."""
    parts: dict[str, object] = {
        "project_id": said.project,
        "task_id": said.task,
        "spent_at": None if said.on is None else said.on.isoformat(),
        "notes": said.notes,
        "hours": None if said.minutes is None else float(hours(said.minutes * 60)),
        "started_at": None if said.started is None else clock_of(said.started),
        "ended_at": "" if said.opens else clock_of(said.ended) or None,
    }
    return {name: value for name, value in parts.items() if value is not None}


def read_xml(element: ElementTree.Element) -> object:
    """XML as dictionaries and lists, with underscores."""
    if element.get("nil") == "true":
        return None
    if element.get("type") == "array" or element.tag == "day_entries":
        return [read_xml(part) for part in element]
    if len(element):
        return {part.tag.replace("-", "_"): read_xml(part) for part in element}
    return element.text or ""


def instant(value: object) -> int | None:
    """An instant of either format in unix seconds."""
    if not value:
        return None
    text = str(value)
    moment = parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text)
    return int(moment.timestamp())


def written(kind: str, parts: dict[str, object]) -> bytes:
    """Parameters in a format."""
    if kind == "json":
        return json.dumps(parts).encode()
    inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in parts.items())
    return f"<request>{inner}</request>".encode()


def read(kind: str, reply: httpx.Response) -> object:
    """A reply that says that it is in a format; None for a blank one."""
    if not reply.content:
        return None
    assert reply.headers["Content-Type"].startswith(f"application/{kind}")
    return reply.json() if kind == "json" else read_xml(ElementTree.fromstring(reply.content))


def entry_of(tree: object) -> dict[str, object]:
    """The entry of a reply of add, toggle, show or update, whose envelope is XML's alone."""
    assert isinstance(tree, dict)
    inner = tree.get("day_entry")
    return {**tree, **inner} if isinstance(inner, dict) else tree

"""Requests that nobody should send: half of them valid but for one thing, half wholly made up."""

from base64 import b64encode
from dataclasses import replace

from hypothesis import strategies as st

from tests.account.hostile import (
    BODIES,
    CREDENTIALS,
    ENTRY,
    IDS,
    METHODS,
    PAIR,
    PARAMETERS,
    REPORT,
    TIMES,
    VALUES,
    WRITERS,
    Asked,
    as_form,
    as_json,
    as_xml,
    quoted,
)

_CALLS: tuple[tuple[str, str, dict[str, object] | None], ...] = (
    ("GET", "/daily", None),
    ("GET", "/daily/27/2016", None),
    ("GET", "/daily/show/{}", None),
    ("GET", "/daily/timer/{}", None),
    ("POST", "/daily/add", ENTRY),
    ("POST", "/daily/add", TIMES),
    ("POST", "/daily/add", dict(PAIR)),
    ("POST", "/daily/update/{}", ENTRY),
    ("PUT", "/daily/update/{}", TIMES),
    ("DELETE", "/daily/delete/{}", None),
    ("GET", "/account/who_am_i", None),
    ("GET", "/account/rate_limit_status", None),
    ("GET", f"/people/{{}}/entries?{REPORT}", None),
    ("GET", f"/projects/{{}}/entries?{REPORT}", None),
    ("POST", "/projects", {"project": {"name": "New", "client_id": 1}}),
    ("PUT", "/projects/{}", {"project": {"code": "C"}}),
    ("POST", "/clients", {"client": {"name": "New"}}),
    ("POST", "/tasks", {"task": {"name": "New"}}),
    ("POST", "/people", {"user": {"first_name": "A", "last_name": "B", "email": "c@d.ef"}}),
    ("PUT", "/people/{}", {"user": {"first_name": "A"}}),
    ("POST", "/projects/{}/task_assignments", {"task": {"id": 2}}),
    ("GET", "/projects/{}/task_assignments/{}", None),
    ("POST", "/projects/{}/task_assignments/add_with_create_new_task", {"task": {"name": "N"}}),
    *(
        (method, f"/{kind}/{{}}", None)
        for kind in ("clients", "tasks", "people", "projects")
        for method in ("GET", "DELETE")
    ),
    *(("GET", f"/{kind}", None) for kind in ("clients", "tasks", "people", "projects")),
)
numbers = st.sampled_from(IDS)
few = st.sampled_from(IDS[:4])
values = st.sampled_from(VALUES) | st.text(max_size=20) | st.floats() | st.integers(-(10**20), 9)
texts = values.map(str)
names = st.sampled_from(PARAMETERS) | st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
media_types = st.sampled_from([*WRITERS, "text/xml", "text/html", "*/*", "", "a/b;" * 50, "é/\x80"])
pairs = st.tuples(names, texts).map(lambda pair: f"{pair[0]}={quoted(pair[1])[:2000]}")
queries = st.lists(pairs | texts.map(quoted), max_size=4).map("&".join)
segments = (
    texts.map(lambda text: quoted(text)[:1500])
    | numbers.map(str)
    | st.sampled_from(
        [
            "daily",
            "show",
            "timer",
            "%00",
            "%2e%2e",
            "..",
            "%ff",
            "%F0%9F",
            "",
            "//",
            "a" * 1200,
            "٣",
        ]
    ).map(quoted)
)
odd_headers = st.sampled_from(
    [
        ("Content-Length", "0"),
        ("Content-Length", "-1"),
        ("Content-Length", "9" * 30),
        ("Content-Length", "²"),
        ("Content-Length", "1_0"),
        ("Content-Type", "application/json; charset=utf-16"),
        ("Content-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("Expect", "100-continue"),
        ("Range", "bytes=0-1"),
        ("If-None-Match", "*"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("Accept-Encoding", "gzip"),
        ("Host", "evil.example"),
        ("Host", "[::"),
        ("Host", "127.0.0.1:99999999"),
        ("Origin", "null"),
        ("Upgrade", "websocket"),
        ("Cookie", "a=b" * 500),
        ("Authorization", "Basic"),
        ("Authorization", "Basic \xff"),
        ("Authorization", "Basic " + "A" * 9000),
        ("Authorization", "Bearer " + CREDENTIALS["ada"]),
        ("Authorization", "Basic " + b64encode(b"ada@example.com:no").decode()),
        ("Authorization", "Basic " + b64encode(b"\x00\xff:\x00").decode()),
    ]
)


@st.composite
def valid(draw: st.DrawFn) -> Asked:
    """A request that a client may send."""
    method, path, fields = draw(st.sampled_from(_CALLS))
    while "{}" in path:
        path = path.replace("{}", str(draw(numbers if "daily" in path else few)), 1)
    who = draw(st.sampled_from(sorted(CREDENTIALS)))
    media_type = draw(st.sampled_from(sorted(WRITERS)[:2]))
    accept = draw(st.sampled_from(sorted(WRITERS)[:2]))
    fixed = (("Host", "127.0.0.1"), ("Authorization", CREDENTIALS[who]), ("Accept", accept))
    headers = (*fixed, ("Content-Type", media_type))
    body = b"" if fields is None else _written(media_type, fields)
    return Asked(method, path, headers, body)


def _written(media_type: str, fields: dict[str, object]) -> bytes:
    ((name, inner),) = fields.items() if len(fields) == 1 else (("request", fields),)
    if media_type == "application/xml" and isinstance(inner, dict):
        return as_xml(inner, name)
    return WRITERS[media_type](fields)


@st.composite
def mutated(draw: st.DrawFn) -> Asked:
    """A valid request with one thing changed."""
    asked = draw(valid())
    return draw(st.sampled_from(MUTATIONS))(draw, asked)


def _method(draw: st.DrawFn, asked: Asked) -> Asked:
    return replace(asked, method=draw(st.sampled_from(METHODS)))


def _segment(draw: st.DrawFn, asked: Asked) -> Asked:
    parts = asked.target.split("/")
    parts[draw(st.integers(1, len(parts) - 1))] = draw(segments)
    return replace(asked, target="/".join(parts))


def _query(draw: st.DrawFn, asked: Asked) -> Asked:
    joint = "&" if "?" in asked.target else "?"
    return replace(asked, target=f"{asked.target}{joint}{draw(queries)}")


def _sheet(draw: st.DrawFn, asked: Asked) -> Asked:
    joint = "&" if "?" in asked.target else "?"
    return replace(asked, target=f"{asked.target}{joint}of_user={quoted(draw(texts))[:2000]}")


def _header(draw: st.DrawFn, asked: Asked) -> Asked:
    name, value = draw(odd_headers)
    others = asked.headers if draw(st.booleans()) else asked.without(name.lower())
    return replace(asked, headers=(*others, (name, value)))


def _media_type(draw: st.DrawFn, asked: Asked) -> Asked:
    name = draw(st.sampled_from(["Accept", "Content-Type"]))
    return replace(asked, headers=(*asked.without(name.lower()), (name, draw(media_types))))


def _field(draw: st.DrawFn, asked: Asked) -> Asked:
    fields = draw(st.sampled_from([ENTRY, TIMES]))
    changed = {**fields, draw(names): draw(values)}
    media_type = draw(st.sampled_from(sorted(WRITERS)))
    headers = (*asked.without("content-type"), ("Content-Type", media_type))
    path = draw(st.sampled_from(["add", *(f"update/{id_}" for id_ in IDS)]))
    body = WRITERS[media_type](changed)
    return replace(asked, method="POST", target=f"/daily/{path}", headers=headers, body=body)


def _two_fields(draw: st.DrawFn, asked: Asked) -> Asked:
    changed = {**TIMES, draw(names): draw(values), draw(names): draw(values)}
    path = draw(st.sampled_from(["add", *(f"update/{id_}" for id_ in IDS)]))
    return replace(asked, method="POST", target=f"/daily/{path}", body=as_json(changed))


def _in_address(draw: st.DrawFn, asked: Asked) -> Asked:
    changed = {**draw(st.sampled_from([ENTRY, TIMES])), draw(names): draw(values)}
    query = as_form(changed).decode()[:5000]
    return replace(asked, method="POST", target=f"/daily/add?{query}", body=b"")


def _wrapped_field(draw: st.DrawFn, asked: Asked) -> Asked:
    kind = draw(st.sampled_from(["project", "client", "task", "user", "task_assignment"]))
    path = {"user": "people", "task_assignment": "projects/1/task_assignments"}.get(
        kind, f"{kind}s"
    )
    suffix = draw(st.sampled_from(["", *(f"/{id_}" for id_ in IDS[:4])]))
    tree = {kind: {draw(names): draw(values), draw(names): draw(values), "name": "N"}}
    method = "PUT" if suffix else "POST"
    return replace(asked, method=method, target=f"/{path}{suffix}", body=as_json(tree))


def _bytes(draw: st.DrawFn, asked: Asked) -> Asked:
    body = draw(st.sampled_from(BODIES) | st.binary(max_size=50))
    return replace(asked, method="POST", target="/daily/add", body=body)


def _cut(draw: st.DrawFn, asked: Asked) -> Asked:
    at = draw(st.integers(0, max(0, len(asked.body) - 1)))
    return replace(asked, body=asked.body[:at] + draw(st.binary(max_size=3)) + asked.body[at + 1 :])


MUTATIONS = (
    _method,
    _segment,
    _query,
    _sheet,
    _header,
    _media_type,
    _field,
    _field,
    _two_fields,
    _two_fields,
    _in_address,
    _wrapped_field,
    _wrapped_field,
    _bytes,
    _cut,
)

_paths = st.sampled_from(sorted({path.partition("?")[0] for _, path, _ in _CALLS})).flatmap(
    lambda path: segments.map(lambda part: path.replace("{}", part))
)


@st.composite
def made_up(draw: st.DrawFn) -> Asked:
    """A request of which nothing need be right."""
    headers = [
        ("Host", "127.0.0.1"),
        ("Authorization", draw(st.sampled_from(list(CREDENTIALS.values())))),
    ]
    headers += draw(st.lists(odd_headers | st.tuples(st.just("Accept"), media_types), max_size=3))
    path = draw(_paths | st.lists(segments, max_size=4).map(lambda parts: "/" + "/".join(parts)))
    query = draw(queries)
    body = draw(st.just(b"") | st.sampled_from(BODIES) | st.binary(max_size=50))
    target = f"{path}?{query}" if query else path
    return Asked(draw(st.sampled_from(METHODS)), target, tuple(headers), body)


requests = mutated() | made_up()

"""Small changes of `config.toml` that leave a person's own lines and comments as they are."""

import re
import tomllib
from typing import Any

Tree = dict[str, Any]


def changed_text(text: str, tree: Tree) -> str | None:
    """Change the text of a configuration so that it holds a tree.

    Only plain settings and new profiles are changed in place; None when it takes more than that.
    """
    old = _filled(text)
    new_profiles = dict(tree.get("profiles", {}))
    for name, profile in old.get("profiles", {}).items():
        if new_profiles.pop(name, None) != profile:
            return None
    for key in {*old, *tree} - {"profiles"}:
        if old.get(key) != tree.get(key):
            text = _with_setting(text, key, tree.get(key))
    if new_profiles:
        import tomli_w

        text = f"{text.rstrip()}\n\n{tomli_w.dumps({'profiles': new_profiles})}".lstrip()
    return text if _filled(text) == tree else None


def _filled(text: str) -> Tree:
    """Read a configuration; a table without anything in it says nothing."""
    return {key: value for key, value in tomllib.loads(text).items() if value != {}}


def _with_setting(text: str, key: str, value: object) -> str:
    """Put a setting in the place of its line, or before the first table; None takes it out."""
    import tomli_w

    line = "" if value is None else tomli_w.dumps({key: value})
    head, bracket, tables = _parted(text)
    place = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=.*\n?", re.MULTILINE)
    if place.search(head):
        return place.sub(lambda _: line, head, count=1) + bracket + tables
    return f"{head}{'' if head.endswith(chr(10)) or not head else chr(10)}{line}{bracket}{tables}"


def _parted(text: str) -> tuple[str, str, str]:
    """Part a text before its first table."""
    match = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    if match is None:
        return text, "", ""
    return text[: match.start()], match.group(), text[match.end() :]

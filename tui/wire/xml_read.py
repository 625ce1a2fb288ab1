"""XML read as the trees that JSON would hold. Leaves are text; the shapes know what it means.

Dashes and underscores in tags are the same, `type` is a hint only, and any envelope is accepted.
A document type, entities and anything external are refused, and so is what is nested too deeply.
"""

from codecs import BOM_UTF8
from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from tui.wire.tree import Tree, WireError

DEEPEST = 32
"""How many elements may stand within each other; the deepest real ones are six."""

_LISTS = {"day_entries", "projects", "tasks", "clients", "users", "people", "task_assignments"}
_WRAPPERS = {"client", "project", "task", "task_assignment", "user"}
_ENTRY = "day_entry"
_PAGE = "html"


@dataclass(slots=True)
class _Element:
    """An element that is being read."""

    name: str
    hints: dict[str, str]
    parts: list[tuple[str, object]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Tell whether it is a list, of what it may hold none."""
        return self.hints.get("type") == "array" or (self.name in _LISTS and self.is_blank)

    @property
    def is_blank(self) -> bool:
        """Tell whether it has no text of its own."""
        return not "".join(self.text).strip()

    def tree(self) -> object:
        """Tell what JSON would hold in its place, without its name."""
        if self.hints.get("nil") == "true":
            return None
        if self.is_list:
            return [part for _, part in self.parts]
        return dict(self.parts) if self.parts else "".join(self.text)

    def message(self) -> object:
        """Tell what JSON would hold if this is all there is."""
        if self.is_list:
            return [{name: part} for name, part in self.parts]
        if self.name in _WRAPPERS:
            return {self.name: dict(self.parts)}
        if not self.parts and not self.is_blank:
            return {self.name: "".join(self.text)}
        tree: Tree = dict(self.parts)
        entry = tree.get(_ENTRY)
        if isinstance(entry, dict):
            del tree[_ENTRY]
            tree = {**entry, **tree}
        return tree


class _Builder:
    """What the parser tells of a document, put together."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self.root: _Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element; its name space does not matter."""
        if len(self._open) == DEEPEST:
            raise WireError(f"This XML is nested more than {DEEPEST} elements deep.")
        name = tag.rpartition("}")[2].replace("-", "_")
        self._open.append(_Element(name, attributes))

    def data(self, text: str) -> None:
        """Take text, of which an element may have several pieces."""
        self._open[-1].text.append(text)

    def end(self, _: str) -> None:
        """End an element."""
        done = self._open.pop()
        if self._open:
            self._open[-1].parts.append((done.name, done.tree()))
        else:
            self.root = done


def read_xml(body: bytes) -> object:
    """Read an XML document as the tree that JSON would hold.

    A list at the top has each item in its wrapper, like JSON's; `<client>` and its like are
    wrappers; of all other envelopes the members are told, and those of a `day_entry` in it among
    them.

    Raises:
        WireError: it is no XML, or XML of a kind that is not read.
    """
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(body.removeprefix(BOM_UTF8).lstrip())  # blanks may not precede a declaration
        parser.close()
    except DefusedXmlException as error:
        raise WireError("XML with a document type or entities is not read.") from error
    except (SyntaxError, ValueError, LookupError) as error:
        if isinstance(error, WireError):
            raise
        raise WireError(f"This cannot be read as XML: {error}.") from error
    if builder.root is None or builder.root.name.lower() == _PAGE:
        raise WireError("This is a page, and no XML of the API.")
    return builder.root.message()

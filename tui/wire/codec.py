"""The two formats of the wire: JSON, and XML beside it. Between them and all else stand trees.

Source: the specification's examples, each in both formats; the facts page, "Transport": parse by
what arrives, as content types were wrong at times.
"""

import json
from codecs import BOM_UTF8
from typing import Literal, Protocol

from tui.wire.tree import WireError

LARGEST = 16 * 1024 * 1024
"""How many bytes a message may have to be read."""

_TO_FIRST_BYTE = 1024
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Codec(Protocol):
    """A format of trees, which are what JSON holds."""

    @property
    def media_type(self) -> str:
        """Its name in `Accept` and `Content-Type`."""

    def dump(self, name: str, tree: object) -> bytes:
        """Write a tree; `name` is that of its envelope, where the format has one."""

    def load(self, body: bytes) -> object:
        """Read a tree.

        Raises:
            WireError: it is not readable; the text is a sentence.
        """

    def carried(self, text: str) -> str:
        """Tell what text comes out as at the other end."""


class _Json:
    media_type = "application/json"

    def dump(self, name: str, tree: object) -> bytes:
        if isinstance(tree, list):  # one by one: no other thread works while the encoder does
            return b"[" + b",".join(self.dump(name, one) for one in tree) + b"]"
        try:
            return _ENCODER.encode(tree).encode()
        except UnicodeEncodeError:
            return json.dumps(tree).encode()  # half a surrogate pair: JSON has words for it

    def load(self, body: bytes) -> object:
        try:
            return json.loads(_sized(body))
        except (ValueError, RecursionError) as error:
            raise WireError(f"This cannot be read as JSON: {error}.") from error

    def carried(self, text: str) -> str:
        return text


class _Xml:
    media_type = "application/xml"

    def dump(self, name: str, tree: object) -> bytes:
        from tui.wire.xml_write import write_xml

        return write_xml(name, tree).encode()

    def load(self, body: bytes) -> object:
        from tui.wire.xml_read import read_xml

        return read_xml(_sized(body))

    def carried(self, text: str) -> str:
        from tui.wire.xml_write import carried

        return carried(text)


JSON: Codec = _Json()
XML: Codec = _Xml()
"""Its machinery is imported at its first use: an account in the process never needs it."""


def codec_of(name: Literal["json", "xml"]) -> Codec:
    """Find a format by its name."""
    return {"json": JSON, "xml": XML}[name]


def codec_named(media_type: str) -> Codec | None:
    """Find the format that a media type names; None for all others, `*/*` and XHTML too."""
    subtype = media_type.partition(";")[0].strip().lower().partition("/")[2]
    if subtype == "json" or subtype.endswith("+json"):
        return JSON
    if subtype == "xml" or (subtype.endswith("+xml") and subtype != "xhtml+xml"):
        return XML
    return None


def codec_within(body: bytes) -> Codec | None:
    """Tell a format by how a message begins, which no message of the other one does."""
    start = bytes(body[:_TO_FIRST_BYTE]).removeprefix(BOM_UTF8).lstrip()[:1]
    return {b"<": XML, b"{": JSON, b"[": JSON}.get(start)


def _sized(body: bytes) -> bytes:
    if len(body) > LARGEST:
        raise WireError(f"This is too large to be read: {len(body):,} bytes.")
    return body

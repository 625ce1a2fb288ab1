"""Where the stylesheets are: beside the package in a checkout, inside it once installed."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.css.stylesheet import Stylesheet

_INSIDE = Path(__file__).parent / "styles"
FOLDER = _INSIDE if _INSIDE.is_dir() else _INSIDE.parent.parent / "styles"


def stylesheet(name: str) -> Path:
    """The file of a screen's or a concern's stylesheet."""
    return FOLDER / f"{name}.tcss"


def wear(worn: "Stylesheet", name: str) -> None:
    """Add the stylesheet of what is opened later, so that the first frame need not read it.

    Raises:
        OSError: it cannot be read.
    """
    path = stylesheet(name)
    if not worn.has_source(str(path)):
        worn.add_source(path.read_text(encoding="utf-8"), read_from=(str(path), ""))

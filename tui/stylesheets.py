"""Where the stylesheets are: beside the package in a checkout, inside it once installed."""

from pathlib import Path

_INSIDE = Path(__file__).parent / "styles"
FOLDER = _INSIDE if _INSIDE.is_dir() else _INSIDE.parent.parent / "styles"


def stylesheet(name: str) -> Path:
    """The file of a screen's or a concern's stylesheet."""
    return FOLDER / f"{name}.tcss"

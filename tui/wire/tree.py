"""What both ends of the wire share: plain trees, exact numbers, and shapes that are checked."""

from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Tree = dict[str, Any]
S = TypeVar("S", bound=BaseModel)


class WireError(ValueError):
    """A message does not have the shape that the API promises; its text names the field."""


def shaped(kind: type[S], tree: object) -> S:
    """Check a tree against a shape.

    Raises:
        WireError: it does not fit.
    """
    try:
        return kind.model_validate(tree)
    except (ValidationError, ValueError, ArithmeticError) as error:
        raise WireError(_first_problem(error)) from error


def _first_problem(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "the message"
    return f"{where}: {first['msg']}"


def number(hours: Decimal) -> int | float:
    """Turn exact hours into the JSON number that prints the same: 3 or 1.07."""
    return int(hours) if hours == int(hours) else float(hours)

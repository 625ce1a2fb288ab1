"""Instants as e-mail and HTTP write them: `Wed, 18 Oct 2006 10:45:07 +0000`."""

from datetime import datetime
from email.utils import parsedate_to_datetime


def read_mail_date(text: str) -> datetime:
    """Read an instant; one without a zone comes back naive, and its weekday is not checked.

    Raises:
        ValueError: it is none, in whichever of several ways the standard library says so.
    """
    try:
        return parsedate_to_datetime(text)
    except (TypeError, IndexError, OverflowError) as error:
        raise ValueError(f"not a date: {text[:80]}") from error

"""The clock, as everything that needs one takes it."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Tells the present instant, aware and in UTC."""

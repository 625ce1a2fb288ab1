"""Windrow: a full-screen, keyboard-driven timesheet for the terminal."""

__version__ = "0.1.0"

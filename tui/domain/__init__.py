"""Pure values and rules of time tracking: standard library only, no IO, no clock of its own."""

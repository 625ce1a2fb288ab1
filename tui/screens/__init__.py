"""Screens: one a file. They know the Backend protocol and nothing of what is behind it."""

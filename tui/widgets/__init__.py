"""Widgets: each draws values it is given and tells what the person did with messages."""

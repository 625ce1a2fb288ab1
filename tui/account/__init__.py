"""The embedded account: the server's side of the wire, over one SQLite file."""

"""Harvest's shapes to domain values and back: pure functions, for the client and the server."""

"""The client: one neutral Backend, and the wire's calls behind it."""

"""What the keys of the day do, one subject a file; each is a part of the day screen."""

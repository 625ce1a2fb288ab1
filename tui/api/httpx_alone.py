"""httpx without its own command line, to be imported before anything else imports httpx.

Where click is installed, as with the extra `serve`, `import httpx` brings a program with it that
nobody calls here, and click, pygments and half of rich for it: 2.9 MB and 20 ms of 42 (measured).
httpx does without where it cannot be imported.
"""

import sys

_PROGRAM = "httpx._main"

if "httpx" not in sys.modules:
    sys.modules[_PROGRAM] = None  # type: ignore[assignment]  # how Python is told not to import it
    try:
        import httpx as httpx
    finally:
        del sys.modules[_PROGRAM]

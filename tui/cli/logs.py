"""The log file."""

import logging
from pathlib import Path


def keep_log(path: Path, *names: str) -> None:
    """Keep what the named loggers warn of in a file; where it cannot be written, there is none."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in names:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(handler)

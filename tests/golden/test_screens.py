"""Whole screens as text, compared to the letter: what changes on the screen shows in review.

`WINDROW_GOLDEN=write` writes them anew.
"""

import os
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.pictures import SCENES
from tests.ui.conftest import NOON, _berlin, _home  # noqa: F401 (fixtures)
from tests.ui.story import opened

FOLDER = Path(__file__).parent


@pytest.mark.parametrize("name", list(SCENES))
async def test_the_screen_reads_as_it_did(name: str, tmp_path: Path) -> None:
    size, make, scene = SCENES[name]
    clock = FrozenClock(NOON)
    store = make(tmp_path, clock)
    async with opened(store, clock, size=size) as story:
        await scene(story)
        pane = story.pane + "\n"
    store.close()
    file = FOLDER / f"{name}.txt"
    if os.environ.get("WINDROW_GOLDEN") == "write":
        file.write_text(pane, encoding="utf-8")
    assert pane == file.read_text(encoding="utf-8")

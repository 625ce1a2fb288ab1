"""What the wheel carries: the package, its styles and its schema inside it, and the command."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    target = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(target), versions=["standard"])
    with ZipFile(built) as archive:
        yield archive


def test_every_style_and_the_schema_lie_inside_the_package(wheel: ZipFile) -> None:
    styles = {f"tui/styles/{file.name}" for file in (ROOT / "styles").glob("*.tcss")}
    assert styles
    assert styles | {"tui/account/schema.sql", "tui/__main__.py"} <= set(wheel.namelist())


def test_nothing_else_is_installed_at_the_top(wheel: ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"tui"}


def test_the_command_is_there(wheel: ZipFile) -> None:
    (points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "windrow = tui.__main__:main" in wheel.read(points).decode()

"""Which way imports point, what stays unloaded, and what lies at the top of the repository."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.api import connect

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tui"
DOMAIN = sorted((PACKAGE / "domain").rglob("*.py"))
HEAVY = {"textual", "rich", "httpx", "pydantic", "starlette", "sqlite3"}
LONGEST_FILE = 300
TOP_LEVEL = re.compile(
    r"pyproject\.toml|README\.md|tui|styles|tests|screenshots|LICENSE|Makefile|CHANGELOG\.md|\..+"
)
COMMAND_LINE = """
import sys
from tui.__main__ import main
sys.argv = ["windrow", {option!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""
IMPORT_ALL = """
import importlib, sys
for name in {names!r}:
    importlib.import_module(name)
"""


def loaded_by(script: str) -> set[str]:
    """Run a script in an interpreter of its own, and tell the top-level modules it loaded."""
    report = "\nprint('', *{name.partition('.')[0] for name in sys.modules}, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script + report], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_by(file: Path) -> Iterator[str]:
    """Name every module that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_a_question_to_the_command_line_loads_nothing_heavy(option: str) -> None:
    assert not loaded_by(COMMAND_LINE.format(option=option)) & HEAVY


def test_the_domain_loads_nothing_heavy() -> None:
    names = [module_name(file) for file in DOMAIN]
    assert not loaded_by(IMPORT_ALL.format(names=names)) & (HEAVY | {"asyncio"})


def test_the_client_does_not_load_the_command_line_of_httpx() -> None:
    pytest.importorskip("click")
    names = ["tui.api.connect", *connect.HEAVY]
    assert loaded_by(IMPORT_ALL.format(names=names)) & {"httpx", "click", "pygments"} == {"httpx"}


@pytest.mark.parametrize("file", DOMAIN, ids=lambda file: file.stem)
def test_the_domain_imports_the_standard_library_and_itself(file: Path) -> None:
    foreign = [
        name
        for name in imported_by(file)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and name != "tui.domain"
        and not name.startswith("tui.domain.")
    ]
    assert foreign == []


def test_no_file_is_too_long() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in PACKAGE.rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_the_top_of_the_repository_is_as_agreed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is no list of files to ask for")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    top = {line.partition("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in top if not TOP_LEVEL.fullmatch(name)} == set()

"""What may be picked."""

import pytest

from tests.domain.conftest import AUDIT, CATALOG, CODING, DRAWING, SHOP, TALKING, WEB
from tui.domain.catalog import Choice, Client, Project


def test_a_pair_is_found_by_its_ids() -> None:
    assert CATALOG.find(3, 2) == Choice(AUDIT, TALKING)
    assert CATALOG.find(2, 2) is None
    assert CATALOG.find(99, 1) is None


def test_clients_and_tasks_are_told_once_each_in_the_order_of_the_server() -> None:
    assert CATALOG.clients == (Client(1, "Acme"), Client(2, "Globex"))
    assert CATALOG.tasks == (CODING, TALKING, DRAWING)


@pytest.mark.parametrize(
    ("project", "label"),
    [
        (WEB, "Acme · [WEB-2] Website relaunch"),
        (SHOP, "Acme · Shop"),
        (Project(id=9, name="Alone", client_id=0, client=""), "Alone"),
    ],
)
def test_a_project_reads_in_one_line(project: Project, label: str) -> None:
    assert project.label == label


@pytest.mark.parametrize(("project", "short"), [(WEB, "Website relaunch [WEB-2]"), (SHOP, "Shop")])
def test_in_narrow_panes_the_client_is_left_out_and_the_code_comes_last(
    project: Project, short: str
) -> None:
    assert project.short == short


def test_names_that_are_taken_are_known_whatever_their_case() -> None:
    assert CATALOG.project_names == {"website relaunch", "shop", "audit"}

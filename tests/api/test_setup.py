"""Making what may be picked: each new thing once, whatever fails in between."""

from collections import Counter

import httpx
import pytest

from tests.account.small import BOB, CODING, DRAWING, OLD, SHOP, TALKING, WEB
from tests.api.conftest import House, added
from tests.api.line import Fault, Line, lost_reply, lost_request, reply
from tui.account.setup import Kind
from tui.api.backend import BackendError, Broken, Refused
from tui.api.v1 import V1
from tui.domain.catalog import Choice, Client, Project, Task
from tui.domain.picking import NewChoice

ACME, GLOBEX = Client(1, "Acme"), Client(2, "Globex")
A_SHOP = Project(id=SHOP, name="Shop", client_id=2, client="Globex")
ALL_NEW = NewChoice(client="Umbra", project="Blog", task="Writing")
CREATE_PROJECT, CREATE_TASK = "POST /projects", "POST /tasks"
KINDS = (Kind.CLIENT, Kind.PROJECT, Kind.TASK)


def read(choice: Choice) -> tuple[str, str, str]:
    return choice.project.client, choice.project.name, choice.task.name


def doubles(house: House) -> list[str]:
    """The names that more than one client, project or task has."""
    return [
        name for kind in KINDS for name, count in Counter(house.names(kind)).items() if count > 1
    ]


async def test_all_that_is_new_is_made_once(v1: V1, line: Line, house: House) -> None:
    assert read(await v1.create(ALL_NEW)) == ("Umbra", "Blog", "Writing")
    assert line.writes == [
        "POST /clients",
        "POST /projects",
        "POST /tasks",
        "POST /projects/4/task_assignments",
    ]
    assert doubles(house) == []


async def test_made_twice_it_is_made_once(v1: V1, line: Line, house: House) -> None:
    first = await v1.create(ALL_NEW)
    line.repair()
    assert await v1.create(ALL_NEW) == first
    assert line.writes == []


@pytest.mark.parametrize(
    ("wanted", "names", "writes"),
    [
        (
            NewChoice(client=ACME, project="Blog", task=Task(CODING, "Coding")),
            ("Acme", "Blog", "Coding"),
            ["POST /projects", "POST /projects/4/task_assignments"],
        ),
        (
            NewChoice(client=GLOBEX, project=A_SHOP, task=Task(TALKING, "Talking")),
            ("Globex", "Shop", "Talking"),
            ["POST /projects/2/task_assignments"],
        ),
        (
            NewChoice(client=GLOBEX, project=A_SHOP, task="Packing"),
            ("Globex", "Shop", "Packing"),
            ["POST /tasks", "POST /projects/2/task_assignments"],
        ),
        (
            NewChoice(client="acme", project=" WEB ", task="coding"),
            ("Acme", "Web", "Coding"),
            [],
        ),
        (
            NewChoice(client=GLOBEX, project=A_SHOP, task=" drawing "),
            ("Globex", "Shop", "Drawing"),
            ["POST /projects/2/task_assignments"],
        ),
        (
            NewChoice(client=GLOBEX, project="Web", task=Task(CODING, "Coding")),
            ("Globex", "Web", "Coding"),
            ["POST /projects", "POST /projects/4/task_assignments"],
        ),
    ],
)
async def test_only_what_is_new_is_made(
    v1: V1, line: Line, wanted: NewChoice, names: tuple[str, str, str], writes: list[str]
) -> None:
    assert read(await v1.create(wanted)) == names
    assert line.writes == writes


async def test_a_default_task_joins_a_new_project_by_itself(
    v1: V1, line: Line, house: House
) -> None:
    rest = house.make(Kind.TASK, name="Rest", is_default=True)
    await v1.create(NewChoice(client=ACME, project="Blog", task=Task(rest, "Rest")))
    assert line.writes == [CREATE_PROJECT]


@pytest.mark.parametrize("step", ["POST /clients", CREATE_PROJECT, CREATE_TASK, "POST /projects/4"])
@pytest.mark.parametrize(
    "fault",
    [
        lost_reply(httpx.ReadError),
        lost_request(httpx.ConnectError),
        reply(500, done=True),
        reply(201, done=True),
    ],
)
async def test_a_second_try_after_a_failure_in_the_middle_doubles_nothing(
    v1: V1, line: Line, house: House, step: str, fault: Fault
) -> None:
    line.fail(step, fault)
    with pytest.raises(BackendError):
        await v1.create(ALL_NEW)
    assert read(await v1.create(ALL_NEW)) == ("Umbra", "Blog", "Writing")
    assert doubles(house) == []
    assert {"Umbra", "Blog", "Writing"} <= {name for kind in KINDS for name in house.names(kind)}


async def test_nothing_is_made_that_cannot_be_looked_up_before(
    v1: V1, line: Line, house: House
) -> None:
    line.break_down("GET /clients")
    with pytest.raises(BackendError):
        await v1.create(ALL_NEW)
    assert line.writes == []


async def test_the_name_of_an_archived_project_is_free(v1: V1, house: House) -> None:
    choice = await v1.create(NewChoice(client=GLOBEX, project="Old", task=Task(CODING, "Coding")))
    assert read(choice) == ("Globex", "Old", "Coding")
    assert choice.project.id != OLD
    assert house.names(Kind.PROJECT).count("Old") == 2


async def test_the_name_of_an_archived_task_is_free(v1: V1, house: House) -> None:
    house.archive(Kind.TASK, DRAWING)
    choice = await v1.create(NewChoice(client=GLOBEX, project=A_SHOP, task="Drawing"))
    assert read(choice) == ("Globex", "Shop", "Drawing")
    assert choice.task.id != DRAWING


async def test_a_task_taken_off_a_project_comes_back(v1: V1, house: House) -> None:
    house.archive(Kind.ASSIGNMENT, 3)
    assert (await v1.catalog()).find(SHOP, CODING) is None
    choice = await v1.create(NewChoice(client=GLOBEX, project=A_SHOP, task=Task(CODING, "Coding")))
    assert choice.ids == (SHOP, CODING)


async def test_archived_clients_are_not_offered(v1: V1, house: House) -> None:
    umbra = house.make(Kind.CLIENT, name="Umbra")
    assert await v1.clients() == (ACME, GLOBEX, Client(umbra, "Umbra"))
    house.archive(Kind.CLIENT, umbra)
    assert await v1.clients() == (ACME, GLOBEX)


async def test_what_was_made_can_be_tracked(v1: V1) -> None:
    project_id, task_id = (await v1.create(ALL_NEW)).ids
    entry = await added(v1, project_id=project_id, task_id=task_id)
    assert (entry.client, entry.project, entry.task) == ("Umbra", "Blog", "Writing")


async def test_a_member_makes_nothing(house: House) -> None:
    before = [house.names(kind) for kind in KINDS]
    with pytest.raises(Refused, match="Only administrators"):
        await house.v1(house.line(person=BOB)).create(ALL_NEW)
    assert [house.names(kind) for kind in KINDS] == before


async def test_what_was_made_and_may_not_be_picked_is_said(v1: V1, line: Line) -> None:
    line.fail("GET /daily", reply(200, {"for_day": "2016-01-27", "projects": []}))
    with pytest.raises(Broken, match="is it assigned to you"):
        await v1.create(ALL_NEW)


@pytest.mark.parametrize(
    "tree",
    [{}, {"clients": []}, None, 7, [7], [None], [{"client": None}], [{"client": {"name": "A"}}]],
)
async def test_a_foreign_shape_is_an_error_and_no_crash(v1: V1, line: Line, tree: object) -> None:
    line.break_down("GET /clients", reply(200, tree))
    with pytest.raises(Broken):
        await v1.clients()


async def test_lists_without_wrappers_are_read_too(v1: V1, line: Line) -> None:
    line.fail("GET /clients", reply(200, [{"id": "7", "name": "Umbra"}]))
    assert await v1.clients() == (Client(7, "Umbra"),)


async def test_a_sheet_without_projects_offers_nothing(v1: V1, line: Line) -> None:
    line.fail("GET /daily", reply(200, {"for_day": "2016-01-27", "day_entries": []}))
    assert (await v1.catalog()).projects == ()
    assert (await v1.catalog()).find(WEB, CODING) is not None

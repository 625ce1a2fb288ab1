"""What a lock keeps, for administrators and for members."""

from decimal import Decimal

import pytest

from tests.account.book import TODAY, YESTERDAY, Book
from tests.account.small import CODING, SHOP, TALKING, WEB
from tui.account.rules import Refusal

FIXED = {"project_id": SHOP, "task_id": TALKING, "spent_date": YESTERDAY}


@pytest.mark.parametrize("billed", [False, True], ids=["approved", "invoiced"])
class TestLocks:
    @pytest.mark.parametrize("field", FIXED)
    def test_project_task_and_date_are_fixed_for_administrators(
        self, ada: Book, billed: bool, field: str
    ) -> None:
        entry = ada.lock(ada.add("1").entry, billed=billed)
        with pytest.raises(Refusal, match="project, task and date are fixed") as refusal:
            ada.update(entry, hours=Decimal(1), **{field: FIXED[field]})
        assert refusal.value.status == 422
        assert ada.show(entry) == entry

    def test_administrators_change_hours_and_notes(self, ada: Book, billed: bool) -> None:
        entry = ada.lock(ada.add("1").entry, billed=billed)
        same = {"project_id": WEB, "task_id": CODING, "spent_date": TODAY}
        after = ada.update(entry, hours=Decimal(2), notes="checked", **same)
        assert (after.hours, after.notes, after.lock) == (2, "checked", entry.lock)

    def test_administrators_toggle_and_delete(self, ada: Book, billed: bool) -> None:
        entry = ada.lock(ada.add("1").entry, billed=billed)
        assert ada.toggle(entry).entry.is_running
        ada.delete(entry)
        with pytest.raises(Refusal):
            ada.show(entry)

    @pytest.mark.parametrize(
        "change",
        [{}, {"notes": "x"}, {"hours": Decimal(9)}, {"hours": Decimal(99)}]
        + [{field: value} for field, value in FIXED.items()],
    )
    def test_members_change_nothing(
        self, bob: Book, billed: bool, change: dict[str, object]
    ) -> None:
        entry = bob.lock(bob.add("1").entry, billed=billed)
        with pytest.raises(Refusal, match="only an administrator") as refusal:
            bob.update(entry, **change)
        assert refusal.value.status == 422
        assert bob.show(entry) == entry

    def test_members_neither_toggle_nor_delete(self, bob: Book, billed: bool) -> None:
        entry = bob.lock(bob.add("1").entry, billed=billed)
        for call in (bob.toggle, bob.delete):
            with pytest.raises(Refusal, match="only an administrator"):
                call(entry)
        assert bob.show(entry) == entry

    def test_a_running_entry_is_not_locked(self, bob: Book, billed: bool) -> None:
        running = bob.add().entry
        other = bob.add("1").entry
        bob.lock(other, billed=billed)
        assert not bob.show(running).lock

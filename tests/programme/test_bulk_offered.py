"""Every action that is offered for many rows exists in a table and asks for nothing of one row."""

import pytest

from goldthread.programme.actions.bulk import BLUE, COMMON, EACH_ITS_OWN, TO_OFFICES, Bulk, bulks
from goldthread.programme.transitions import KEY_TASK


@pytest.mark.parametrize("bulk", bulks().values(), ids=lambda bulk: bulk.name)
def test_what_it_asks_for_is_common_to_all(bulk: Bulk) -> None:
    assert {need.kind for need in bulk.needs} <= set(COMMON)
    assert all(need.required for need in bulk.needs)
    assert set(bulk.titles) == {"en", "zh"}
    if bulk.name not in (BLUE, TO_OFFICES):
        assert bulk.sources == set(KEY_TASK.sources_of(bulk.name))


def test_what_says_something_of_one_task_is_in_the_table_and_not_offered() -> None:
    assert set(KEY_TASK.actions()) >= EACH_ITS_OWN
    assert not EACH_ITS_OWN & set(bulks())

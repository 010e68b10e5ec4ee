"""One record with all its versions, from open loads and from segments."""

import duckdb
import pytest

from goldthread.errors import UsageError
from goldthread.register.history import history
from tests.register.conftest import Office
from tests.register.deliveries import Lines, key_of

PARTY = {"role": "applicant", "sequence": 1, "name": "Acme"}


def deliveries(office: Office) -> None:
    """Titles a, b, then withdrawn, then c; beside it another feed's version."""
    office.deliver({"number": "1", "title": "a", "parties": [PARTY]}, {"number": "2"})
    office.deliver({"number": "1", "title": "b"}, {"number": "3"})
    office.deliver({"number": "1", "title": "other"}, reader=Lines("other"))
    office.deliver({"withdraw": "1"})
    office.deliver({"number": "1", "title": "c", "parties": [PARTY, PARTY | {"sequence": 2}]})


@pytest.mark.parametrize("sealed", [False, True])
def test_history_lists_every_version(office: Office, sealed: bool) -> None:
    deliveries(office)
    if sealed:
        office.register.reseal()
    office.deliver({"number": "9"})
    found = history(office.register, key_of("1"))
    assert [(v.feed, v.known_from, v.known_to, v.row["title"]) for v in found] == [
        ("office", 1, 2, "a"),
        ("office", 2, 4, "b"),
        ("other", 3, None, "other"),
        ("office", 5, None, "c"),
    ]
    names = [[p["name"] for p in v.children.get("right_party", [])] for v in found]
    assert names == [["Acme"], [], [], ["Acme", "Acme"]]
    assert {key for v in found for key in v.row} & {"known_to_load"} == set()


def test_history_uses_the_connection_given(office: Office) -> None:
    deliveries(office)
    with duckdb.connect() as connection:
        assert len(history(office.register, key_of("2"), connection=connection)) == 1
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_history_of_an_unknown_key_is_empty(office: Office) -> None:
    deliveries(office)
    assert history(office.register, 7) == []


def test_history_of_an_unknown_table_is_wrong_usage(office: Office) -> None:
    with pytest.raises(UsageError, match="no table 'mark'"):
        history(office.register, 7, "mark")

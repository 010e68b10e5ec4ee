"""A record's versions are what the register's own relations show, load by load."""

from pathlib import Path

import duckdb
import pytest

from goldthread.bench import sample_rights
from goldthread.readers.identity import right_key, surrogate
from goldthread.register.history import history
from goldthread.register.store import Register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return sample_rights.make(tmp_path_factory.mktemp("home"), 400)


def known_rows(register: Register, load: int) -> dict[int, tuple[int, str]]:
    """What is known on a load: the version and the title of every right."""
    relation = register.relation("ip_right", register.known(load))
    rows = duckdb.sql(f"SELECT right_id, known_from_load, title FROM ({relation})").fetchall()
    return {key: (version, title) for key, version, title in rows}


def test_the_version_known_on_each_load_is_in_the_history(register: Register) -> None:
    by_load = {m.load: known_rows(register, m.load) for m in register.manifests()}
    keys = sorted(set().union(*by_load.values()))[::17]
    for key in keys:
        versions = history(register, key)
        for load, rows in by_load.items():
            valid = [
                (v.known_from, v.row["title"])
                for v in versions
                if v.known_from <= load and (v.known_to is None or v.known_to > load)
            ]
            assert valid == ([rows[key]] if key in rows else []), (key, load)


def test_children_belong_to_their_version(register: Register) -> None:
    moved = next(
        row
        for delivery in sample_rights.deliveries(400, 2019)
        for row in delivery.rows
        if row["applicants"] == "(CN-HI) Haikou Institute"
    )
    versions = history(
        register, surrogate(right_key("CN", moved["right_kind"], moved["application_number"]))
    )
    applicants = [
        [p["name"] for p in v.children["right_party"] if p["role"] == "applicant"] for v in versions
    ]
    assert applicants[-1] == ["Haikou Institute"]
    assert all(names != ["Haikou Institute"] for names in applicants[:-1])


def test_a_key_that_was_never_loaded_has_no_history(register: Register, tmp_path: Path) -> None:
    assert history(register, 1) == []
    assert history(Register(tmp_path), 1) == []

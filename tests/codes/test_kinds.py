"""ST.16 kinds of the offices read here."""

import pytest

from goldthread.codes import datafile, kinds


@pytest.mark.parametrize(
    ("office", "code", "right_kind", "stage"),
    [
        ("US", "B2", "PT", "grant"),
        ("US", "S1", "DS", "grant"),
        ("US", "E1", "PT", "reissue"),
        ("US", "P2", "PT", "grant"),
        ("US", "A1", "PT", "application"),
        ("CN", "A", "PT", "application"),
        ("CN", "B", "PT", "grant"),
        ("CN", "C", "PT", "grant"),
        ("CN", "U", "UM", "grant"),
        ("CN", "S", "DS", "grant"),
        ("CN", "Y3", "UM", "review"),
        ("JP", "B2", "PT", "grant"),
        ("EP", "A3", "PT", "search"),
        ("WO", "A1", "PT", "application"),
        ("CL", "S", "DS", "grant"),
    ],
)
def test_kind_of_office_code(office: str, code: str, right_kind: str, stage: str) -> None:
    found = kinds.kind(office, code)
    assert found is not None
    assert (found.right_kind, found.stage) == (right_kind, stage)


@pytest.mark.parametrize(
    ("office", "code"), [("US", "ZZ"), ("XX", "A1"), ("source", "A"), ("", "")]
)
def test_kind_unknown_is_none(office: str, code: str) -> None:
    assert kinds.kind(office, code) is None


def test_every_kind_is_complete() -> None:
    assert kinds.offices() == ("US", "CL", "CN", "JP", "EP", "WO")
    for office in kinds.offices():
        for code in datafile.load("kinds")[office]:
            found = kinds.kind(office, code)
            assert found is not None
            assert found.right_kind in {"PT", "UM", "DS"}
            assert found.stage in kinds.STAGES
            assert found.title

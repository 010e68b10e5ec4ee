"""The codes of ST.27, compared with the standard's own schema where it is at hand."""

from pathlib import Path

import pytest
from lxml import etree

from goldthread.codes import st27
from goldthread.codes.errors import CodeError

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "data" / "st96" / "schema"
XSD = {"xsd": "http://www.w3.org/2001/XMLSchema"}


def test_the_table_is_complete() -> None:
    assert len(st27.categories()) == 21
    assert len(st27.key_events()) == 42
    assert len(st27.detailed_events()) == 179
    assert len(st27.indicators()) == 25
    assert list(st27.states()) == ["A", "N", "T", "U"]
    assert list(st27.stages()) == ["0", "1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("F10", "IP right granted"),
        ("F11", "IP right granted following substantive examination"),
        ("H13", "IP right lapsed"),
        ("N12", "IP right terminated"),
        ("R14", "Transfer of ownership recorded"),
        ("S20", "Security interest recorded"),
        ("Q12", "Application published"),
        ("Y00", "Correction and deletion of event information: key event not mapped"),
    ],
)
def test_title_of_an_event(code: str, title: str) -> None:
    assert st27.title(code) == title


def test_every_event_belongs_to_a_category() -> None:
    letters = {one.letter for one in st27.categories()}
    assert {code[0] for code in st27.detailed_events()} == letters
    assert st27.unmapped("H") == "H00"


def test_what_the_standard_does_not_have_is_refused() -> None:
    with pytest.raises(CodeError, match=r"'F99' is no event of ST.27"):
        st27.title("F99")
    with pytest.raises(CodeError, match=r"'I' is no category of ST.27; there is A, B"):
        st27.unmapped("I")


@pytest.mark.realdata
@pytest.mark.skipif(not SCHEMA.is_dir(), reason="needs ../shared/data/st96")
@pytest.mark.parametrize(
    ("part", "kind", "codes"),
    [
        ("PatentLegalStatusData_V6_0.xsd", "KeyEventCodeType", st27.key_events()),
        ("PatentLegalStatusData_V6_0.xsd", "DetailedEventCodeType", st27.detailed_events()),
        ("PatentLegalStatusData_V6_0.xsd", "EventIndicatorCodeType", st27.indicators()),
        ("PatentLegalStatusData_V6_0_Common.xsd", "StateCodeType", st27.states()),
        ("PatentLegalStatusData_V6_0_Common.xsd", "StageCodeType", st27.stages()),
    ],
)
def test_codes_are_those_of_the_schema(part: str, kind: str, codes: dict[str, str]) -> None:
    path = f"//xsd:simpleType[@name='{kind}']//xsd:enumeration/@value"
    listed = etree.parse(str(SCHEMA / part)).xpath(path, namespaces=XSD)
    assert set(codes) == set(listed)


def test_acts_are_of_codes_that_the_standard_has() -> None:
    """A code that acts exists; each act that is certain is told by hand for some of its codes."""
    known = st27.key_events() | st27.detailed_events()
    assert [code for code in known if st27.acts(None, code, None)] == [
        *("B10", "C10", "F10", "H10", "K10", "N10", "V10", "Y10", "Y00"),
        *("B11", "B12", "B13", "B14", "B15", "B16", "B17", "C13", "D15", "D21", "D22", "E11"),
        *("F11", "F12", "F13", "F14", "F15", "F16", "F17", "H11", "H12", "H13", "H14", "H15"),
        *("K13", "K14", "L11", "L15", "M11", "M12", "M13", "N11", "N12"),
        *("V11", "V12", "V13", "V14", "V15"),
    ]
    assert st27.acts("H10", "H12", "N") == {"end", "review_ceased"}
    assert st27.acts("K10", "K11", "N") == st27.acts("C10", "C11", "N") == frozenset()
    assert st27.acts("N10", "N11", "T") == {"discontinued"}
    assert st27.acts("V10", "V13", "N") == {"appeal_rejected"}
    assert st27.acts("H00", "H00", None) == frozenset()
    assert st27.acts("H00", "H00", "T") == {"end"}
    assert st27.acts(None, None, "T") == frozenset()

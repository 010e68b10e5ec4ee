"""Securities and the releases that end them, in a register loaded by the reader."""

from pathlib import Path

from goldthread.readers import registry
from goldthread.register.seal import Rule
from goldthread.register.securities import Ended, ended
from goldthread.register.store import Register
from tests.readers.us_assignment.documents import conveyance, response

SECURITY = "SECURITY INTEREST (SEE DOCUMENT FOR DETAILS)."
RELEASE = "RELEASE BY SECURED PARTY (SEE DOCUMENT FOR DETAILS)."
BANK, OWNER = ("First Bank, N.A.",), ("ACME, INC.",)


def load(folder: Path, *docs: str) -> list[Ended]:
    path = folder / "assignments.xml"
    path.write_text(response(*docs), encoding="utf-8")
    register = Register(folder / "register")
    register.load(registry.detect([path]), [path])
    assert register.verify().findings == []
    return list(ended(register, register.known()))


def secured(number: int, *rights: str, day: str = "2015-01-05") -> str:
    return conveyance(
        SECURITY, (str(number), "1"), f"{day}T05:00:00Z", OWNER, BANK, rights or ("15000001",)
    )


def released(
    number: int,
    *rights: str,
    text: str = RELEASE,
    bank: tuple[str, ...] = ("FIRST BANK NA",),
    day: str = "2018-02-06",
) -> str:
    return conveyance(
        text, (str(number), "1"), f"{day}T05:00:00Z", bank, ("Acme Inc",), rights or ("15000001",)
    )


def pairs(found: list[Ended]) -> list[tuple[str, str, bool, bool]]:
    return [(one.security, one.release, one.by_name, one.whole) for one in found]


def test_release_between_the_same_parties_ends_the_security(tmp_path: Path) -> None:
    found = load(tmp_path, secured(1), released(2))
    assert pairs(found) == [("000001/0001", "000002/0001", False, True)]
    assert (found[0].secured.isoformat(), found[0].released.isoformat()) == (
        "2015-01-05",
        "2018-02-06",
    )


def test_security_whose_release_reaches_some_of_its_rights(tmp_path: Path) -> None:
    found = load(tmp_path, secured(1, "15000001", "15000002", "15000003"), released(2, "15000002"))
    (one,) = found
    assert (one.rights_secured, one.rights_released, one.whole) == (3, 1, False)


def test_what_a_release_does_not_end(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        secured(1, "15000001"),
        released(2, "15000001", bank=("Other Bank",)),  # another creditor
        released(3, "15000009"),  # another right
        released(4, "15000001", day="2014-12-31"),  # before the security
    )
    assert found == []


def test_release_that_names_a_recording_ends_that_one_alone(tmp_path: Path) -> None:
    text = "RELEASE OF SECURITY INTEREST RECORDED AT REEL/FRAME 000001/0001"
    found = load(
        tmp_path, secured(1), secured(2), released(3, text=text, bank=("Successor Agent",))
    )
    assert pairs(found) == [("000001/0001", "000003/0001", True, True)]


def test_securities_without_a_release_and_mergers_make_no_pair(tmp_path: Path) -> None:
    assert load(tmp_path, secured(1), released(2, text="MERGER")) == []


def test_pairs_are_the_same_in_a_sealed_register_and_as_known_then(tmp_path: Path) -> None:
    register = Register(tmp_path / "register", rule=Rule(fanout=2, smallest=1))
    deliveries = [secured(1), secured(2, "15000002"), released(3), released(4, "15000002")]
    for number, doc in enumerate(deliveries):
        path = tmp_path / f"{number}.xml"
        path.write_text(response(doc), encoding="utf-8")
        register.load(registry.detect([path]), [path])
    register.reseal()
    assert [unit for unit in register.units("us-assignment") if unit.first != unit.last]
    assert register.verify().findings == []
    assert [one.security for one in ended(register, register.known())] == [
        "000001/0001",
        "000002/0001",
    ]
    assert [one.security for one in ended(register, register.known(3))] == ["000001/0001"]
    assert list(ended(register, register.known(2))) == []

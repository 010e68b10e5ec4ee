"""The transactions that name a right, as known on a load, each once."""

from pathlib import Path

from goldthread.indicators.engine import cursor
from goldthread.readers.identity import right_key, surrogate
from goldthread.register.store import Register
from goldthread.register.transactions import held, of_right
from tests.indicators.acts.support import act
from tests.indicators.support import load, right

ONE, TWO, NINE = (surrogate(right_key("CN", "PT", number)) for number in ("1", "2", "9"))
ALPHA, BETA, BANK = (("Alpha", "CN", None), ("Beta", "CN", None), ("Bank", "CN", None))


def told(register: Register, right_id: int, as_of: int | None = None) -> list[tuple[object, ...]]:
    return [
        (one.recording_number, one.tx_type, one.givers, one.takers, one.amount)
        for one in of_right(register, register.known(as_of), right_id, cursor())
    ]


def test_transactions_of_a_right_as_known_each_once(tmp_path: Path) -> None:
    """The gazette ranks above the office and corrects the sale; a later load takes right 2 away."""
    named = [("PT", "1", None), ("PT", "2", None)]
    sale = act("S", "assignment", "2021-02-01", [ALPHA], [BETA], named)
    pledge = act("P", "pledge", "2021-01-01", [ALPHA, BETA], [BANK], named[:1], amount="5.25")
    load(tmp_path, [sale, pledge], "2021-03-01", "office", rank=1)
    corrected = act("S", "assignment", "2021-02-01", [BETA], [ALPHA], named)
    load(tmp_path, [corrected], "2021-04-01", "gazette", rank=2)
    fewer = act("S", "assignment", "2021-02-01", [BETA], [ALPHA], named[:1])
    register = load(tmp_path, [fewer], "2021-05-01", "gazette", rank=2)
    pledged = ("P", "pledge", "Alpha; Beta", "Bank", 5.25)
    assert told(register, ONE, 1) == [pledged, ("S", "assignment", "Alpha", "Beta", None)]
    assert told(register, ONE) == [pledged, ("S", "assignment", "Beta", "Alpha", None)]
    assert told(register, TWO, 2) == [("S", "assignment", "Beta", "Alpha", None)]
    assert told(register, TWO) == []  # the office's version names it, the gazette's stands


def test_rights_that_are_held(tmp_path: Path) -> None:
    register = load(tmp_path, [right("1", "CN"), right("2", "CN")], "2021-01-01")
    assert held(register, register.known(), [ONE, NINE], cursor()) == {ONE}
    assert of_right(register, register.known(), ONE, cursor()) == []

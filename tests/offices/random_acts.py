"""Random acts upon a random structure: what hypothesis draws from."""

from typing import Any

from hypothesis import strategies as st

from goldthread.offices.errors import ActRefused
from goldthread.offices.reforms import changes
from goldthread.offices.reforms.apply import Act, work_out
from goldthread.offices.reforms.plan import Plan
from goldthread.offices.reforms.rows import Tables
from tests.offices.building import BASE, BEGIN, DAY, held, office

OLD = ("A", "B", "A1", "A2", "A11", "C")
NEW = ("X", "Y", "Z")
codes = st.sampled_from((*OLD, *NEW))
olds = st.sampled_from(OLD)
places = st.one_of(codes, st.sampled_from(NEW).map(lambda code: office(code, "department")))
matters = st.sampled_from(
    [held("patents"), held("trademarks"), held("enforcement"), held("patents", "CN-ZJ")]
)


@st.composite
def _split(draw: Any) -> dict[str, Any]:
    parts = draw(st.lists(places, min_size=1, max_size=3, unique_by=changes.code_of))
    shares = {1: ["1"], 2: ["1/3", "2/3"], 3: ["1/2", "0.3", "0.2"]}[len(parts)]
    into = [{"office": part, "share": share} for part, share in zip(parts, shares, strict=True)]
    return {"kind": "split", "office": draw(codes), "into": into}


CHANGE = st.one_of(
    st.builds(
        lambda o, p: {"kind": "established", "office": o, **({"parent": p} if p else {})},
        st.sampled_from(NEW).map(office),
        st.one_of(st.none(), codes),
    ),
    st.builds(
        lambda o, s: {
            "kind": "abolished",
            "office": o,
            "successors": [{"office": s, "share": 1}],
        },
        codes,
        codes,
    ),
    st.builds(
        lambda o, i: {"kind": "merged", "offices": o, "into": i},
        st.lists(codes, min_size=1, max_size=3, unique=True),
        places,
    ),
    _split(),
    st.builds(lambda o: {"kind": "renamed", "office": o, "en": "New", "zh": "新"}, codes),
    st.builds(lambda o: {"kind": "co_named", "office": o, "en": "Also", "zh": "又名"}, codes),
    st.builds(
        lambda o, p: {"kind": "moved_under", "office": o, **({"parent": p} if p else {})},
        codes,
        st.one_of(st.none(), codes),
    ),
    st.builds(
        lambda m, f, t: {"kind": "function_transferred", **m, "from": f, "to": t},
        matters,
        olds,
        codes,
    ),
)
CHANGES = st.lists(CHANGE, min_size=1, max_size=6)


def base_tables() -> Tables:
    """The base structure, each row with a key as if stored."""
    act = Act(Tables(), BEGIN, {})
    for change in changes.read(BASE, BEGIN):
        act.do(change)
    return act.tables


def what_holds(tables: Tables, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the wanted changes those that can be done, one after the other."""
    kept: list[dict[str, Any]] = []
    for change in wanted:
        try:
            plan_of(tables, [*kept, change])
        except ActRefused:
            continue
        kept.append(change)
    return kept


def plan_of(tables: Tables, wanted: list[dict[str, Any]]) -> Plan:
    return work_out(tables, changes.read(wanted, DAY), DAY, {})

"""Recorded conveyances of our own making, as the search service of the register gives them."""

from collections.abc import Sequence


def _array(name: str, kind: str, values: Sequence[str]) -> str:
    inner = "".join(f"<{kind}>{value}</{kind}>" for value in values)
    return f'<arr name="{name}">{inner}</arr>'


def conveyance(
    text: str = "SECURITY INTEREST (SEE DOCUMENT FOR DETAILS).",
    number: tuple[str, str] = ("12345", "678"),
    recorded: str = "2019-03-04T05:00:00Z",
    givers: Sequence[str] = ("ACME, INC.",),
    takers: Sequence[str] = ("First Bank",),
    rights: Sequence[str] = ("15000001",),
    place: tuple[str, str] = ("CALIFORNIA", "NULL"),
    more: str = "",
) -> str:
    """A `doc`; the rights are application numbers, `more` stands behind its fields."""
    count = len(rights)
    return (
        f'<doc><str name="id">{number[0]}-{number[1]}</str><str name="reelNo">{number[0]}</str>'
        f'<str name="frameNo">{number[1]}</str><date name="recordedDate">{recorded}</date>'
        f'<str name="conveyanceText">{text}</str>'
        + _array("patAssignorName", "str", givers)
        + _array("patAssignorExDate", "date", ["2019-03-01T05:00:00Z"] * len(givers))
        + _array("patAssigneeName", "str", takers)
        + _array("patAssigneeState", "str", [place[0]] * len(takers))
        + _array("patAssigneeCountryName", "str", [place[1]] * len(takers))
        + _array("applNum", "str", rights)
        + _array("filingDate", "date", ["2016-10-25T04:00:00Z"] * count)
        + _array("patNum", "str", ["NULL"] * count)
        + _array("issueDate", "date", ["0001-01-01T00:00:00Z"] * count)
        + f'<int name="applNumSize">{count}</int><str name="applNumFirst">{rights[0]}</str>'
        + f"{more}</doc>"
    )


def response(*docs: str) -> str:
    """The answer of the search service with these conveyances."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<response>'
        '<lst name="responseHeader"><int name="status">0</int></lst>'
        f'<result name="response" numFound="{len(docs)}" start="0">{"".join(docs)}</result>'
        '<lst name="facet_counts"><lst name="facet_queries"/></lst></response>'
    )

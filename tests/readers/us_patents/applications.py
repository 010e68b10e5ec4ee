"""Published applications of our own making, DTD v4.x."""

from tests.readers.grants import document_id

_B = "us-bibliographic-data-application"


def application(
    number: str = "15000001", inside: str = "", *, kind: str = "A1", filed: str = "20170627",
    published: str = "20180104", title: str = "Pump", sort: str = "utility", claims: int = 2,
    attributes: str = ' lang="EN"',
) -> str:  # fmt: skip
    """A whole document with what stands `inside` its bibliographic part."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE us-patent-application SYSTEM "us-patent-'
        f'application-v44-2014-04-03.dtd" [ ]>\n<us-patent-application{attributes}>\n'
        f"<{_B}{attributes}><publication-reference>"
        f"{document_id('US', '20180000016', kind, published)}"
        f'</publication-reference><application-reference appl-type="{sort}">'
        f"{document_id('US', number, '', filed)}</application-reference>"
        f"<invention-title>{title}</invention-title>{inside}</{_B}>\n"
        f"<abstract><p>A <b>pump</b>.</p></abstract><claims>{'<claim/>' * claims}</claims>\n"
        "</us-patent-application>\n"
    )


def person(last: str, first: str, country: str = "JP", state: str = "") -> str:
    place = (f"<state>{state}</state>" if state else "") + f"<country>{country}</country>"
    return (
        f"<addressbook><last-name>{last}</last-name><first-name>{first}</first-name><address>"
        f"{place}</address></addressbook>"
    )

"""Exchange documents of our own making."""

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE exch:exchange-documents SYSTEM "d.dtd">'
    '<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" date-of-exchange="20240218">'
)


def document(
    number: str = "100001",
    kind: str = "A1",
    status: str = "C",
    office: str = "DE",
    filed: str = "20190102",
    published: str = "unexamined-printed-without-grant",
    title: str = "Pump",
    family: str = "777",
    more: str = "",
) -> str:
    """An exchange document; `more` stands at the end of its bibliographic data."""
    return (
        f'<exch:exchange-document country="{office}" doc-number="{number}" kind="{kind}" '
        f'date-publ="20200703" family-id="{family}" status="{status}"><exch:bibliographic-data>'
        '<exch:application-reference data-format="docdb"><document-id><country>DE</country>'
        f"<doc-number>102019000001</doc-number><kind>A</kind><date>{filed}</date></document-id>"
        '</exch:application-reference><exch:parties><exch:applicants><exch:applicant sequence="1" '
        'data-format="docdb"><exch:applicant-name><name>ACME GMBH</name></exch:applicant-name>'
        "<residence><country>DE</country></residence></exch:applicant>"
        '<exch:applicant sequence="1" data-format="docdba"><exch:applicant-name><name>Acme GmbH'
        "</name></exch:applicant-name></exch:applicant></exch:applicants></exch:parties>"
        f'<exch:invention-title lang="de" data-format="docdba">Pumpe</exch:invention-title>'
        f'<exch:invention-title lang="en" data-format="docdba">{title}</exch:invention-title>'
        f"<exch:dates-of-public-availability><exch:{published}><document-id><date>20200703</date>"
        f"</document-id></exch:{published}></exch:dates-of-public-availability>"
        f"{more}</exch:bibliographic-data></exch:exchange-document>\n"
    )


def deleted(number: str = "100001", kind: str = "A1", office: str = "DE") -> str:
    """What DOCDB says of a document that it takes out."""
    return (
        f'<exch:exchange-document country="{office}" doc-number="{number}" kind="{kind}" '
        'status="D"/>\n'
    )


def claim(country: str, number: str, day: str, linkage: str = "") -> str:
    """A priority claim."""
    told = f"<exch:priority-linkage-type>{linkage}</exch:priority-linkage-type>" if linkage else ""
    return (
        '<exch:priority-claims><exch:priority-claim sequence="1" data-format="docdb"><document-id>'
        f"<country>{country}</country><doc-number>{number}</doc-number><kind>A</kind>"
        f"<date>{day}</date></document-id>{told}</exch:priority-claim></exch:priority-claims>"
    )


def exchange(*documents: str) -> str:
    """A file of exchange documents."""
    return f"{HEAD}{''.join(documents)}</exch:exchange-documents>"

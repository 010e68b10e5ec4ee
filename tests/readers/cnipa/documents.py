"""Documents of CNIPA of our own making, in both layouts."""


def new(
    kind: str = "A",
    number: str = "201910000001.7",
    *,
    standard: str = "",
    filed: str = "20190102",
    published: str = "20200703",
    part: str = "BibliographicData",
    more: str = "",
) -> str:
    """A document of the new standard."""
    told = (
        f'<business:ApplicationReference dataFormat="standard"><base:DocumentID><base:DocNumber>'
        f"{standard}</base:DocNumber></base:DocumentID></business:ApplicationReference>"
        if standard
        else ""
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<business:PatentDocumentAndRelated '
        'xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" '
        'xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" lang="zh" country="CN" '
        f'kind="{kind}"><business:{part}>'
        '<business:PublicationReference dataFormat="original"><base:DocumentID>'
        f"<base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>110000001</base:DocNumber>"
        f"<base:Kind>{kind}</base:Kind><base:Date>{published}</base:Date></base:DocumentID>"
        '</business:PublicationReference><business:ApplicationReference applType="10" '
        'dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>'
        f"<base:DocNumber>{number}</base:DocNumber><base:Date>{filed}</base:Date>"
        f"</base:DocumentID></business:ApplicationReference>{told}{more}</business:{part}>"
        "<business:Claims><business:Claim>1. 一种泵。</business:Claim></business:Claims>"
        "</business:PatentDocumentAndRelated>\n"
    )


def parties(inside: str) -> str:
    return f"<business:Parties>{inside}</business:Parties>"


def party(what: str, name: str, address: str = "", country: str = "", **parts: str) -> str:
    """An `Applicant`, `Assignee`, ... with its address."""
    inside = "".join(f"<base:{key}>{value}</base:{key}>" for key, value in parts.items())
    code = f"<base:WIPOST3Code>{country}</base:WIPOST3Code>" if country else ""
    text = f"<base:Text>{address}</base:Text>" if address else ""
    return (
        f'<business:{what}Details><business:{what}><base:AddressBook lang="zh">'
        f"<base:Name>{name}</base:Name><base:Address>{inside}{code}{text}</base:Address>"
        f"</base:AddressBook></business:{what}></business:{what}Details>"
    )


def old(
    kind: str = "A", number: str = "201410000001.7", *, applicant: str = "", address: str = ""
) -> str:
    """A document of the old layout, without a declaration's encoding as many have it."""
    return (
        '<?xml version="1.0" standalone="yes"?> <cn-patent-document lang="ZH" country="CN">'
        "<cn-bibliographic-data><cn-publication-reference><document-id><country>CN</country>"
        f"<doc-number>104000001</doc-number><kind>{kind}</kind><date>20141224</date></document-id>"
        "</cn-publication-reference><application-reference><document-id><country>CN</country>"
        f"<doc-number>{number}</doc-number><date>20140102</date></document-id>"
        "</application-reference><invention-title>泵</invention-title><cn-parties><cn-applicants>"
        f"<cn-applicant><addressbook><name>{applicant or '甲公司'}</name><address>"
        f"<text>{address}</text></address></addressbook></cn-applicant></cn-applicants>"
        "</cn-parties></cn-bibliographic-data></cn-patent-document>\n"
    )

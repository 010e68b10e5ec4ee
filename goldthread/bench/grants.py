"""Synthetic grant documents of DTD v4.5: the part of each that the reader reads."""

import random
from functools import cache

_KINDS = (("utility", "B2", 83), ("utility", "B1", 9), ("design", "S1", 7), ("plant", "P2", 1))
_STATES = ("CA", "TX", "NY", "MI", "MA", "WA", "IL", "OH", "NC", "MN", "NJ", "PA", "FL", "OR")
_COUNTRIES = ("JP", "KR", "DE", "CN", "TW", "GB", "FR", "CA", "IL", "NL", "CH", "SE", "IN", "IT")
_CITIES = ("Northfield", "Ashby", "Harrow Creek", "Linden", "Saltmarsh", "Oakham", "Rivermouth")
_LAST = ("Abara", "Brandt", "Chen", "Dufour", "Eriksen", "Fujita", "Gómez", "Hale", "Ivanova")
_FIRST = ("Anna", "Bo", "Carla M.", "Dmitri", "Emi", "Felix R.", "Grace", "Hugo", "Ines", "Jun")
_FIRMS = ("Alder Systems, Inc.", "Boreal Works AG", "Cedar University", "Delta Optics Co., Ltd.")
_WORDS = ("apparatus", "method", "circuit", "polymer", "sensor", "valve", "network", "display")
_SYMBOLS = (
    ("H", "04", "L"), ("G", "06", "F"), ("A", "61", "K"), ("B", "60", "W"), ("C", "08", "L"),
    ("F", "16", "H"), ("H", "01", "M"), ("E", "21", "B"), ("D", "06", "M"), ("G", "02", "B"),
)  # fmt: skip
_NATIONAL = (
    "<classification-national>\n<country>US</country>\n<main-classification>425296"
    "</main-classification>\n</classification-national>\n"
)


@cache
def _address(number: int) -> str:
    rng = random.Random(number)  # noqa: S311 (text, no secret)
    city = rng.choice(_CITIES)
    if number % 2:
        inside = f"<city>{city}</city>\n<state>{rng.choice(_STATES)}</state>\n<country>US</country>"
    else:
        inside = f"<city>{city}</city>\n<country>{rng.choice(_COUNTRIES)}</country>"
    return f"<address>\n{inside}\n</address>"


def _document_id(country: str, number: str, kind: str, date: str) -> str:
    kind_line = f"<kind>{kind}</kind>\n" if kind else ""
    return (
        f"<document-id>\n<country>{country}</country>\n<doc-number>{number}</doc-number>\n"
        f"{kind_line}<date>{date}</date>\n</document-id>\n"
    )


def _symbol(rng: random.Random) -> str:
    section, number, subclass = rng.choice(_SYMBOLS)
    return (
        f"<section>{section}</section>\n<class>{number}</class>\n<subclass>{subclass}</subclass>\n"
        f"<main-group>{rng.randint(1, 60)}</main-group>\n<subgroup>{rng.randint(0, 99):02d}"
        "</subgroup>\n"
    )


def _classification(rng: random.Random, scheme: str, position: str) -> str:
    level = "<classification-level>A</classification-level>\n" if scheme == "ipcr" else ""
    indicator = "ipc-version-indicator" if scheme == "ipcr" else "cpc-version-indicator"
    origin = "" if scheme == "ipcr" else "<scheme-origination-code>C</scheme-origination-code>\n"
    return (
        f"<classification-{scheme}>\n<{indicator}><date>20130101</date></{indicator}>\n{level}"
        f"{_symbol(rng)}<symbol-position>{position}</symbol-position>\n"
        f"<classification-value>{rng.choice('III A'.replace(' ', ''))}</classification-value>\n"
        "<action-date><date>20180102</date></action-date>\n"
        "<generating-office><country>US</country></generating-office>\n"
        "<classification-status>B</classification-status>\n"
        f"<classification-data-source>H</classification-data-source>\n{origin}"
        f"</classification-{scheme}>\n"
    )


def _classifications(rng: random.Random, design: bool) -> str:
    if design:
        return (
            "<classification-locarno>\n<edition>11</edition>\n"
            f"<main-classification>{rng.randint(1, 31):02d}{rng.randint(1, 9):02d}"
            "</main-classification>\n</classification-locarno>\n"
        )
    ipc = [_classification(rng, "ipcr", "L" if n else "F") for n in range(rng.randint(1, 3))]
    further = [_classification(rng, "cpc", "L") for _ in range(rng.randint(2, 8))]
    return (
        f"<classifications-ipcr>\n{''.join(ipc)}</classifications-ipcr>\n<classifications-cpc>\n"
        f"<main-cpc>\n{_classification(rng, 'cpc', 'F')}</main-cpc>\n"
        f"<further-cpc>\n{''.join(further)}</further-cpc>\n</classifications-cpc>\n"
    )


def _patent_citation(rng: random.Random, number: int) -> str:
    date = f"{rng.randint(1950, 2016)}{rng.randint(1, 12):02d}00"
    cited = _document_id("US", str(rng.randint(2_000_000, 9_800_000)), "A", date)
    cited = cited.replace("<date>", f"<name>{rng.choice(_LAST)}</name>\n<date>")
    return (
        f'<us-citation>\n<patcit num="{number:05d}">\n{cited}</patcit>\n'
        "<category>cited by examiner</category>\n<classification-cpc-text>A21C 3/022"
        "</classification-cpc-text>\n<classification-national><country>US</country>"
        "<main-classification>425296</main-classification></classification-national>\n"
        "</us-citation>\n"
    )


def _literature(rng: random.Random, number: int) -> str:
    words = " ".join(rng.choices(_WORDS, k=rng.randint(8, 18)))
    words = words.replace("polymer", "<i>polymer</i>", 1) if number % 4 == 0 else words
    return (
        f'<us-citation>\n<nplcit num="{number:05d}">\n<othercit>{rng.choice(_LAST)} et al., '
        f"&#x201c;{words}&#x201d;, {rng.randint(1980, 2016)}, pp. 1-9 &#x26; 12.</othercit>\n"
        "</nplcit>\n<category>cited by applicant</category>\n</us-citation>\n"
    )


def _citations(rng: random.Random) -> str:
    patents = rng.randint(4, 26)
    cited = [_patent_citation(rng, n) for n in range(1, patents + 1)]
    cited += [_literature(rng, n) for n in range(patents + 1, patents + rng.randint(1, 7))]
    return f"<us-references-cited>\n{''.join(cited)}</us-references-cited>\n"


def _search_field(rng: random.Random) -> str:
    fields = "".join(
        "<classification-national>\n<country>US</country>\n<main-classification>"
        f"{rng.randint(2, 700)}{rng.randint(1, 999):3d}</main-classification>\n"
        "</classification-national>\n"
        for _ in range(rng.randint(3, 12))
    )
    return f"<us-field-of-classification-search>\n{fields}</us-field-of-classification-search>\n"


def _person(rng: random.Random) -> str:
    return (
        f"<addressbook>\n<last-name>{rng.choice(_LAST)}</last-name>\n<first-name>"
        f"{rng.choice(_FIRST)}</first-name>\n{_address(rng.randint(0, 300))}\n</addressbook>\n"
    )


def _parties(rng: random.Random, firm: str) -> str:
    inventors = "".join(
        f'<inventor sequence="{n:03d}" designation="us-only">\n{_person(rng)}</inventor>\n'
        for n in range(1, rng.randint(2, 5))
    )
    return (
        '<us-parties>\n<us-applicants>\n<us-applicant sequence="001" app-type="applicant" '
        'designation="us-only" applicant-authority-category="assignee">\n<addressbook>\n'
        f"<orgname>{firm}</orgname>\n{_address(rng.randint(0, 300))}\n</addressbook>\n<residence>\n"
        "<country>US</country>\n</residence>\n</us-applicant>\n</us-applicants>\n<inventors>\n"
        f'{inventors}</inventors>\n<agents>\n<agent sequence="01" rep-type="attorney">\n'
        "<addressbook>\n<orgname>Fenwick Lane LLP</orgname>\n<address>\n<country>unknown</country>"
        "\n</address>\n</addressbook>\n</agent>\n</agents>\n</us-parties>\n<assignees>\n<assignee>"
        f"\n<addressbook>\n<orgname>{firm}</orgname>\n<role>02</role>\n"
        f"{_address(rng.randint(0, 300))}\n</addressbook>\n</assignee>\n</assignees>\n<examiners>\n"
        "<primary-examiner>\n<last-name>Marsh</last-name>\n<first-name>Ada</first-name>\n"
        "<department>2915</department>\n</primary-examiner>\n</examiners>\n"
    )


def _related(rng: random.Random, application: str) -> str:
    provisional = _document_id("US", f"6{rng.randint(1_000_000, 2_999_999)}", "", "20150112")
    parent = (
        "<continuation>\n<relation>\n<parent-doc>\n"
        f"{_document_id('US', f'1{rng.randint(3_000_000, 4_000_000)}', '', '20120611')}"
        "<parent-grant-document>\n<document-id>\n<country>US</country>\n<doc-number>"
        f"{rng.randint(8_000_000, 9_000_000)}</doc-number>\n</document-id>\n"
        "</parent-grant-document>\n</parent-doc>\n<child-doc>\n<document-id>\n<country>US</country>"
        f"\n<doc-number>{application}</doc-number>\n</document-id>\n</child-doc>\n</relation>\n"
        "</continuation>\n"
    )
    published = _document_id("US", f"2016{rng.randint(1_000, 399_999):07d}", "A1", "20160630")
    inside = parent if rng.random() < 0.3 else ""
    if rng.random() < 0.4:
        inside += f"<us-provisional-application>\n{provisional}</us-provisional-application>\n"
    inside += f"<related-publication>\n{published}</related-publication>\n"
    return f"<us-related-documents>\n{inside}</us-related-documents>\n"


def _title(rng: random.Random) -> str:
    words = " ".join(rng.choices(_WORDS, k=rng.randint(3, 8)))
    lead = "<i>In situ</i> " if rng.random() < 0.01 else ""
    return f'<invention-title id="d2e43">{lead}{words.capitalize()}</invention-title>\n'


def _priority(rng: random.Random) -> str:
    if rng.random() < 0.55:
        return ""
    claim = (
        f"<country>{rng.choice(_COUNTRIES)}</country>\n<doc-number>2014-{rng.randint(1, 99999):06d}"
        f"</doc-number>\n<date>2014{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}</date>\n"
    )
    return (
        '<priority-claims>\n<priority-claim sequence="01" kind="national">\n'
        f"{claim}</priority-claim>\n</priority-claims>\n"
    )


def _opening(grant: str, kind: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE us-patent-grant SYSTEM '
        '"us-patent-grant-v45-2014-04-03.dtd" [ ]>\n<us-patent-grant lang="EN" dtd-version="v4.5 '
        f'2014-04-03" file="US{grant}-20180102.XML" status="PRODUCTION" id="us-patent-grant" '
        'country="US" date-produced="20171218" date-publ="20180102">\n'
        "<us-bibliographic-data-grant>\n<publication-reference>\n"
        f"{_document_id('US', grant, kind, '20180102')}</publication-reference>\n"
    )


def _application(rng: random.Random, appl_type: str, application: str) -> str:
    filed = f"2016{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    extension = f"<us-term-extension>{rng.randint(0, 900)}</us-term-extension>"
    term = "<length-of-grant>15</length-of-grant>" if appl_type == "design" else extension
    return (
        f'<application-reference appl-type="{appl_type}">\n'
        f"{_document_id('US', application, '', filed)}</application-reference>\n"
        f"<us-application-series-code>{application[:2]}</us-application-series-code>\n"
        f"{_priority(rng)}<us-term-of-grant>\n{term}\n</us-term-of-grant>\n"
    )


def _counts(rng: random.Random) -> str:
    return (
        f"<figures>\n<number-of-drawing-sheets>{rng.randint(1, 30)}</number-of-drawing-sheets>\n"
        f"<number-of-figures>{rng.randint(1, 40)}</number-of-figures>\n</figures>\n"
    )


def bibliographic(number: int, seed: int = 0) -> bytes:
    """Document `number` from its XML declaration to the end of its bibliographic part."""
    rng = random.Random(seed * 1_000_003 + number)  # noqa: S311 (text, no secret)
    appl_type, kind, _ = rng.choices(_KINDS, [share for *_, share in _KINDS])[0]
    design = appl_type == "design"
    prefix, digits = {"design": ("D", 7), "plant": ("PP", 6)}.get(appl_type, ("", 8))
    serial = (seed * 10_000 + number) % 10**6
    application = f"{'29' if design else '15'}{serial:06d}"
    parts = (
        _opening(f"{prefix}{serial + 800_000:0{digits}d}", kind),
        _application(rng, appl_type, application),
        _classifications(rng, design),
        _NATIONAL,
        _title(rng),
        _citations(rng),
        f"<number-of-claims>{rng.randint(1, 40)}</number-of-claims>\n",
        "<us-exemplary-claim>1</us-exemplary-claim>\n",
        _search_field(rng),
        _counts(rng),
        _related(rng, application),
        _parties(rng, rng.choice(_FIRMS)),
        "</us-bibliographic-data-grant>\n",
    )
    return "".join(parts).encode()

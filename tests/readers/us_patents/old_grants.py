"""Grants in the layout of 2002 to 2004, of our own making."""


def party(name: str, place: str = "") -> str:
    """A person `Last, First` or an organisation, with a place `City; State; Country`."""
    last, _, first = name.partition(", ")
    told = (
        f"<FNM><PDAT>{first}</PDAT></FNM><SNM><STEXT><PDAT>{last}</PDAT></STEXT></SNM>"
        if first
        else f"<ONM><STEXT><PDAT>{name}</PDAT></STEXT></ONM>"
    )
    tags = ("CITY", "STATE", "CTRY")
    parts = [part.strip() for part in place.split(";")] if place else []
    address = "".join(
        f"<{tag}><PDAT>{part}</PDAT></{tag}>"
        for tag, part in zip(tags, parts, strict=False)
        if part
    )
    return f"<PARTY-US><NAM>{told}</NAM><ADR>{address}</ADR></PARTY-US>"


def parent(number: str, day: str, granted: str = "", country: str = "US") -> str:
    publication = (
        f"<PPUB><DOC><DNUM><PDAT>{granted}</PDAT></DNUM><CTRY><PDAT>US</PDAT></CTRY></DOC></PPUB>"
    )
    return (
        f"<PARENT-US><CDOC><DOC><DNUM><PDAT>10/999999</PDAT></DNUM></DOC></CDOC><PDOC><DOC><DNUM>"
        f"<PDAT>{number}</PDAT></DNUM><DATE><PDAT>{day}</PDAT></DATE><CTRY><PDAT>{country}</PDAT>"
        f"</CTRY></DOC></PDOC><PSTA><PDAT>01</PDAT></PSTA>{publication if granted else ''}"
        "</PARENT-US>"
    )


def old_grant(
    number: str = "06400001", application: str = "09800001", kind: str = "B1", *,
    filed: str = "20010302", granted: str = "20020604", title: str = "Pump", more: str = "",
    term: str = "", classes: str = "", people: str = "", related: str = "", cited: str = "",
    claims: str = "", pct: str = "",
) -> str:  # fmt: skip
    """A whole document; `more` goes to the end of its bibliographic part."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE PATDOC SYSTEM "ST32-US-Grant-025xml.dtd"'
        ' [\n<!ENTITY D00000.TIF SYSTEM "D00000.TIF" NDATA TIF>\n]>\n<PATDOC DTD="2.5" STATUS='
        f'"Build 20010518">\n<SDOBI>\n<B100><B110><DNUM><PDAT>{number}</PDAT></DNUM></B110><B130>'
        f"<PDAT>{kind}</PDAT></B130><B140><DATE><PDAT>{granted}</PDAT></DATE></B140><B190><PDAT>US"
        f"</PDAT></B190></B100>\n<B200><B210><DNUM><PDAT>{application}</PDAT></DNUM></B210><B211US>"
        f"<PDAT>09</PDAT></B211US><B220><DATE><PDAT>{filed}</PDAT></DATE></B220></B200>\n"
        f"<B300>{claims}</B300><B400><B472>{term}</B472></B400>\n<B500>{classes}<B540><STEXT><PDAT>"
        f"{title}</PDAT></STEXT></B540><B560>{cited}</B560><B570><B577><PDAT>12</PDAT></B577>"
        f"</B570></B500>\n<B600>{related}</B600>\n<B700>{people}</B700>\n<B800>{pct}</B800>{more}"
        "</SDOBI>\n<SDOAB><BTEXT><PARA><PTEXT><PDAT>A pump.</PDAT></PTEXT></PARA></BTEXT></SDOAB>\n"
        "</PATDOC>\n"
    )

"""A status event code of ST.27: its parts, joined or told one by one, and what makes it none.

Source: WIPO ST.27, "Status event code": state, previous stage, stage, key event, detailed event,
indicator and national code, joined by hyphens as in `A-2-4-F10-F11-EXM-PR0701`.
"""

from typing import Final

from goldthread.codes import st27, st27_moves
from goldthread.readers.documents import values
from goldthread.readers.documents.maps import Values
from goldthread.readers.documents.values import Unsound

PARTS: Final = {
    "state_code": st27.states,
    "prev_stage_code": st27.stages,
    "stage_code": st27.stages,
    "key_event_code": st27.key_events,
    "detailed_event_code": st27.detailed_events,
    "event_indicator_code": st27.indicators,
}
_REQUIRED: Final = 5  # parts before the indicator
_RESERVED: Final = "000"  # what stood in the indicator's place before there were indicators
_NAMES: Final = (*PARTS, "national_event_code")


def parted(text: str) -> Values:
    """The parts of a joined code; a national code may have hyphens of its own."""
    parts = [part.strip() for part in text.split("-")]
    if len(parts) < _REQUIRED:
        raise Unsound(
            "bad-code",
            f"{values.shown(text)} is no status event code of ST.27; wanted is state, previous "
            "stage, stage, key event and detailed event, as in A-2-4-F10-F11.",
        )
    found, rest = parts[:_REQUIRED], parts[_REQUIRED:]
    indicator = rest.pop(0) if rest and _is_indicator(rest[0], alone=len(rest) == 1) else ""
    told = [*found, "" if indicator == _RESERVED else indicator, "-".join(rest)]
    return {name: part or None for name, part in zip(_NAMES, told, strict=True)}


def _is_indicator(part: str, *, alone: bool) -> bool:
    """Is this an indicator, of three letters, and not the national code, which may stand alone?"""
    if len(part) != len(_RESERVED):
        return not part
    return not alone or part == _RESERVED or part.upper() in st27.indicators()


def check(row: Values) -> None:
    """Bring an event's codes into the standard's form; raise Unsound for what ST.27 does not have.

    An indicator may be written in small letters, as offices do. A state or stage that is not told
    is unspecified and stays null.
    """
    for name, codes in PARTS.items():
        code = row.get(name)
        row[name] = str(code).upper() if code is not None else None
        if code is not None and row[name] not in codes():
            what = name.replace("_", " ")
            raise Unsound("bad-code", f"{values.shown(str(code))} is no {what} of ST.27.")
    _pair(row)
    _move(row)


def joined(row: Values) -> str:
    """The code of an event, joined by hyphens; U and 0 for a state and stages that are not told."""
    found = [str(row.get(name) or "") for name in _NAMES]
    found[0] = found[0] or "U"
    found[1:3] = [stage or st27_moves.UNSPECIFIED for stage in found[1:3]]
    return "-".join(found).rstrip("-")


def _pair(row: Values) -> None:
    key, detailed = row["key_event_code"], row["detailed_event_code"]
    if key is None:
        raise Unsound("bad-code", "The event gives no key event code of ST.27.")
    if detailed is None:
        row["detailed_event_code"] = st27.unmapped(str(key)[0])
    elif str(key)[0] != str(detailed)[0]:
        raise Unsound(
            "bad-code", f"The detailed event {detailed} does not belong to the key event {key}."
        )


def _move(row: Values) -> None:
    before, after = (
        str(row[name] or st27_moves.UNSPECIFIED) for name in ("prev_stage_code", "stage_code")
    )
    category = str(row["key_event_code"])[0]
    if st27_moves.allowed(category, before, after):
        return
    listed = " or ".join(f"{one} to {other}" for one, other in st27_moves.moves(category))
    moves = f"by ST.27 it moves from stage {listed}" if listed else "by ST.27 it moves none"
    raise Unsound(
        "bad-code",
        f"An event of category {category} does not move from stage {before} to {after}; {moves}.",
    )

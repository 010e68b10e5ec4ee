"""The changes of an act as sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.offices.codelists import changes as kinds
from goldthread.web.offices import telling
from goldthread.workflow.texts import in_language

Names = Mapping[str, str]


def told(changes: Sequence[Any], names: Names, lang: str) -> list[str]:
    """One sentence for each entry, in the order written; names of new offices are read first."""
    known = {**names, **new_offices(changes, lang)}
    return [_entry(entry, known, lang) for entry in changes]


def new_offices(changes: Sequence[Any], lang: str) -> dict[str, str]:
    """The offices that the act itself brings into being."""
    found: dict[str, str] = {}
    for entry in changes:
        if isinstance(entry, Mapping):
            for value in entry.values():
                for each in value if isinstance(value, list) else [value]:
                    found |= _described(each, lang)
    return found


def _described(value: Any, lang: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    inner = value.get("office")
    if isinstance(inner, Mapping):
        return _described(inner, lang)
    if "code" not in value:
        return {}
    return {str(value["code"]): str(value.get(f"short_{lang}") or value.get(lang) or value["code"])}


def _entry(entry: Any, names: Names, lang: str) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    if "each_region" in entry:
        inner = told(entry.get("changes") or [], names, lang)
        stop = "；" if lang == "zh" else "; "
        listed = stop.join(text.rstrip("。.") for text in inner)
        return _("For each region of %(country)s: %(changes)s.") % {
            "country": (entry["each_region"] or {}).get("country", ""),
            "changes": listed,
        }
    sentence = _SENTENCES.get(str(entry.get("kind")))
    return sentence(entry, names, lang) if sentence else str(dict(entry))


def _name(value: Any, names: Names, lang: str) -> str:
    """`国知局 (CNIPA)`; a new office by what the act calls it."""
    if isinstance(value, Mapping):
        code = str(value.get("code", ""))
        name = _described(value, lang).get(code, code)
    else:
        code = str(value)
        name = names.get(code, code)
    if name == code:
        return code
    return f"{name}（{code}）" if lang == "zh" else f"{name} ({code})"


def _list(values: Sequence[Any], names: Names, lang: str) -> str:
    comma = "、" if lang == "zh" else ", "
    return comma.join(_name(value, names, lang) for value in values)


def _shares(parts: Sequence[Any], names: Names, lang: str) -> str:
    comma = "、" if lang == "zh" else ", "
    return comma.join(f"{_name(p['office'], names, lang)} {p.get('share', '')}" for p in parts)


def _established(entry: Any, names: Names, lang: str) -> str:
    parts = [_("%(office)s is established.") % {"office": _name(entry["office"], names, lang)}]
    if entry.get("parent"):
        parts.append(
            _("It stands under %(parent)s.") % {"parent": _name(entry["parent"], names, lang)}
        )
    held = entry.get("functions") or []
    if held:
        comma = "、" if lang == "zh" else ", "
        listed = comma.join(telling.holding(h["function"], h["territory"], lang) for h in held)
        parts.append(_("It holds: %(functions)s.") % {"functions": listed})
    count = len(entry.get("regions") or [])
    if count:
        sentence = ngettext(
            "It answers for %(count)d region.", "It answers for %(count)d regions.", count
        )
        parts.append(sentence % {"count": count})
    return ("" if lang == "zh" else " ").join(parts)


def _abolished(entry: Any, names: Names, lang: str) -> str:
    office = _name(entry["office"], names, lang)
    parts = entry.get("successors") or []
    if not parts:
        return _("%(office)s is abolished.") % {"office": office}
    return _("%(office)s is abolished; it passes to %(heirs)s.") % {
        "office": office,
        "heirs": _shares(parts, names, lang),
    }


def _merged(entry: Any, names: Names, lang: str) -> str:
    return _("%(offices)s are merged into %(into)s.") % {
        "offices": _list(entry["offices"], names, lang),
        "into": _name(entry["into"], names, lang),
    }


def _split(entry: Any, names: Names, lang: str) -> str:
    return _("%(office)s is split into %(parts)s.") % {
        "office": _name(entry["office"], names, lang),
        "parts": _shares(entry["into"], names, lang),
    }


def _renamed(entry: Any, names: Names, lang: str) -> str:
    return _("%(office)s is renamed %(name)s.") % {
        "office": _name(entry["office"], names, lang),
        "name": entry.get(lang, ""),
    }


def _moved(entry: Any, names: Names, lang: str) -> str:
    office = _name(entry["office"], names, lang)
    if not entry.get("parent"):
        return _("%(office)s stands under no office any more.") % {"office": office}
    return _("%(office)s moves under %(parent)s.") % {
        "office": office,
        "parent": _name(entry["parent"], names, lang),
    }


def _transferred(entry: Any, names: Names, lang: str) -> str:
    return _("%(function)s passes from %(giver)s to %(taker)s.") % {
        "function": telling.holding(entry["function"], entry["territory"], lang),
        "giver": _name(entry["from"], names, lang),
        "taker": _name(entry["to"], names, lang),
    }


def _co_named(entry: Any, names: Names, lang: str) -> str:
    return _("%(office)s also carries the name %(name)s.") % {
        "office": _name(entry["office"], names, lang),
        "name": entry.get(lang, ""),
    }


_SENTENCES = {
    "established": _established,
    "abolished": _abolished,
    "merged": _merged,
    "split": _split,
    "renamed": _renamed,
    "moved_under": _moved,
    "function_transferred": _transferred,
    "co_named": _co_named,
}


def kind_titles(lang: str) -> list[tuple[str, str]]:
    return [(code, in_language(titles, lang)) for code, titles in kinds().items()]

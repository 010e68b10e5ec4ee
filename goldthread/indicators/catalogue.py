"""The catalogue: definitions read from YAML, shipped ones and the site's own."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from goldthread.indicators.definition import (
    Definition,
    Remark,
    Series,
    Source,
    check_expressions,
)
from goldthread.indicators.errors import DefinitionError, QueryError

SITE_FOLDER: Final = "indicators"
_REQUIRED: Final = (
    *("id", "version", "titles", "notes", "unit", "type", "where", "date"),
    *("counting", "dimensions", "source"),
)
_OPTIONAL: Final = (
    *("of", "until", "numerator", "denominator", "scale"),
    *("measure", "statistic", "percentiles", "remarks"),
    *("since", "within", "outcome", "weight", "between"),
    *("grain", "party", "rights", "sum"),
)
_OF_GRAINS: Final = ("grain", "party", "rights")


def catalogue(home: Path | None = None) -> dict[str, Definition]:
    """Every definition by its id: the shipped ones, and those of `home`/indicators over them.

    A site's definition may stand for a shipped one only when its version is higher.
    """
    known = dict(_shipped())
    folder = None if home is None else home / SITE_FOLDER
    for path in sorted(folder.glob("*.yaml")) if folder is not None and folder.is_dir() else ():
        definition = read(path)
        older = known.get(definition.id)
        if older is not None and definition.version <= older.version:
            raise DefinitionError(
                f"{path}: {definition.id} version {definition.version} cannot stand for version "
                f"{older.version} of {older.origin}: give it a higher version or its own id."
            )
        known[definition.id] = definition
    return dict(sorted(known.items()))


def definition(indicator: str, home: Path | None = None) -> Definition:
    """The definition with this id, in whatever case it is written."""
    known = catalogue(home)
    found = known.get(indicator.strip().upper())
    if found is None:
        raise QueryError(f"There is no indicator '{indicator}'; there are {', '.join(known)}.")
    return found


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Definition]:
    folder = files("goldthread.indicators") / "data"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return {d.id: d for d in (_parse(f.read_text("utf-8"), f.name) for f in found)}


def text_of(found: Definition) -> str:
    """The file of a definition as it is written, to be kept with what was computed by it."""
    shipped = files("goldthread.indicators") / "data" / found.origin
    if _shipped().get(found.id) == found:
        return shipped.read_text("utf-8")
    return Path(found.origin).read_text("utf-8")


def of_text(text: str, origin: str) -> Definition:
    """The definition of a text that was kept."""
    return _parse(text, origin, check=True)


def read(path: Path) -> Definition:
    """One definition file of a site, its expressions checked."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    return _parse(text, str(path), check=True)


def _parse(text: str, origin: str, check: bool = False) -> Definition:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(text, loader)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise DefinitionError(f"{origin}: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise DefinitionError(f"{origin}: nested too deeply.") from error
    try:
        made = _build(content, origin)
        if check:
            check_expressions(made)
    except DefinitionError as error:
        raise DefinitionError(f"{_place(origin, text, str(error))}: {error}") from error
    return made


def _place(origin: str, text: str, message: str) -> str:
    """`file, line n`: the line that holds the longest part the message quotes."""
    quoted = sorted(message.split("'")[1::2], key=len, reverse=True)
    for part in quoted:
        whole = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
        for number, line in enumerate(text.splitlines(), 1):
            if part and whole.search(line):
                return f"{origin}, line {number}"
    return origin


def _build(content: Any, origin: str) -> Definition:
    if not isinstance(content, Mapping):
        raise DefinitionError("a definition is a mapping of keys such as id, titles and where.")
    _check_keys(content)
    texts = {name: _texts(content, name) for name in ("titles", "notes", "unit")}
    unit = texts["unit"].pop("code", "")
    if not unit:
        raise DefinitionError("'unit' needs a code beside its texts.")
    counting = _part(content, "counting", ("default", "allowed"))
    return Definition(
        id=_text(content, "id"),
        version=_whole(content, "version"),
        titles=texts["titles"],
        notes=texts["notes"],
        unit=unit,
        unit_titles=texts["unit"],
        type=_text(content, "type"),
        where=_text(content, "where"),
        date_basis=_text(content, "date"),
        counting=_text(counting, "default"),
        countings=_list(counting, "allowed"),
        dimensions=_list(content, "dimensions"),
        source=Source(**_texts(content, "source", ("citation", "evidence"))),
        sha256=_hash(content),
        origin=origin,
        **dict(_options(content)),
    )


def _options(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What only some types have, when the file says it."""
    given = {name for name in _OPTIONAL if content.get(name) is not None}
    texts = {"of", "until", "numerator", "measure", "statistic", "since", "outcome", "weight"}
    for name in given & {*texts, *_OF_GRAINS}:
        yield name, _text(content, name)
    if "sum" in given:
        yield "sums", _text(content, "sum")
    for name in given & {"scale", "within"}:
        yield name, _whole(content, name)
    if "between" in given:
        yield "between", _list(content, "between")
    if "percentiles" in given:
        yield "percentiles", tuple(int(p) for p in _list(content, "percentiles"))
    if "denominator" in given:
        yield from _denominator(content)
    if "remarks" in given:
        yield "remarks", tuple(_remark(part) for part in _items(content, "remarks"))


def _denominator(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    part = _part(content, "denominator", (), ("series", "years_back", "without", "date"))
    if "date" in part:
        yield "denominator_date", _text(part, "date")
    if "without" in part:
        yield "without", _list(part, "without")
    if "series" in part:
        back = _whole(part, "years_back") if "years_back" in part else 1
        yield "series", Series(_text(part, "series"), back)


def _remark(part: Any) -> Remark:
    if not isinstance(part, Mapping) or set(part) != {"when", "text"}:
        raise DefinitionError("each of 'remarks' has 'when' and 'text'.")
    return Remark(_text(part, "when"), _texts(part, "text"))


def _check_keys(content: Mapping[str, Any]) -> None:
    missing = [name for name in _REQUIRED if content.get(name) is None]
    if missing:
        raise DefinitionError(f"'{missing[0]}' is missing.")
    strange = [str(name) for name in content if name not in _REQUIRED + _OPTIONAL]
    if strange:
        allowed = ", ".join(_REQUIRED + _OPTIONAL)
        raise DefinitionError(f"'{strange[0]}' is no key of a definition; there are {allowed}.")


def _part(
    content: Mapping[str, Any], name: str, needed: tuple[str, ...], may: tuple[str, ...] = ()
) -> Mapping[str, Any]:
    part = content[name]
    if not isinstance(part, Mapping) or any(key not in part for key in needed):
        raise DefinitionError(f"'{name}' needs {', '.join(needed or may)}.")
    strange = [str(key) for key in part if key not in needed + may]
    if strange:
        raise DefinitionError(f"'{strange[0]}' is no key of {name}.")
    return part


def _texts(content: Mapping[str, Any], name: str, needed: tuple[str, ...] = ()) -> dict[str, str]:
    part = content[name]
    good = isinstance(part, Mapping) and all(isinstance(text, str) for text in part.values())
    if not good or (needed and set(part) != set(needed)):
        raise DefinitionError(
            f"'{name}' needs a text for each of {', '.join(needed or ('en', 'zh'))}."
        )
    return {str(key): " ".join(text.split()) for key, text in part.items()}


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content[name]
    if not isinstance(value, str):
        raise DefinitionError(f"'{name}' must be text, not {value!r}.")
    return " ".join(value.split())


def _whole(content: Mapping[str, Any], name: str) -> int:
    value = content[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise DefinitionError(f"'{name}' must be a whole number, not {value!r}.")
    return value


def _items(content: Mapping[str, Any], name: str) -> list[Any]:
    value = content[name]
    if not isinstance(value, list):
        raise DefinitionError(f"'{name}' must be a list.")
    return value


def _list(content: Mapping[str, Any], name: str) -> tuple[str, ...]:
    items = _items(content, name)
    if not all(isinstance(item, str | int) for item in items):
        raise DefinitionError(f"'{name}' must be a list of words.")
    return tuple(str(item) for item in items)


def _hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content, whatever its comments, order of keys and line breaks."""
    canonical = json.dumps(_folded(content), sort_keys=True, ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def _folded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _folded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_folded(part) for part in value]
    return " ".join(value.split()) if isinstance(value, str) else value

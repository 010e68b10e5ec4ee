"""The wording of workbooks and of faults, from words.yaml and faults.yaml."""

from functools import cache
from importlib.resources import files
from typing import Any

from goldthread.codes.datafile import LOADER
from goldthread.documents.xlsx.folding import folded
from goldthread.documents.xlsx.model import LANGS, Text


@cache
def _data(name: str) -> dict[str, Any]:
    import yaml

    text = files("goldthread.documents.xlsx").joinpath(f"{name}.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    return content


def words(*path: str) -> Any:
    """The entry of words.yaml under these names."""
    found: Any = _data("words")
    for name in path:
        found = found[name]
    return found


def fault_wording(code: str) -> dict[str, Any]:
    """The entry of faults.yaml; an unknown code is a fault of ours."""
    entry: dict[str, Any] = _data("faults")[code]
    return entry


def fault_codes() -> frozenset[str]:
    return frozenset(_data("faults")) - {"source"}


def filled(text: Text, **values: object) -> dict[str, str]:
    """The text in every language; a value that is itself a text comes in the same language."""
    return {
        lang: text[lang].format(
            **{name: v[lang] if isinstance(v, dict) else v for name, v in values.items()}
        )
        for lang in LANGS
    }


@cache
def spellings(name: str) -> frozenset[str]:
    """How `not_applicable`, `yes` or `no` may be written, folded."""
    return frozenset(folded(spelling) for spelling in words(name, "read"))

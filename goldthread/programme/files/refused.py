"""A file that is not taken, with its sentence in both languages, from refusals.yaml."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from goldthread.codes.datafile import LOADER
from goldthread.errors import InputRefused

_SHOWN = 80


class FileRefused(InputRefused):
    """`texts` says in each language what was found and what to do; `code` names the entry."""

    def __init__(self, code: str, texts: Mapping[str, str]) -> None:
        super().__init__(texts["en"])
        self.code, self.texts = code, texts


def refusal(code: str, name: str, **told: object) -> FileRefused:
    """The refusal `code` of the file called `name`."""
    entry = sentences()[code]
    values = {"name": name} | {key: _shown(value) for key, value in told.items()}
    return FileRefused(code, {lang: entry[lang].format(**values) for lang in ("en", "zh")})


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    content = data("refusals")
    return {code: entry for code, entry in content.items() if code != "source"}


@cache
def data(name: str) -> dict[str, Any]:
    """The content of a YAML file of this room."""
    import yaml

    text = files("goldthread.programme.files").joinpath(f"{name}.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    return content


def _shown(value: object) -> str:
    text = "".join(char if char.isprintable() else "\ufffd" for char in str(value))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

"""Every sentence of the site is marked, and said in Chinese."""

import re
from pathlib import Path

import pytest
from django.test import Client

from goldthread.web import messages

TEMPLATES = [path for path in messages.sources() if path.suffix == ".html"]
# Names that are the same in every language.
NAMES = {
    "Goldthread",
    "SHA",
    "PNG",
    "English",
    "goldthread",
    "load",
    "map",
    "demo",
    "verify",
    "PATH",
}


def test_the_chinese_file_holds_exactly_the_sentences_of_the_sources() -> None:
    wanted = {message.id for message in messages.template() if message.id}
    held = {message.id for message in messages.read() if message.id}
    assert (sorted(map(str, wanted - held)), sorted(map(str, held - wanted))) == ([], [])


def test_nothing_is_untranslated_or_fuzzy() -> None:
    waiting = [
        message.id
        for message in messages.read()
        if message.id
        and (
            message.fuzzy
            or not message.string
            or not all([*([message.string] if isinstance(message.string, str) else message.string)])
        )
    ]
    assert waiting == []


def test_translations_keep_every_place_for_a_value() -> None:
    wrong = []
    for message in messages.read():
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = set(re.findall(r"%\(\w+\)[sd]", ids[-1]))
        wrong += [ids[0] for text in strings if set(re.findall(r"%\(\w+\)[sd]", text)) != wanted]
    assert wrong == []


def unmarked(text: str) -> list[str]:
    """The letters a template shows outside marked sentences."""
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", " ", text, flags=re.DOTALL)
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    shown = re.findall(r'(?:aria-label|alt|title|placeholder|content)="([^"]*)"', text)
    text = re.sub(r"<(?:code|title)>.*?</(?:code|title)>", " ", text, flags=re.DOTALL)
    shown.append(re.sub(r"<[^>]*>", " ", text, flags=re.DOTALL))
    return [w for part in shown for w in re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}", part)]


ALLOWED_IN_HEAD = {"width", "device", "initial", "scale", "light", "dark", "中文"}


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_every_word_of_a_template_is_marked(path: Path) -> None:
    found = set(unmarked(path.read_text(encoding="utf-8"))) - NAMES - ALLOWED_IN_HEAD
    assert found == set()


def test_the_check_finds_an_unmarked_word() -> None:
    assert unmarked('<p aria-label="Hello">{% translate "x" %} World</p>') == ["Hello", "World"]


PAGES = (
    "/",
    "/?indicator=P02&period=2018&region=CN-ZJ",
    "/records?indicator=C01&period=2019-H1",
    "/explain?indicator=C01&period=2019-H1&from=3&to=5",
    "/loads",
    "/loads/templates",
    "/loads/5",
    "/loads/5/quarantine",
    "/indicators",
    "/indicators/P02",
    "/?period=2019-H3",
    "/nowhere",
)


@pytest.mark.parametrize("address", PAGES)
def test_chinese_pages_carry_no_english_sentence(client: Client, address: str) -> None:
    """Every English sentence of the catalogue of three words or more is looked for."""
    sign = "&" if "?" in address else "?"
    html = client.get(f"{address}{sign}lang=zh").content.decode()
    texts = [m.id if isinstance(m.id, str) else m.id[0] for m in messages.read() if m.id]
    plain = [t for t in texts if "%(" not in t and "<" not in t and len(t.split()) >= 3]
    assert len(plain) > 100
    assert [t for t in plain if t in html] == []

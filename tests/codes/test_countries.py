"""ST.3: names, former codes and the spellings of registers."""

import pytest

from goldthread.codes import countries
from goldthread.codes.errors import CodeError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CL", "CL"),
        (" us ", "US"),
        ("KOR", "KR"),
        ("Germany", "DE"),
        ("ALEMANIA", "DE"),
        ("德国", "DE"),
        ("ESTADOS UNIDOS DE AMERICA", "US"),
        ("República de Corea", "KR"),
        ("REP.POPULAR DEMOCRAT. DE COREA", "KP"),
        ("TAIWAN, PROVINCIA DE CHINA", "TW"),
        ("U.K.", "GB"),
        ("ANTILLAS HOLANDESAS", "AN"),
        ("OFICINA EUROPEA DE PATENTES", "EP"),
        ("OMPI", "WO"),
        ("CW", "CW"),
        ("Desconocido", "XX"),
        ("SU", "SU"),
        ("中国台湾", "TW"),
        ("香港", "HK"),
    ],
)
def test_resolve_known_spelling(text: str, code: str) -> None:
    assert countries.resolve(text) == code


@pytest.mark.parametrize("text", ["", "  ", "No disponible", "0", "ZZ", "Atlantis", "-", "\x00"])
def test_resolve_unknown_text_is_none(text: str) -> None:
    assert countries.resolve(text) is None


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("EP", "European Patent Office (EPO)", "欧洲专利局"),
        ("WO", "World Intellectual Property Organization (WIPO)", "世界知识产权组织"),
        ("KR", "Republic of Korea", "韩国"),
        ("US", "United States of America", "美国"),
        ("CL", "Chile", "智利"),
        ("SU", "Soviet Union", "苏联"),
        ("HK", "Hong Kong, China", "中国香港"),
    ],
)
def test_name_in_two_languages(code: str, english: str, chinese: str) -> None:
    assert (countries.name(code), countries.name(code, "zh")) == (english, chinese)


def test_name_every_code_has_both_languages() -> None:
    empty = [c for c in countries._codes() if not (countries.name(c) and countries.name(c, "zh"))]
    assert empty == []


@pytest.mark.parametrize("code", ["ZZ", "us", "", "USA"])
def test_name_of_no_code_is_refused(code: str) -> None:
    with pytest.raises(CodeError, match="is not an ST\\.3 code"):
        countries.name(code)


def test_name_in_unknown_language_is_refused() -> None:
    with pytest.raises(CodeError, match="countries have names in en, zh"):
        countries.name("CL", "fr")


def test_every_alias_names_a_code() -> None:
    data = countries.datafile.load("st3")
    assert [code for code in data["aliases"] if not countries.is_st3(code)] == []

"""ISO 4217: codes, names and what offices write."""

import pytest

from goldthread.codes import currencies
from goldthread.codes.errors import CodeError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("CNY", "CNY"), (" usd ", "USD"), ("CNY 人民币", "CNY"), ("人民币", "CNY")),
        *(("RMB", "CNY"), ("元", "CNY"), ("美元", "USD"), ("US Dollar", "USD"), ("欧元", "EUR")),
        *(("港币", "HKD"), ("智利比索", "CLP"), ("Brazilian Real", "BRL"), ("英镑", "GBP")),
        *(("贝壳", None), ("XAU", None), ("dollar", None), ("", None), ("XXX", None)),
    ],
)
def test_a_currency_by_code_or_name(text: str, code: str | None) -> None:
    assert currencies.resolve(text) == code


def test_every_code_has_a_name_that_means_it() -> None:
    assert len(currencies.codes()) == len(set(currencies.codes())) > 140
    for code in currencies.codes():
        for lang in ("en", "zh"):
            assert currencies.resolve(currencies.name(code, lang)) == code
            assert currencies.resolve(f"{code} {currencies.name(code, lang)}") == code


def test_no_other_language_has_names() -> None:
    with pytest.raises(CodeError, match=r"names in en, zh; 'fr' is not one"):
        currencies.name("CNY", "fr")

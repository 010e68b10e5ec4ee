import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from goldthread.web.shell import address
from goldthread.web.shell.address import ORDER, Address
from goldthread.web.shell.errors import BadParameter


def read(query: str, **checks: address.Check) -> dict[str, object]:
    return address.read(RequestFactory().get(f"/?{query}"), checks)


def test_address_writes_its_parameters_in_one_order() -> None:
    made = Address.of("/", period="2019-H1", lang="zh", indicator="C01", region="CN-ZJ")
    assert str(made) == "/?indicator=C01&period=2019-H1&region=CN-ZJ&lang=zh"


@given(st.permutations([("region", "CN-ZJ"), ("indicator", "C01"), ("as_of", "3"), ("page", "2")]))
def test_address_is_the_same_in_whatever_order_it_was_made(pairs: list[tuple[str, str]]) -> None:
    assert str(Address.of("/").with_(**dict(pairs))) == (
        "/?indicator=C01&region=CN-ZJ&as_of=3&page=2"
    )


def test_address_escapes_what_a_value_may_hold() -> None:
    assert str(Address.of("/", region="a&b=c d")) == "/?region=a%26b%3Dc%20d"


def test_with_an_empty_value_takes_the_parameter_away() -> None:
    assert str(Address.of("/", region="CN-ZJ", page=2).with_(region=None, page="")) == "/"


def test_read_gives_checked_values_and_leaves_empty_ones_out() -> None:
    checks = {"page": address.between(1, 9), "sort": address.one_of(("a", "b"))}
    assert read("page=3&sort=&lang=zh", **checks) == {"page": 3}


@pytest.mark.parametrize(
    ("query", "name", "allowed"),
    [
        ("page=0", "page", "Give a whole number from 1 to 9."),
        ("page=1e3", "page", "Give a whole number from 1 to 9."),
        ("page=٣", "page", "Give a whole number from 1 to 9."),
        ("page=9999999999999", "page", "Give a whole number from 1 to 9."),
        ("page=1&page=2", "page", "Give it once."),
        ("pgae=1", "pgae", "This page knows the parameters page, lang."),
        ("page=%00", "page", "Give at most 200 printable characters."),
        ("page=" + "9" * 500, "page", "Give at most 200 printable characters."),
    ],
)
def test_read_refuses_with_a_sentence(query: str, name: str, allowed: str) -> None:
    with pytest.raises(BadParameter) as caught:
        read(query, page=address.between(1, 9))
    assert (caught.value.name, caught.value.allowed) == (name, allowed)


def test_one_of_lists_at_most_twelve() -> None:
    with pytest.raises(ValueError, match=r"Allowed are 0, 1, .*, 11 …\."):
        address.one_of([str(n) for n in range(40)])("x")


def test_order_has_every_name_once() -> None:
    assert len(set(ORDER)) == len(ORDER)

"""Each widget: read as typed, meant for the engine, shown again, told to a reader."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from goldthread.web.acting.forms import blank, read
from goldthread.web.acting.ticket import Ticket, opened
from goldthread.web.acting.widgets import (
    BY_KIND,
    Asked,
    Choice,
    Day,
    Lines,
    Many,
    Number,
    One,
    Whole,
    Widget,
    YesNo,
)
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.machine import Need
from goldthread.workflow.terms import Kind

FRUIT = [Choice("a", "Apple"), Choice("b", "Bean <b>")]


def asked(lang: str = "en") -> Asked:
    request: Any = RequestFactory().get("/")
    request.lang = lang
    return Asked(request, None, "do")


class Fixed:
    """Every field asked for by one widget."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget

    def widget(self, need: Need) -> Widget:  # noqa: ARG002
        return self._widget


def form_of(widget: Widget, kind: Kind, sent: str, *, required: bool = True) -> Any:
    need = Need("f", {"en": "field", "zh": "字段"}, kind, required)
    return read(Fixed(widget), (need,), QueryDict(sent), asked())


@pytest.mark.parametrize(
    ("widget", "kind", "sent", "means"),
    [
        (Lines(), "text", "f= two%0Alines ", "two\nlines"),
        (Day(), "date", "f=2019-06-30", date(2019, 6, 30)),
        (Whole(), "integer", "f=1,234", 1234),
        (Whole(), "integer", "f=-3", -3),
        (Number(), "decimal", "f=12.50", Decimal("12.50")),
        (Number(), "decimal", "f=-1，234，567.5", Decimal("-1234567.5")),
        (YesNo(), "boolean", "f=yes", True),
        (YesNo(), "boolean", "f=no", False),
        (One(lambda _: FRUIT), "reference", "f=b", "b"),
        (Many(lambda _: FRUIT), "references", "f=b&f=a", ["b", "a"]),
    ],
)
def test_what_is_typed_means(widget: Widget, kind: Kind, sent: str, means: object) -> None:
    form = form_of(widget, kind, sent)
    assert (dict(form.payload), dict(form.errors)) == ({"f": means}, {})


@pytest.mark.parametrize(
    ("widget", "kind", "sent", "error"),
    [
        (Lines(), "text", "f=%20", "Give the field."),
        (Day(), "date", "f=30.6.2019", "The field must be a day such as 2019-07-30."),
        (Whole(), "integer", "f=1.5", "The field must be a whole number."),
        (Whole(), "integer", "f=1,5", "The field must be a whole number."),
        (Number(), "decimal", "f=12,5", "The field must be a decimal number, not a float."),
        (Number(), "decimal", "f=NaN", "The field must be a decimal number, not a float."),
        (YesNo(), "boolean", "f=perhaps", "Give the field."),
        (One(lambda _: FRUIT), "reference", "f=c", "Choose from the list."),
        (Many(lambda _: FRUIT), "references", "f=a&f=c", "Choose from the list."),
        (Many(lambda _: FRUIT), "references", "", "Give the field."),
    ],
)
def test_what_cannot_be_meant_is_said(widget: Widget, kind: Kind, sent: str, error: str) -> None:
    form = form_of(widget, kind, sent)
    assert (dict(form.payload), dict(form.errors)) == ({}, {"f": error})


def test_blank_optional_fields_are_left_out() -> None:
    for kind, widget in BY_KIND.items():
        form = form_of(widget, kind, "f=", required=False)  # type: ignore[arg-type]
        assert (dict(form.payload), dict(form.errors)) == ({"f": None}, {})


@pytest.mark.parametrize(
    ("widget", "kind", "value"),
    [
        (Day(), "date", date(2019, 6, 30)),
        (YesNo(), "boolean", False),
        (Whole(), "integer", 0),
        (Many(lambda _: FRUIT), "references", ["a", "b"]),
    ],
)
def test_a_value_shown_and_sent_again_is_the_same(
    widget: Widget, kind: Kind, value: object
) -> None:
    need = Need("f", {"en": "field", "zh": "字段"}, kind)
    typed = blank(Fixed(widget), (need,), {"f": value}).typed["f"]
    data = QueryDict(mutable=True)
    data.setlist("f", typed if isinstance(typed, list) else [typed])
    assert read(Fixed(widget), (need,), data, asked()).payload == {"f": value}


def test_choices_are_told_by_their_titles_and_the_unknown_by_its_code() -> None:
    assert Many(lambda _: FRUIT).told(["a", "z"], asked("zh")) == "Apple、z"
    assert One(lambda _: FRUIT).told("b", asked()) == "Bean <b>"


def test_choices_are_fetched_once_for_a_page() -> None:
    calls = []
    widget = One(lambda _: calls.append(1) or FRUIT)
    page = asked()
    assert [widget.told("a", page) for _ in range(3)] == ["Apple"] * 3
    assert len(calls) == 1


def test_a_refusal_of_a_choice_is_said_in_both_languages() -> None:
    with pytest.raises(PayloadRefused) as refusal:
        One(lambda _: FRUIT).value("c", asked())
    assert refusal.value.in_language("zh") == "请从列表中选择。"


def test_a_ticket_comes_back_as_it_was_given_and_no_other_does() -> None:
    ticket = Ticket("reform", "7", "edit", "3", 4, {"title": "标题" * 500})
    sealed = ticket.sealed()
    assert opened(sealed) == ticket
    assert opened(sealed[:-2] + "xx") is None
    assert opened("") is None
    assert len(sealed) < 400
    assert ticket.draft == "3/reform/7/4/edit"

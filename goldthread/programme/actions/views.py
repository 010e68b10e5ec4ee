"""Saved views of the ledger: named, shared with the own office, made the start, deleted."""

from typing import Any

from django.db import transaction

from goldthread.offices.queries import memberships_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import person_of
from goldthread.programme.models import SavedView
from goldthread.workflow import clock
from goldthread.workflow.texts import say

MOST = 50
NAME_LENGTH = 80


def save_view(*, actor: Any, name: str, query: str) -> SavedView:
    """The filters under a name; one's own view of that name then has these filters."""
    person = person_of(actor)
    if person is None:
        raise PartRefused(say("Sign in to save a view.", "请先登录再保存视图。"))
    text = _name(name)
    with transaction.atomic():
        own = SavedView.objects.filter(person=person)
        if own.count() >= MOST and not own.filter(name=text).exists():
            raise PartRefused(
                say(
                    "You have {most} saved views; delete one first.",
                    "您已保存{most}个视图，请先删除一个。",
                    most=MOST,
                )
            )
        view: SavedView
        view, _new = SavedView.objects.update_or_create(
            person=person, name=text, defaults={"query": query}
        )
        return view


def change_view(*, view: SavedView, actor: Any, name: str, shared: bool, start: bool) -> None:
    """Only its owner changes a view. One view is the start: a new one takes the old one's place."""
    _own(view, actor)
    text = _name(name)
    with transaction.atomic():
        others = SavedView.objects.filter(person=view.person).exclude(pk=view.pk)
        if others.filter(name=text).exists():
            raise PartRefused(
                say(
                    "You have a view named {name} already; choose another name.",
                    "您已有名为“{name}”的视图，请另取名称。",
                    name=text,
                )
            )
        if start:
            others.filter(start=True).update(start=False)
        view.name, view.start = text, start
        view.office_id = _office_of(actor) if shared else None
        view.save()


def delete_view(*, view: SavedView, actor: Any) -> None:
    _own(view, actor)
    view.delete()


def _own(view: SavedView, actor: Any) -> None:
    if view.person != person_of(actor):
        raise PartRefused(
            say("Only who saved a view changes it.", "视图只能由保存人修改。"),
        )


def _name(given: str) -> str:
    name = " ".join(given.split())
    if not 0 < len(name) <= NAME_LENGTH or not name.isprintable():
        raise PartRefused(
            say(
                "Give the view a name of 1 to {most} characters.",
                "请填写视图名称，1至{most}个字符。",
                most=NAME_LENGTH,
            )
        )
    return name


def _office_of(actor: Any) -> int:
    """The office in which the person works; of several, the first."""
    seat = memberships_of(actor, clock.today()).order_by("pk").first()
    if seat is None:
        raise PartRefused(
            say(
                "You hold no role in an office today, so there is nobody to share the view with.",
                "您目前未在任何单位任职，无法共享视图。",
            )
        )
    return int(seat.office_id)

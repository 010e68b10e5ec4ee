"""What is refused, in both languages, with every row of every table as it was."""

from typing import Any

import pytest
from django.apps import apps

from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import GuardUnmet, Refused
from goldthread.workflow.lifecycle import Lifecycle
from tests.offices.building import snapshot
from tests.seminar.building import Convened

APPS = ("review", "seminar", "programme", "workflow")


def tables() -> list[Any]:
    return [model for label in APPS for model in apps.get_app_config(label).get_models()]


def refused(
    world: Convened,
    obj: Lifecycle,
    action: str,
    by: str,
    error: type[Refused] = GuardUnmet,
    **payload: Any,
) -> tuple[str, str]:
    """The sentence in English and in Chinese."""
    world.wait(seconds=1)
    before = snapshot(*tables())
    with pytest.raises(error) as caught:
        _try(world, obj, action, by, payload)
    assert snapshot(*tables()) == before
    return caught.value.in_language("en"), caught.value.in_language("zh-hans")


def _try(world: Convened, obj: Lifecycle, action: str, by: str, payload: dict[str, Any]) -> None:
    if obj._state.adding:
        create(obj, action, actor=world[by], payload=payload, at=world.at)
        return
    obj.refresh_from_db()
    version = obj.version
    perform(obj, action, actor=world[by], expected_version=version, payload=payload, at=world.at)

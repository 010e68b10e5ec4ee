"""A world of work, its people's browsers without scripts, and plans to be read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.programme.building import World
from tests.web.programme.conftest import read, world  # noqa: F401

PLAN = """2019年推进计划
一、加强保护
（一）严格执法
1.开展专项行动，6月底前完成。（公安部牵头，海关总署、市场监管总局配合）
2.公布典型案例。（最高人民法院、知识产权局按职责分工负责）
二、促进运用
3.推动专利转化。（国家知识产权局负责）
"""


@pytest.fixture
def signed_in(world: World) -> Callable[..., Client]:  # noqa: F811
    def client(name: str, lang: str = "en") -> Client:
        made = Client(headers={"accept-language": lang})
        made.force_login(world[name])
        return made

    return client


def fields(html: str) -> dict[str, Any]:
    """What the page's forms would send as they stand, read as a browser reads them."""
    from lxml import html as markup

    found: dict[str, Any] = {}
    for form in markup.fromstring(html).forms:
        for name, value in form.form_values():
            found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}

"""The permission matrix as a page: as the file has it, in both languages, for one role."""

import csv
import re
from io import StringIO

import pytest
from django.test import Client

from goldthread.offices.codelists import roles
from goldthread.offices.permissions import Permission
from goldthread.web.rights.matrix import MATRICES
from tests.programme.building import World
from tests.web.conftest import words


def rows(html: str) -> list[list[bool]]:
    """The marks of each row of the page's tables."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    lines = [line for body in bodies for line in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)]
    return [["may" in mark for mark in re.findall(r'class="(mark[^"]*)"', line)] for line in lines]


def lines() -> list[tuple[Permission, list[bool], set[str]]]:
    """Each row of the files in the order of the scenes: its marks, the roles that they may."""
    found = []
    for matrix in MATRICES.values():
        order, columns = list(matrix.scenes()), matrix.columns()
        for row in sorted(matrix.permissions(), key=lambda row: order.index(row.scene)):
            marks = [each.code in row.allowed for each in columns]
            roles_ = {each.role for each in columns if each.code in row.allowed}
            found.append((row, marks, roles_))
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_row_of_the_files_stands_there(world: World, read, lang: str) -> None:  # type: ignore[no-untyped-def]
    html = read("/permissions", lang=lang).content.decode()
    assert rows(html) == [marks for _, marks, _ in lines()]
    scenes = sum(len(matrix.scenes()) for matrix in MATRICES.values())
    assert html.count("<section") == scenes == len({row.scene for row, _, _ in lines()})


@pytest.mark.parametrize("role", roles())
def test_of_one_role_only_what_it_may(world: World, read, role: str) -> None:  # type: ignore[no-untyped-def]
    html = read(f"/permissions?role={role}").content.decode()
    widths = {sum(each.role == role for each in matrix.columns()) for matrix in MATRICES.values()}
    assert len(rows(html)) == sum(role in may for _, _, may in lines())
    assert all(any(marks) and len(marks) in widths for marks in rows(html))


def test_somebody_is_led_to_what_the_own_role_may(world: World, read) -> None:  # type: ignore[no-untyped-def]
    html = read("/permissions", "zj_head", "zh").content.decode()
    assert "我可以办理哪些事项？ 省级局负责人" in words(html)
    assert 'href="/permissions?role=provincial_head"' in html


def test_the_file_is_the_reviewed_one_and_the_workflow_page_leads_here(client: Client) -> None:
    parts = {name: f"/permissions/{name}.csv" for name in ("seminar", "review")}
    for name, address in {"work": "/permissions.csv", **parts}.items():
        file = client.get(address).content.decode()
        assert len(list(csv.DictReader(StringIO(file)))) == len(MATRICES[name].permissions())
        assert f'href="{address}"' in client.get("/permissions").content.decode()
    assert 'href="/permissions"' in client.get("/workflow").content.decode()


def test_a_role_that_is_none_is_refused_with_those_there_are(client: Client) -> None:
    answer = client.get("/permissions?role=king")
    assert answer.status_code == 400
    assert "provincial_head" in answer.content.decode()

"""Evidence uploaded on a page: taken in, linked, given out; and everything that is refused."""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldthread.programme.models import Evidence, KeyTask
from tests.programme.reporting import Reporting, criterion, everything
from tests.web.conftest import words
from tests.web.reports.conftest import client_of

CSV = "编号,受理量\n1,12\n".encode()


@pytest.fixture
def task(world: Reporting) -> KeyTask:
    return world.assignment(world.task("in_progress"), "IPO-ZJ", "in_progress")


def ticket_of(client: Client, task: KeyTask) -> str:
    html = client.get(f"/tasks/{task.pk}/evidence").content.decode()
    found = re.search(r'name="ticket" value="([^"]+)"', html)
    assert found is not None, words(html)
    return found[1]


def send(client: Client, task: KeyTask, content: Any = CSV, **given: Any) -> Any:
    name = given.pop("name", "受理量.csv")
    fields = {"ticket": ticket_of(client, task), "office": "IPO-ZJ"} | given
    file = content if isinstance(content, BytesIO) else SimpleUploadedFile(name, content)
    return client.post(f"/tasks/{task.pk}/evidence", fields | {"file": file})


def stored(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("??/*"))


def test_a_file_is_taken_in_described_and_linked_at_once(
    world: Reporting, task: KeyTask, files: Path
) -> None:
    key = criterion(task)
    client = client_of(world, "zj_contributor")
    answer = send(client, task, criterion=key, description="一季度受理量")
    [evidence] = Evidence.objects.all()
    assert (answer.status_code, answer["Location"]) == (303, f"/evidence/{evidence.pk}")
    digest = hashlib.sha256(CSV).hexdigest()
    assert (evidence.name, evidence.sha256, evidence.size) == ("受理量.csv", digest, len(CSV))
    assert (evidence.state, evidence.criterion_id) == ("linked", key)
    assert (evidence.description, evidence.media_type) == ("一季度受理量", "text/csv")
    assert stored(files) == [digest]


def test_the_file_is_given_out_as_an_attachment_to_who_may_see_it_only(
    world: Reporting, task: KeyTask, files: Path
) -> None:
    assert send(client_of(world, "zj_contributor"), task).status_code == 303
    assert len(stored(files)) == 1
    address = f"/evidence/{Evidence.objects.get().pk}/file"
    answer = client_of(world, "supervision").get(address)
    assert b"".join(answer.streaming_content) == CSV
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/csv", "private, no-store")
    for name in ("", "js_head", "planning", "issuer", "press", "sysadmin"):
        hidden = client_of(world, name).get(address)
        assert (hidden.status_code, "受理量" in hidden.content.decode()) == (404, False), name


def test_two_people_upload_the_same_bytes_and_they_are_stored_once(
    world: Reporting, task: KeyTask, files: Path
) -> None:
    for name in ("zj_contributor", "zj_coordinator"):
        assert send(client_of(world, name), task).status_code == 303
    first, second = Evidence.objects.order_by("pk")
    assert (first.sha256, stored(files)) == (second.sha256, [first.sha256])
    html = client_of(world, "supervision").get(f"/evidence/{second.pk}").content.decode()
    assert f'href="/evidence/{first.pk}"' in html


def test_a_form_sent_twice_makes_one(world: Reporting, task: KeyTask, files: Path) -> None:
    client = client_of(world, "zj_contributor")
    ticket = ticket_of(client, task)
    for _ in range(2):
        assert send(client, task, ticket=ticket, criterion=criterion(task)).status_code == 303
    assert (Evidence.objects.count(), len(stored(files))) == (1, 1)


REFUSED = {
    "empty": (b"", "a.csv", "a.csv is empty", "a.csv是空文件"),
    "ending": (b"MZ\x90", "a.exe", "is not of a form that is taken", "格式不予受理"),
    "another kind": (b"%PDF-1.4\n", "a.png", "its content is", "实际内容为"),
    "archive": (b"PK\x03\x04", "a.zip", "unpack it and upload", "请解压后逐个上传"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_refused_is_said_beside_the_file_with_all_typed_kept(
    world: Reporting, task: KeyTask, files: Path, case: str, lang: str
) -> None:
    content, name, english, chinese = REFUSED[case]
    before = everything()
    client = client_of(world, "zj_contributor", lang)
    key = criterion(task)
    answer = send(client, task, content, name=name, criterion=key, description="说明文字")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert (english if lang == "en" else chinese) in html
    assert "说明文字" in html
    assert f'<option value="{key}" selected>' in html
    assert (everything(), stored(files)) == (before, [])


def test_no_file_and_an_unknown_criterion_are_said(
    world: Reporting, task: KeyTask, files: Path
) -> None:
    client = client_of(world, "zj_contributor")
    fields = {"ticket": ticket_of(client, task), "office": "IPO-ZJ", "criterion": "999"}
    answer = client.post(f"/tasks/{task.pk}/evidence", fields)
    text = words(answer.content.decode())
    assert answer.status_code == 422
    assert "Choose a file." in text
    assert "Choose from the list." in text
    assert (Evidence.objects.count(), stored(files)) == (0, [])


def test_what_is_too_large_is_refused_before_it_is_read(
    world: Reporting, task: KeyTask, files: Path
) -> None:
    client = client_of(world, "zj_contributor")

    class Untouched(BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("The body was read.")

    answer = client.generic(
        "POST",
        f"/tasks/{task.pk}/evidence",
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 2**20),
        **{"wsgi.input": Untouched()},
    )
    assert (answer.status_code, stored(files)) == (413, [])
    assert "this page takes at most" in answer.content.decode()


@pytest.mark.parametrize("name", ["", "js_head", "press"])
def test_who_does_not_see_the_task_finds_no_form(
    world: Reporting, task: KeyTask, name: str
) -> None:
    assert client_of(world, name).get(f"/tasks/{task.pk}/evidence").status_code == 404


@pytest.mark.parametrize("name", ["supervision", "protection", "auditor"])
def test_another_unit_is_told_why_it_cannot(world: Reporting, task: KeyTask, name: str) -> None:
    client = client_of(world, name)
    answer = client.get(f"/tasks/{task.pk}/evidence")
    assert answer.status_code == 403
    assert "This is done by the unit whose evidence it is" in words(answer.content.decode())
    sent = client.post(f"/tasks/{task.pk}/evidence", {"file": SimpleUploadedFile("a.csv", CSV)})
    assert (sent.status_code, Evidence.objects.count()) == (403, 0)


def test_withdrawn_evidence_shows_its_tombstone_and_gives_nothing_out(
    world: Reporting, task: KeyTask, files: Path
) -> None:
    assert send(client_of(world, "zj_contributor"), task).status_code == 303
    evidence = Evidence.objects.get()
    world.wait(days=150)
    world.act(evidence, "withdraw", "zj_contributor", reason="上传有误")
    client = client_of(world, "supervision")
    html = client.get(f"/evidence/{evidence.pk}").content.decode()
    assert ("上传有误" in html, evidence.sha256 in html) == (True, True)
    assert f"/evidence/{evidence.pk}/file" not in html
    assert client.get(f"/evidence/{evidence.pk}/file").status_code == 410
    assert len(stored(files)) == 1

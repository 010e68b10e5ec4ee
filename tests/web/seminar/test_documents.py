"""Documents over the web: taken in, given out to whom they are for, from their time on."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldthread.seminar.models import SeminarDocument
from tests.web.conftest import words
from tests.web.seminar.conftest import client_of
from tests.web.seminar.told import Meeting

PAGE = "/seminars/2019-H2/documents/add"
CSV = "编号,受理量\n1,12\n".encode()


def ticket_of(client: Client) -> str:
    html = client.get(PAGE).content.decode()
    return html.split('name="ticket" value="')[1].split('"')[0]


def send(client: Client, content: bytes = CSV, name: str = "会议材料.csv", **fields: Any) -> Any:
    given = {"ticket": ticket_of(client), "title_zh": "会议材料", "audience": "delegations"}
    return client.post(PAGE, {**given, **fields, "file": SimpleUploadedFile(name, content)})


def test_a_document_is_taken_in_released_and_given_out_from_its_time_on(
    met: Meeting, files: Path
) -> None:
    client = client_of(met, "secretariat")
    answer = send(client, embargo_day="2019-07-31", embargo_time="10:00")
    assert answer.status_code == 303
    made = SeminarDocument.objects.latest("pk")
    assert (made.name, made.state) == ("会议材料.csv", "drafted")
    assert made.sha256 == hashlib.sha256(CSV).hexdigest()
    assert made.embargo_until == datetime(2019, 7, 31, 10, tzinfo=UTC)
    address = f"/documents/{made.pk}/file"
    assert client_of(met, "zj_head").get(address).status_code == 404
    met.wait(minutes=5)  # the page was answered by the site's own clock, which went on
    met.act(made, "release", "secretariat")
    assert client_of(met, "zj_head").get(address).status_code == 404
    met.at = datetime(2019, 7, 31, 10, tzinfo=UTC)
    given = client_of(met, "zj_head").get(address)
    assert b"".join(given.streaming_content) == CSV
    assert given["Content-Disposition"].startswith("attachment; ")
    assert given["Content-Security-Policy"] == "sandbox; default-src 'none'"
    for name in ("", "press"):
        assert client_of(met, name).get(address).status_code == 404, name
    met.act(made, "withdraw", "secretariat", reason="有误")
    assert client_of(met, "zj_head").get(address).status_code == 404
    gone = client_of(met, "secretariat").get(address)
    assert (gone.status_code, made.sha256 in gone.content.decode()) == (410, False)


def test_what_is_refused_is_said_with_all_that_was_typed_and_nothing_is_kept(
    met: Meeting, files: Path
) -> None:
    before = SeminarDocument.objects.count()
    cases = (
        ({"content": b"MZ\x90", "name": "a.exe"}, "is not of a form that is taken"),
        ({"content": b""}, "is empty"),
        ({"audience": ""}, "Give the who may read it."),
        ({"audience": "everyone"}, "Choose from the list."),
        ({"embargo_day": "2019-07-31", "embargo_time": "ten"}, "09:00"),
        ({"title_zh": ""}, "Give a title in English, in Chinese, or both."),
    )
    client = client_of(met, "secretariat")
    for given, sentence in cases:
        answer = send(client, **given)
        told = words(answer.content.decode())
        assert (answer.status_code, sentence in told.replace("。", ".")) == (422, True), (
            given,
            told,
        )
    assert SeminarDocument.objects.count() == before


def test_only_the_secretariat_adds_documents(met: Meeting, files: Path) -> None:
    for name in ("zj_head", "press", "issuer"):
        answer = client_of(met, name).post(PAGE, {"title_zh": "x"})
        assert answer.status_code == 403, name
    assert client_of(met, "").post(PAGE, {"title_zh": "x"}).status_code == 403

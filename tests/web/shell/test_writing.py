"""Which addresses take a POST, how much of it, and from whom: through the whole middleware."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from goldthread.web.shell.writing import accepts_post


def reading(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("read")


@accepts_post
def writing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {sorted(request.POST)}")


@accepts_post(limit=200 * 1024)
def evidence(request: HttpRequest) -> HttpResponse:
    sent = request.FILES["file"]
    return HttpResponse(f"{sent.size} {hasattr(sent, 'temporary_file_path')}")


urlpatterns = [
    path("reading", reading),
    path("writing", writing),
    path("evidence", evidence),
    path("", include("goldthread.web.urls")),
]


@pytest.fixture(autouse=True)
def _urls(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def strict(home: Any) -> Client:
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})


def with_token(client: Client) -> dict[str, str]:
    client.cookies["csrftoken"] = token = "a" * 32
    return {"csrfmiddlewaretoken": token}


def test_a_view_that_says_nothing_is_only_read(client: Client) -> None:
    assert client.get("/reading").content == b"read"
    answer = client.post("/reading", {"a": "1"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert "This address is only read" in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_by_all(client: Client, method: str) -> None:
    answer = getattr(client, method)("/writing")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_a_form_of_the_site_is_taken(strict: Client) -> None:
    answer = strict.post("/writing", with_token(strict) | {"a": "1"})
    assert answer.content == b"POST ['a', 'csrfmiddlewaretoken']"


@pytest.mark.parametrize("sent", [{}, {"csrfmiddlewaretoken": "b" * 32}])
def test_a_form_of_elsewhere_is_refused_in_a_sentence(strict: Client, sent: dict[str, str]) -> None:
    with_token(strict)
    answer = strict.post("/writing", sent)
    assert answer.status_code == 403
    assert "The form was not one that this site gave you" in answer.content.decode()
    chinese = strict.post("/writing?lang=zh", sent).content.decode()
    assert "该表单不是本站发出的" in chinese


def test_another_sites_origin_is_refused(strict: Client) -> None:
    token = with_token(strict)
    answer = strict.post("/writing", token, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_form_has_at_most_16_kilobytes(client: Client) -> None:
    fits = "x" * (16 * 1024 - 2)
    urlencoded = "application/x-www-form-urlencoded"
    assert client.post("/writing", f"a={fits}", content_type=urlencoded).status_code == 200
    answer = client.post("/writing", f"a={fits}y", content_type=urlencoded)
    assert answer.status_code == 413
    assert "17 KB; this page takes at most 16 KB" in answer.content.decode()


def test_a_large_body_is_not_read_from_a_stranger(client: Client) -> None:
    sent = {"file": SimpleUploadedFile("a.pdf", b"x" * 50_000)}
    answer = client.post("/evidence", sent)
    assert answer.status_code == 403
    assert "Sign in first" in answer.content.decode()


@pytest.mark.django_db
def test_who_is_signed_in_sends_a_file_which_goes_to_disk(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("li"))
    sent = {"file": SimpleUploadedFile("a.pdf", b"x" * 50_000)}
    assert client.post("/evidence", sent).content == b"50000 True"
    sent = {"file": SimpleUploadedFile("a.pdf", b"x" * 300_000)}
    assert client.post("/evidence", sent).status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", ""])
def test_a_length_that_is_none_sends_nothing(client: Client, length: str) -> None:
    answer = client.generic("POST", "/writing", b"a=1", CONTENT_LENGTH=length)
    assert (answer.status_code, answer.content) in [(200, b"POST []"), (403, answer.content)]


def test_an_address_that_is_not_there_takes_nothing(client: Client) -> None:
    assert client.post("/nowhere", {"a": "1"}).status_code == 404

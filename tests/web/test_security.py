"""What every answer carries, and what nobody gets."""

import logging

import pytest
from django.test import Client

from goldthread.web.shell import site

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
ADDRESSES = ("/", "/loads", "/indicators/C01", "/records?indicator=C01&period=2019-H1", "/nowhere")


@pytest.mark.parametrize("address", [*ADDRESSES, "/?period=x"])
def test_every_page_carries_the_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_has_inline_script_or_style(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert "<style" not in html
    assert ' style="' not in html
    assert " onclick" not in html
    assert html.count("<script") == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_but_reading_is_answered(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/static/..%2f..%2fcli.py",
        "/loads/..%2f1",
        "/records/1/../../etc/passwd",
        "/charts/../../etc/passwd.svg",
        "/indicators/..",
        "/loads/٣",
    ],
)
def test_no_path_leads_out_of_the_site(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_another_host_is_refused(client: Client) -> None:
    logging.disable(logging.ERROR)
    try:
        answer = client.get("/", headers={"host": "evil.example"})
    finally:
        logging.disable(logging.NOTSET)
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


def test_an_error_of_ours_shows_no_traceback(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(site, "holdings", broken)
    client.raise_request_exception = False
    logging.disable(logging.ERROR)
    try:
        answer = client.get("/loads")
    finally:
        logging.disable(logging.NOTSET)
    assert answer.status_code == 500
    html = answer.content.decode()
    assert "Something went wrong" in html
    assert "secret detail" not in html
    assert "goldthread verify" in html


def test_a_damaged_register_is_said_in_a_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goldthread.register.errors import RegisterError

    def broken() -> None:
        raise RegisterError("load 7 cannot be read; restore its folder.")

    monkeypatch.setattr(site, "holdings", broken)
    logging.disable(logging.ERROR)
    try:
        answer = client.get("/loads")
    finally:
        logging.disable(logging.NOTSET)
    assert answer.status_code == 500
    assert "load 7 cannot be read; restore its folder." in answer.content.decode()


@pytest.mark.parametrize("length", [10, 5_000, 100_000])
def test_a_long_address_is_refused_shortly(client: Client, length: int) -> None:
    answer = client.get("/", {"region": "x" * length})
    assert answer.status_code == 400
    assert len(answer.content) < 5_000

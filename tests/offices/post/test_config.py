"""Mail as settings.toml says it."""

from pathlib import Path

import pytest

from goldthread.errors import UsageError
from goldthread.offices.post.config import mail_settings
from goldthread.web.home import read_settings

HOME = Path("/srv/goldthread")


def chosen(text: str, tmp_path: Path, *, demo: bool = False) -> dict[str, object]:
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    return mail_settings(read_settings(tmp_path), HOME, demo=demo)


def test_a_server_with_everything(tmp_path: Path) -> None:
    found = chosen(
        'address = "https://gt.example.org"\n[mail]\nhost = "mail.example.org"\nport = 587\n'
        'user = "gt"\npassword = "secret"\nstarttls = true\nfrom = "Goldthread <gt@example.org>"\n',
        tmp_path,
    )
    assert found == {
        "GOLDTHREAD_ADDRESS": "https://gt.example.org",
        "GOLDTHREAD_MAIL": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_FILE_PATH": HOME / "mail",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "gt",
        "EMAIL_HOST_PASSWORD": "secret",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": 30,
        "DEFAULT_FROM_EMAIL": "Goldthread <gt@example.org>",
    }


def test_port_465_speaks_tls_from_the_start(tmp_path: Path) -> None:
    found = chosen('[mail]\nhost = "m"\nport = 465\n', tmp_path)
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (True, False)


def test_no_server_sends_nothing_and_the_demo_writes_files(tmp_path: Path) -> None:
    assert chosen("", tmp_path)["GOLDTHREAD_MAIL"] is False
    assert chosen('[mail]\nfrom = "x@example.org"\n', tmp_path)["GOLDTHREAD_MAIL"] is False
    demo = chosen("", tmp_path, demo=True)
    assert (demo["GOLDTHREAD_MAIL"], demo["EMAIL_BACKEND"]) == (
        *(True, "goldthread.offices.post.files.EmlBackend"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[mail]\nhsot = "m"\n', "has the unknown setting 'hsot'; known are host, port, user"),
        ('[mail]\nport = "25"\n', "port must be a int, found '25'"),
        ("[mail]\nport = -1\n", "port must not be negative"),
        ('mail = "m"\n', "mail must be a dict"),
        ("[mail]\nstarttls = 1\n", "starttls must be a bool"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(text, tmp_path)
    assert told in str(refused.value)

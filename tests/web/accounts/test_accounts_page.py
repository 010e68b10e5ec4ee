"""What docs/accounts.md says is so."""

import re
import shlex
from pathlib import Path

import pytest

from goldthread.cli import parser
from goldthread.errors import UsageError
from goldthread.web import home
from goldthread.web.accounts import config
from goldthread.web.accounts.urls import urlpatterns
from goldthread.web.shell import writing

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "accounts.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    return TEXT.split(f"```{kind}\n")[1].split("```")[0]


def test_the_settings_are_all_told_with_what_holds_without_them(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(block("toml"), encoding="utf-8")
    told = home.read_settings(tmp_path)
    assert told["sign_in"] == config.DEFAULTS | {"mfa_required": True}
    assert set(told["oidc"]) == set(home.TABLES["oidc"])
    assert set(told["sign_in"]) == set(home.TABLES["sign_in"])
    made = config.django_settings(told, demo=False)
    assert made["CSRF_TRUSTED_ORIGINS"] == ["https://goldthread.example.org"]
    assert (made["SESSION_COOKIE_SECURE"], made["CSRF_COOKIE_SECURE"]) == (True, True)
    assert made["ACCOUNT_DEFAULT_HTTP_PROTOCOL"] == "https"


def test_the_demonstration_does_without_the_second_step_unless_asked() -> None:
    assert config.django_settings({}, demo=True)["GOLDTHREAD_MFA_REQUIRED"] is False
    asked = {"sign_in": {"mfa_required": True}}
    assert config.django_settings(asked, demo=True)["GOLDTHREAD_MFA_REQUIRED"] is True
    assert config.django_settings({}, demo=False)["GOLDTHREAD_MFA_REQUIRED"] is True


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sign_in = 3", "sign_in must be a dict"),
        ("[sign_in]\nidle_hour = 3", "has the unknown setting 'idle_hour'"),
        ("[sign_in]\nfailures = true", "failures must be a int"),
        ("[sign_in]\nfailures = 0", "failures must be at least 1"),
        ("[sign_in]\nproxies = -1", "proxies must not be negative"),
        ('[oidc]\nname = "x"', "lacks issuer, client_id, client_secret"),
        (
            '[oidc]\nname="x"\nissuer="http://x.example"\nclient_id="a"\nclient_secret="b"',
            "issuer must begin with https://",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(said)):
        home.read_settings(tmp_path)


def test_the_command_is_one() -> None:
    words = shlex.split(block(""))
    assert words[0] == "goldthread"
    options = parser().parse_args(words[1:])
    assert (options.name, options.role, options.office) == (
        "admin",
        "system_administrator",
        "CNIPA",
    )


def test_the_addresses_are_there() -> None:
    there = {str(each.pattern) for each in urlpatterns}
    told = {path.lstrip("/") for path in re.findall(r"`(?:https://HOST)?(/[a-z/-]+)`", TEXT)}
    filled = {path.replace("<slug:provider_id>", "oidc") for path in there}
    assert {path for path in told if path} - filled == set()


def test_the_example_for_pages_is_python() -> None:
    space: dict[str, object] = {}
    exec(block("python"), space)
    assert space["decide"].body_limit == writing.FORM
    assert space["evidence"].body_limit == 200 * 1024 * 1024

import json
import stat
from pathlib import Path

import pytest

from goldthread.errors import UsageError
from goldthread.web import home


def test_a_secret_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    home.ensure_secret_key(tmp_path / "new")
    path = tmp_path / "new" / "settings.toml"
    first = path.read_text()
    home.ensure_secret_key(tmp_path / "new")
    assert path.read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(home.read_settings(tmp_path / "new")["secret_key"]) >= 50


def test_other_settings_are_kept(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('country = "CL"\n')
    home.ensure_secret_key(tmp_path)
    found = home.read_settings(tmp_path)
    assert (found["country"], len(found)) == ("CL", 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("secret_key = ", "is not valid TOML"),
        ("colour = 1", "unknown setting 'colour'"),
        ("allowed_hosts = 'x'", "allowed_hosts must be a list"),
        ("time_zone = 'Beijing'", "there is no time zone 'Beijing'; write it as Asia/Shanghai"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(UsageError, match=said):
        home.read_settings(tmp_path)


def test_the_default_home_is_the_command_lines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GOLDTHREAD_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home.default_home() == tmp_path / "goldthread"
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path / "own"))
    assert home.default_home() == tmp_path / "own"


def test_the_demo_says_so_in_the_readers_language(tmp_path: Path) -> None:
    assert home.demo_notice(tmp_path, "en") is None
    notice = {"synthetic": True, "notice": {"en": "Made up.", "zh": "虚构。"}}
    (tmp_path / "demo.json").write_text(json.dumps(notice))
    assert [home.demo_notice(tmp_path, lang) for lang in ("en", "zh")] == ["Made up.", "虚构。"]
    (tmp_path / "demo.json").write_text("{broken")
    assert home.demo_notice(tmp_path, "en") is None

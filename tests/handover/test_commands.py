"""The commands as a person types them, in both languages."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from goldthread.cli import main, parser
from goldthread.programme.models import KeyTask
from goldthread.workflow import log
from tests.handover.two_sites import Two

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "handover.md").read_text("utf-8")
Type = Callable[..., str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    """Runs a command and gives what it printed; its exit status is asserted."""
    monkeypatch.setenv("GOLDTHREAD_HOME", "-")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(home: Path, *words: object, status: int = 0) -> str:
        ended = main([*map(str, words), "--home", str(home)])
        told = capsys.readouterr()
        assert ended == status, told.err
        return told.out + told.err

    return run


def test_a_site_is_saved_and_written_out(
    sqlite_ledger: str, home: Path, outside: Path, typed: Type
) -> None:
    saved = json.loads(typed(home, "backup", outside / "site.zip", "--json"))
    assert (saved["loads"], saved["sequence"], saved["head"]) == (2, *log.head())
    assert f"The log of events ends at {log.head().sequence:,}" in typed(
        home, "backup", outside / "site.zip"
    )
    told = typed(home, "restore", outside / "site.zip", "--into", outside / "again")
    assert log.head().hash in told
    assert "There is a site in" in typed(
        home, "restore", outside / "site.zip", "--into", outside / "again", status=3
    )
    assert "Begin with README.md" in typed(home, "export", outside / "out")
    assert "inside the home" in typed(home, "backup", home / "site.zip", status=3)
    assert "There is no site in" in typed(outside, "backup", outside / "none.zip", status=2)


def test_packages_from_keys_to_conflicts(
    two: Two,
    typed: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As docs/handover.md tells it, with what the commands print."""
    for path in two.region.glob("peers/*.json"):
        path.unlink()
    for path in two.national.glob("peers/*.json"):
        path.unlink()
    post = two.post
    theirs = typed(two.national, "package", "key", post / "national.key.json")
    trust = ("--name", "zhejiang", "--office", "IPO-ZJ", "--eyes", "zj_head")
    with two.in_the_region():
        ours = typed(two.region, "package", "key", post / "zhejiang.key.json")
        back = ("--name", "national", "--office", "*", "--eyes", "supervision")
        known = typed(two.region, "package", "trust", post / "national.key.json", *back)
        two.do("sign_for_receipt", "zj_head")
    assert prints(known) == prints(theirs) != prints(ours)
    assert prints(typed(two.national, "package", "trust", post / "zhejiang.key.json", *trust)) == (
        prints(ours)
    )
    assert "is known as zhejiang already" in typed(
        two.national, "package", "trust", post / "zhejiang.key.json", *trust, status=3
    )
    with two.in_the_region():
        typed(two.region, "package", "make", post / "up.zip", "--name", "national")
    assert "--apply carries it out" in typed(two.national, "package", "read", post / "up.zip")
    assert KeyTask.objects.get(pk=two.task.pk).state == "assigned"

    two.do("cancel", "issuer", document="国知发〔2019〕9号")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    told = typed(two.national, "package", "read", post / "up.zip", "--apply", status=3)
    assert "[冲突]" in told
    assert "state: 对方 'received', 本站点 'cancelled'" in told
    number = re.search(r"^(\d+) \[冲突\]", told, re.MULTILINE)
    assert number is not None
    leave = ("--leave", number[1])
    assert "已办理完毕" in typed(
        two.national, "package", "read", post / "up.zip", "--apply", *leave
    )
    assert "此前已办理" in typed(two.national, "package", "read", post / "up.zip", "--apply")


def prints(told: str) -> list[str]:
    return re.findall(r"(?:[0-9a-f]{4} ){15}[0-9a-f]{4}", told)


def test_the_page_names_commands_that_there_are() -> None:
    lines = [line.split("#")[0].split() for line in PAGE.splitlines() if "goldthread " in line[:24]]
    commands = [line[1:] for line in lines if line and line[0] == "goldthread"]
    assert len(commands) == 10
    for command in commands:
        parser().parse_args([word.strip("'") for word in command])

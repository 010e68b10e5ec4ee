"""The first account is made from the command line, in a process of its own."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

LOAD = (
    "import sys; from pathlib import Path; from goldthread.web import ledger; "
    "ledger.open_site(Path(sys.argv[1])); ledger.migrate(print); "
    "from datetime import date; from goldthread.offices import actions; "
    "from goldthread.offices.loading import shipped; "
    "actions.load_structure(file=shipped('china-2018'), today=date(2019, 7, 1))"
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=False, env=env, text=True, capture_output=True, timeout=90)


def account(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("-m", "goldthread.cli", "account", *arguments, "--home", str(home))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("site")
    made = run("-c", LOAD, str(home))
    assert made.returncode == 0, made.stderr
    return home


def test_the_first_administrator_is_made_and_given_a_link(site: Path) -> None:
    made = account(site, "admin", "--office", "CNIPA", "--en", "Ding Wei", "--zh", "丁伟")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("http://127.0.0.1:8000/sign-in/password/")
    again = account(site, "admin", "--office", "CNIPA")
    assert again.returncode == 0, again.stderr
    assert again.stdout != made.stdout
    with sqlite3.connect(site / "ledger.sqlite3") as ledger:
        people = ledger.execute("SELECT name_en, name_zh FROM offices_person").fetchall()
        held = ledger.execute("SELECT role FROM offices_membership").fetchall()
    assert (people, held) == ([("Ding Wei", "丁伟")], [("system_administrator",)])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x", "--office", "NOWHERE"), "There is no office NOWHERE."),
        (("x", "--office", "CNIPA", "--role", "king"), "king"),
        (("two words", "--office", "CNIPA"), "A user name has 1 to 150"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_nothing(
    site: Path, arguments: tuple[str, ...], said: str
) -> None:
    refused = account(site, *arguments)
    assert refused.returncode == 3
    assert said in refused.stderr
    with sqlite3.connect(site / "ledger.sqlite3") as ledger:
        names = {row[0] for row in ledger.execute("SELECT username FROM auth_user")}
    assert names <= {"admin"}

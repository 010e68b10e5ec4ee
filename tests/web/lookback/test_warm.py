"""What is made ready before it is asked for: the first pages' cubes, again when a load came."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldthread.bench import sample_rights
from goldthread.web.lookback import warm
from goldthread.web.shell import site


@pytest.fixture(autouse=True)
def _cold() -> Iterator[None]:
    warm.READY.clear()
    yield
    warm.READY.clear()
    gc.unfreeze()


@pytest.fixture
def own_home(tmp_path: Path, settings: Any) -> Path:
    settings.GOLDTHREAD_HOME = tmp_path
    settings.ALLOWED_HOSTS = ["testserver"]
    sample_rights.make(tmp_path, 300)
    return tmp_path


def cubes(home: Path) -> set[str]:
    return {path.name for path in (home / "register" / "cubes").glob("*.json")}


def test_first_pages_find_their_cubes_made(own_home: Path) -> None:
    newest = warm.keep("")
    assert newest == site.holdings().newest.sha256
    made = cubes(own_home)
    held = set(site.figures().cubes._held)
    for address in ("/", "/?indicator=P01&period=2018", "/?indicator=C03&period=2018&region=CN-GD"):
        assert Client().get(address).status_code == 200
    assert cubes(own_home) == made
    assert set(site.figures().cubes._held) == held


def test_nothing_is_made_again_until_a_load_comes(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = warm.keep("")
    before = cubes(own_home)
    assert (warm.keep(newest), cubes(own_home)) == (newest, before)
    monkeypatch.setattr(site, "FRESH", 0.0)
    site.register().load(*_more(own_home), quarantine_limit=0.5)
    later = warm.keep(newest)
    assert later == site.holdings().newest.sha256 != newest
    assert len(cubes(own_home) - before) == len(before)


def _more(home: Path) -> tuple[Any, list[Path]]:
    from goldthread.readers import registry

    path = home / "delivered" / "later.csv"
    first = (home / "delivered" / "rights-first.csv").read_text("utf-8").splitlines()
    path.write_text("\n".join([first[0], first[1].replace(",1", ",2")]) + "\n", encoding="utf-8")
    return registry.mapping("rights"), [path]


def test_site_says_when_its_figures_are_ready(own_home: Path) -> None:
    assert Client().get("/ready").status_code == 503
    warm.keep("")
    answer = Client().get("/ready")
    assert (answer.status_code, answer.content) == (200, b"The figures are ready.\n")


def test_empty_register_is_ready_at_once(empty_client: Client) -> None:
    assert warm.keep("") == ""
    assert empty_client.get("/ready").status_code == 200


def test_register_that_cannot_be_read_is_told_and_tried_again(
    own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    manifest = next((own_home / "register" / "loads").rglob("manifest.json"))
    whole = manifest.read_text("utf-8")
    manifest.write_text("{", "utf-8")
    assert warm.keep("") == ""
    assert "Cubes could not be made before they are asked for" in caplog.text
    manifest.write_text(whole, "utf-8")
    site.register()._seen = None  # type: ignore[attr-defined]
    assert warm.keep("") == site.holdings().newest.sha256

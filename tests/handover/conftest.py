"""Homes to hand over: a world in a ledger, a register beside it, a file of evidence."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from goldthread.register.store import Register
from goldthread.workflow.lifecycle import MODELS
from tests.handover.two_sites import Two, begun
from tests.register.deliveries import Lines, write

EVIDENCE = b"%PDF-1.4 a paper that proves it"


@pytest.fixture(autouse=True)
def _only_the_products_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that only other tests have are made by no migration, so no restore makes them."""
    for label in [label for label in MODELS if label.startswith("cases.")]:
        monkeypatch.delitem(MODELS, label)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of `ledger`, with a register of two loads, evidence, settings and an indicator."""
    register = Register(tmp_path)
    for number in (1, 2):
        path = write(tmp_path / f"delivery-{number}.jsonl", [{"number": str(number)}])
        register.load(Lines(), [path])
        path.unlink()
    name = sha256(EVIDENCE).hexdigest()
    (tmp_path / "files" / name[:2]).mkdir(parents=True)
    (tmp_path / "files" / name[:2] / name).write_bytes(EVIDENCE)
    (tmp_path / "settings.toml").write_text('secret_key = "only here"\ncountry = "CN"\n', "utf-8")
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "own.yaml").write_text("# of the site's own\n", "utf-8")
    return tmp_path


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on another disk, as it were."""
    return tmp_path_factory.mktemp("outside")


@pytest.fixture
def two(sqlite_ledger: str, home: Path, outside: Path) -> Two:
    return begun(home, outside)

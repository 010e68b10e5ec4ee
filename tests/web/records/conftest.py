"""A small register of rights, of transactions that name them, and of a case."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldthread.readers.identity import right_key, surrogate
from goldthread.web import build
from tests.indicators.acts.support import act, case
from tests.indicators.support import load, right

ZJ, JS, BANK = ("Alpha", "CN", "CN-ZJ"), ("Beta", "CN", "CN-JS"), ("Bank", "CN", "CN-ZJ")
ONE = surrogate(right_key("CN", "PT", "1"))
SALE, PLEDGE = surrogate("CN|A1"), surrogate("CN|P1")


@pytest.fixture(scope="package")
def acts_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build.build()
    home = tmp_path_factory.mktemp("acts")
    rights = [
        right(n, "CN", filing_date="2019-01-01", grant_date="2020-01-01", title=f"Loom {n}")
        for n in ("1", "2")
    ]
    named = [("PT", "1", "2020-01-01"), ("PT", "77", "2020-01-01")]
    acts = [
        act("A1", "assignment", "2021-02-01", [ZJ], [JS], named, conveyance_text="Sale"),
        act("P1", "pledge", "2021-03-01", [JS], [BANK], named[:1], amount="500.25", currency="CNY"),
        act("P2", "pledge", "2021-03-02", [ZJ], [BANK], amount="7", currency="USD"),
    ]
    load(home, rights, "2021-07-01", "rights")
    load(home, acts, "2021-07-01", "acts")
    load(home, [case("C7", "2021-01-05", "2021-02-05", region_code="CN-ZJ")], "2021-07-01", "cases")
    raised = act(
        "P1", "pledge", "2021-03-01", [JS], [BANK], named[:1], amount="600", currency="CNY"
    )
    load(home, [raised], "2021-08-01", "acts")
    return home


@pytest.fixture
def acts_client(acts_home: Path, settings: Any) -> Client:
    settings.GOLDTHREAD_HOME = acts_home
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
    return Client(headers={"accept-language": "en"})

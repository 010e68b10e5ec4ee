"""The pages that only read need no ledger: they answer where its tables were never made."""

from pathlib import Path

import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["/", "/loads"])
def test_page_asks_no_database(
    address: str, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    """Outside a test that asks for a database any query raises, and the answer would be 500."""
    settings.GOLDTHREAD_HOME = tmp_path

    response = Client(raise_request_exception=False).get(address, follow=True)

    assert response.status_code == 200
    assert list(tmp_path.glob("ledger*")) == []

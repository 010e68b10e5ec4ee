"""The examples of docs/similarity.md and docs/consensus.md hold."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("page", ["similarity", "consensus"])
def test_the_example_holds(page: str) -> None:
    [example] = re.findall(
        r"```python\n(.*?)```", (DOCS / f"{page}.md").read_text("utf-8"), re.DOTALL
    )
    exec(example, {})

"""docs/proposal-pages.md: its addresses answer, its filters and citations are those of the site."""

import re
from pathlib import Path

from goldthread.seminar.models import Proposal
from goldthread.web.proposals.citing import KINDS
from tests.web.proposals.conftest import Discussing, Reader

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "proposal-pages.md").read_text("utf-8")


def cells(heading: str) -> list[list[str]]:
    """The rows of the table below a heading."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_addresses_answer(
    world: Discussing, discussed: Proposal, promised: Proposal, read: Reader
) -> None:
    told = [name for row in cells("Addresses") for name in re.findall(r"`([^`]+)`", row[0])]
    assert len(told) == 15
    asked_otherwise = {"/proposals/alike", "/proposals/many", "/proposals/many/KEY"}
    for address in [each for each in told if each not in asked_otherwise]:
        page = address.replace("PK", "1").replace("KEY", "2019-H2")
        assert read(page, "zj_head").status_code in (200, 302), page


def test_what_can_be_cited_is_told() -> None:
    told = [row[0].split(" ", 1)[1] for row in cells("Discussion")]
    assert sorted(told) == sorted(str(word) for word in KINDS.values())


def test_pages_named_are_there() -> None:
    named = re.findall(r"\]\(([\w./-]+)\)", PAGE)
    assert [each for each in named if not (DOCS / each).is_file()] == []

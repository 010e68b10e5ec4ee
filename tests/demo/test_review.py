"""The demo ends in a published review and the news: what the issue promises of it is there."""

import json
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from math import log
from pathlib import Path

import pytest


@pytest.fixture
def reviewed(spoken: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(spoken / "ledger.sqlite3")
    yield connection
    connection.close()


def test_the_review_is_published_and_its_documents_signed(
    reviewed: sqlite3.Connection,
) -> None:
    asked = "SELECT c.key, r.state, r.published_on, c.state FROM review_review r "
    asked += "JOIN programme_cycle c ON c.id = r.cycle_id"
    assert reviewed.execute(asked).fetchall() == [
        ("2019-H1", "published", "2019-07-29", "under_review"),
    ]
    documents = "SELECT language, state, signed_on FROM review_reviewdocument "
    found = reviewed.execute(f"{documents} ORDER BY language").fetchall()
    assert found == [("en", "signed", "2019-07-29"), ("zh", "signed", "2019-07-29")]


def test_every_office_is_assessed_and_two_object(reviewed: sqlite3.Connection) -> None:
    rows = reviewed.execute(
        "SELECT o.code, a.state, a.text, a.grade, a.upheld FROM review_assessment a "
        "JOIN offices_office o ON o.id = a.office_id ORDER BY o.code"
    ).fetchall()
    # 31 provinces and the Corps; one let the time go by.
    assert (len(rows), {state for _, state, *_ in rows}) == (32, {"final"})
    texts = [text for _, _, text, *_ in rows if text]
    assert (len(texts), len(set(texts))) == (31, 31)
    decided = [(code, upheld) for code, *_, upheld in rows if upheld is not None]
    assert decided == [("IPO-GD", 0), ("IPO-XJ", 1)]
    assert len({grade for *_, grade, _ in rows}) >= 3


def test_anybody_draws_the_sample_again(reviewed: sqlite3.Connection) -> None:
    """By the recipe that docs/review.md publishes, from the seed and the weights."""
    asked = "SELECT seed, population FROM review_review"
    seed, population = reviewed.execute(asked).fetchone()

    def place(number: str, weight: int) -> float:
        first = int.from_bytes(sha256(f"{seed}\n{number}".encode()).digest()[:6], "big")
        return -log((first + 0.5) / 2**48) / weight

    again = sorted(json.loads(population), key=lambda each: place(*each))[:10]
    drawn = "SELECT t.ledger_number FROM review_sampledtask s JOIN programme_keytask t "
    drawn += "ON t.id = s.task_id ORDER BY s.position"
    assert [number for number, _ in again] == [row[0] for row in reviewed.execute(drawn)]


def test_one_release_is_out_and_corrected_and_one_waits_for_eleven(
    reviewed: sqlite3.Connection,
) -> None:
    asked = "SELECT key, state, embargo_until, title_zh <> '' AND text_en <> '' FROM review_news"
    assert reviewed.execute(f"{asked} ORDER BY key").fetchall() == [
        ("review-2019-h1", "published", None, 1),
        ("seminar-2019-07", "embargoed", "2019-07-31 03:00:00", 1),
    ]
    errata = "SELECT n.key, e.number FROM review_newserratum e JOIN review_news n ON n.id = news_id"
    assert reviewed.execute(errata).fetchall() == [("review-2019-h1", 1)]
    values = "SELECT count(*), min(length(value)) > 0 FROM review_newsfigure GROUP BY news_id"
    assert all(count > 5 and whole for count, whole in reviewed.execute(values))

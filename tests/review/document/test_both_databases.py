"""The life of a document on SQLite and on PostgreSQL, and two who act at once."""

from pathlib import Path
from typing import Any

from goldthread.review.models import Edition, ReviewDocument
from goldthread.workflow.engine import perform
from goldthread.workflow.errors import Refused
from tests.programme.founding import Here
from tests.programme.test_two_at_once import at_once
from tests.review.building import Reviewed
from tests.review.document import editing


def test_a_document_goes_its_whole_way(world_here: Here, home: Path) -> None:
    world = world_here(Reviewed)
    review = world.review("final")
    document = world.review_document(review, language="en")
    file = editing.edited(
        editing.word_file(document), lambda opened: editing.say(opened, "are overdue", "are late")
    )
    given = {"sha256": editing.kept(home, file), "base": 1}
    world.act(document, "take_back", "supervision", **given)
    code = next(iter(document.editions.get(number=2).content["figures"]))
    assert Edition.objects.filter(content__figures__has_key=code).count() == 2
    world.act(document, "approve", "supervision_head")
    world.act(document, "sign", "issuer")
    assert (document.state, document.edition) == ("signed", 2)


def test_of_two_editions_made_at_once_one_is_refused(world_here: Here, home: Path) -> None:
    world = world_here(Reviewed)
    document = world.review_document(world.review(), template="# R\nText.")

    def renew() -> Any:
        own = ReviewDocument.objects.get(pk=document.pk)
        actor = world["supervision"]
        return perform(own, "renew", actor=actor, expected_version=document.version, at=world.at)

    got = at_once(renew, renew)
    assert sorted(isinstance(each, Refused) for each in got) == [False, True]
    assert document.editions.count() == 2

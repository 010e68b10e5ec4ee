"""What the actions do, on the locked row, in the engine's transaction: the review document."""

from goldthread.offices.days import day_of
from goldthread.review import stale
from goldthread.review.content import Content, digest
from goldthread.review.models import Edition, Override
from goldthread.review.renewing import renewed
from goldthread.review.rules.document import (
    edition_of,
    last_of,
    reasons_of,
    returned_by,
    review_of,
    template_of,
)
from goldthread.review.taking_back import with_stated
from goldthread.review.writing import write
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

Made = tuple[Content, str]
"""What the next edition holds, and the template that it goes on from."""


@filling("review_document.write")
def begin(occasion: Occasion) -> None:
    document = occasion.obj
    document.review, document.language = review_of(occasion), occasion.payload["language"]
    document.edition = 1


@effect("review_document.write")
def first(occasion: Occasion) -> None:
    _keep(occasion, "written", *_from_template(occasion))


@effect("review_document.edit_template")
def edit_template(occasion: Occasion) -> None:
    made = _from_template(occasion)
    _next(occasion, "written", *made)


@effect("review_document.renew")
def renew(occasion: Occasion) -> None:
    document, last = occasion.obj, last_of(occasion.obj)
    day = day_of(occasion.at)
    content = renewed(last.content, document.review, document.language, day)
    _next(occasion, "renewed", content, last.template)


@effect("review_document.take_back")
def take_back(occasion: Occasion) -> None:
    """The text of the file, its numbers still bound; what is stated otherwise with its reason."""
    last, back = last_of(occasion.obj), returned_by(occasion)
    reasons = reasons_of(back, occasion.payload["overrides"])
    content = with_stated(back.content, reasons)
    _next(occasion, "taken_back", content, last.template)
    for (code, computed), (stated, reason) in reasons.items():
        Override.objects.create(
            document=occasion.obj,
            code=code,
            edition=occasion.obj.edition,
            computed=computed,
            stated=stated,
            reason=reason,
            author=str(occasion.actor.pk),
            at=occasion.at,
        )


@effect("review_document.restore")
def restore(occasion: Occasion) -> None:
    edition = edition_of(occasion.obj, occasion.payload["edition"])
    assert edition is not None, "the guard of the action has held it"
    _next(occasion, "restored", edition.content, edition.template)


@filling("review_document.approve")
def approve(occasion: Occasion) -> None:
    """What each number is now: by it the signing tells whether any has moved."""
    document = occasion.obj
    content = last_of(document).content
    document.baseline = stale.baseline(content, document.review, day_of(occasion.at))


@filling("review_document.sign")
def sign(occasion: Occasion) -> None:
    occasion.obj.signed_on = day_of(occasion.at)


def _next(occasion: Occasion, came: str, content: Content, template: str) -> None:
    occasion.obj.edition += 1
    _keep(occasion, came, content, template)


def _from_template(occasion: Occasion) -> Made:
    document, template = occasion.obj, template_of(occasion)
    content = write(document.review, template, document.language, day_of(occasion.at))
    return content, template


def _keep(occasion: Occasion, came: str, content: Content, template: str) -> None:
    document = occasion.obj
    Edition.objects.create(
        document=document,
        number=document.edition,
        at=occasion.at,
        author=str(occasion.actor.pk),
        came=came,
        template=template,
        content=content,
        sha256=digest(content),
    )

"""How a person wants to be told: rhythm, language, address; and the mark of the last look."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from goldthread.offices.models import LastLook, Person, Wish
from goldthread.offices.models.post import DAILY, LANGUAGES, RHYTHMS
from goldthread.workflow import clock
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.texts import Sentence, say

RHYTHM_TITLES = {
    "daily": {"en": "every working day", "zh": "每个工作日"},
    "weekly": {"en": "once a week", "zh": "每周一次"},
    "none": {"en": "no mail", "zh": "不发邮件"},
}
LONGEST_REPLY = 500


@dataclass(frozen=True)
class Wished:
    """What holds for a person: the own wish, else what the site and the account give.

    `address` is empty where none can be used; `refused` says that the server refuses it for good.
    """

    rhythm: str
    language: str
    address: str
    refused: bool


def wished(person: Person) -> Wished:
    """Reads the person's `wish` and `user`: give it with both related."""
    own: Wish | None = getattr(person, "wish", None)
    address = (own and own.email) or getattr(person.user, "email", "") or ""
    usable = address if _usable(address) else ""
    return Wished(
        own.rhythm if own else DAILY,
        (own and own.language) or _site_language(),
        usable,
        bool(own and usable and own.refused_address == usable),
    )


@transaction.atomic
def set_wish(*, person: Person, rhythm: str, language: str, email: str = "") -> Wish:
    """The person's own wish; a blank e-mail address stands for the account's."""
    address = email.strip()
    if rhythm not in RHYTHMS:
        raise PayloadRefused(_unknown(rhythm, RHYTHMS))
    if language not in LANGUAGES:
        raise PayloadRefused(_unknown(language, LANGUAGES))
    if address and not _usable(address):
        raise PayloadRefused(
            say(
                "{address} is no e-mail address; write it as name@example.org.",
                "{address}不是有效的电子邮件地址，请按 name@example.org 的格式填写。",
                address=address[:100],
            )
        )
    facts = {"rhythm": rhythm, "language": language, "email": address}
    wish: Wish = Wish.objects.update_or_create(person=person, defaults=facts)[0]
    return wish


def refuse_address(person: Person, address: str, reply: str, at: datetime) -> None:
    """Note that a mail server refused the address for good."""
    facts = {
        "refused_address": address,
        "refused_reply": reply[:LONGEST_REPLY],
        "refused_at": at,
    }
    Wish.objects.update_or_create(person=person, defaults=facts)


def try_address_again(*, person: Person) -> None:
    """The address is believed to work again: the next digest goes there."""
    Wish.objects.filter(person=person).update(refused_address="", refused_reply="", refused_at=None)


def looked(*, person: Person, at: datetime | None = None) -> None:
    """The person has looked at the own notices; a mark never goes back."""
    moment = at or clock.now()
    mark, new = LastLook.objects.get_or_create(person=person, defaults={"at": moment})
    if not new:
        LastLook.objects.filter(pk=mark.pk, at__lt=moment).update(at=moment)


def last_look(person: Person) -> datetime | None:
    found: datetime | None = (
        LastLook.objects.filter(person=person).values_list("at", flat=True).first()
    )
    return found


def _usable(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _site_language() -> str:
    given = getattr(settings, "GOLDTHREAD_LANGUAGE", None) or "en"
    return "zh" if given.startswith("zh") else "en"


def _unknown(given: str, known: tuple[str, ...]) -> Sentence:
    return say(
        "{given} is not among {known}.",
        "{given}不在可选项{known}之列。",
        given=given[:40],
        known=", ".join(known),
    )

"""Who works in the made-up ledger: a head and a coordinator in every region, and the centre."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from goldthread.bench.work_writer import Writer

COORDINATOR, DEPARTMENT, SUPERVISION = (
    "provincial_coordinator",
    "national_department",
    "supervision",
)
SINCE = date(2019, 1, 1)
CENTRE = (("issuer", "CNIPA"), (SUPERVISION, "CNIPA-GO"), ("supervision_head", "CNIPA-GO"))
TOTP = {"secret": "", "generated": "made up for a measurement; it opens nothing"}


def put_people(
    writer: Writer,
    regional: Iterable[str],
    departments: Iterable[str],
    more: Iterable[tuple[str, str]] = (),
) -> None:
    """Accounts without a password, named as ROLE@OFFICE, each with its second step set up.

    `more`: further roles, each with its office.
    """
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import get_user_model

    from goldthread.offices.models import Membership, Office, Person

    seats = [(role, code) for code in regional for role in ("provincial_head", COORDINATOR)]
    seats += [(DEPARTMENT, code) for code in departments]
    seats += [*CENTRE, *more]
    offices = dict(Office.objects.values_list("code", "pk"))
    names = [f"{role}@{code}" for role, code in seats]
    moment = datetime(SINCE.year, SINCE.month, SINCE.day, tzinfo=UTC)
    times = {"created_at": moment, "updated_at": moment, "entered_at": moment}
    writer.put(get_user_model(), ({"username": name, "password": "!"} for name in names))
    secret = {"type": "totp", "data": TOTP}
    writer.put(Authenticator, ({"user_id": n} | secret for n, _ in enumerate(names, 1)))
    writer.put(
        Person,
        (
            {"user_id": n, "name_en": name, "name_zh": name, "state": "registered", "version": 1}
            | times
            for n, name in enumerate(names, 1)
        ),
    )
    writer.put(
        Membership,
        (
            {"person_id": n, "office_id": offices[code], "role": role, "starts": SINCE}
            for n, (role, code) in enumerate(seats, 1)
        ),
    )


def session_of(name: str) -> str:
    """The key of a session in which the account is signed in, for the site's cookie."""
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
        get_user_model,
    )

    from goldthread.web.accounts.demo import BACKEND
    from goldthread.web.accounts.sessions import SessionStore

    user: Any = get_user_model()._default_manager.get(username=name)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)

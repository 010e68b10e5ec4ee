"""Giving accounts: each a person's, made with no password and a link to set one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from goldthread.offices import actions, queries
from goldthread.offices.models import Person
from goldthread.web.accounts import links
from goldthread.workflow import clock
from goldthread.workflow.errors import Refused
from goldthread.workflow.occasion import Actor, SystemActor
from goldthread.workflow.texts import say

LONGEST = 150


def register(
    *, actor: Actor, name_en: str, name_zh: str, office: str, role: str, starts: Any
) -> Person:
    """A person with a first role: somebody without any would be seen by the administrator alone."""
    with transaction.atomic():
        person = actions.register_person(actor=actor, name_en=name_en, name_zh=name_zh)
        actions.grant_role(
            person=person,
            actor=actor,
            expected_version=person.version,
            office=office,
            role=role,
            starts=starts,
        )
    return person


def give_account(*, person: Person, actor: Actor, expected_version: int, user_name: str) -> str:
    """A new account for the person; gives the path of the link to set its password."""
    with transaction.atomic():
        account = _new_account(user_name)
        actions.connect_account(
            person=person, actor=actor, expected_version=expected_version, user=account
        )
    return links.path_of(account)


def give_link(*, person: Person, actor: Actor, expected_version: int) -> str:
    """A new link; the password there was, and links before, are good no longer."""
    actions.give_link(person=person, actor=actor, expected_version=expected_version)
    return links.path_of(get_user_model()._default_manager.get(pk=person.user_id))


def clear_second_step(*, person: Person, actor: Actor, expected_version: int, reason: str) -> None:
    """Whoever lost authenticator and recovery codes sets the second step up anew."""
    with transaction.atomic():
        actions.clear_second_step(
            person=person, actor=actor, expected_version=expected_version, reason=reason
        )
        Authenticator.objects.filter(user_id=person.user_id).delete()


def first_account(*, user_name: str, name_en: str, name_zh: str, role: str, office: str) -> str:
    """From the command line: the account and its role made, or its link given anew."""
    setup = SystemActor("setup")
    with transaction.atomic():
        person = Person.objects.filter(user__username__iexact=user_name).first()
        if person is None:
            person = actions.register_person(actor=setup, name_en=name_en, name_zh=name_zh)
            actions.connect_account(
                person=person, actor=setup, expected_version=1, user=_new_account(user_name)
            )
        if (role, office) not in queries.roles_on(person, clock.today()):
            actions.grant_role(
                person=person,
                actor=setup,
                expected_version=person.version,
                office=office,
                role=role,
                starts=clock.today(),
            )
        return give_link(person=person, actor=setup, expected_version=person.version)


def _new_account(user_name: str) -> Any:
    accounts = get_user_model()._default_manager
    try:
        UnicodeUsernameValidator()(user_name)
    except ValidationError:
        user_name = ""
    if not 0 < len(user_name) <= LONGEST:
        raise Refused(
            say(
                "A user name has 1 to 150 letters, digits or @ . + - _, without blanks.",
                "用户名由1至150个字母、汉字、数字或 @ . + - _ 组成，不含空格。",
            )
        )
    if accounts.filter(username__iexact=user_name).exists():
        raise Refused(say("This user name is taken; choose another.", "该用户名已被使用，请另选。"))
    account = accounts.model(username=user_name)
    account.set_unusable_password()
    account.save()
    return account

"""Whose role requires the second step, as data; whether it is there is django-allauth's to say."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from goldthread.offices.codelists import roles
from goldthread.offices.queries import roles_of
from goldthread.workflow import clock


@lru_cache(maxsize=1)
def required_roles() -> frozenset[str]:
    path = files("goldthread.web.accounts") / "data" / "second_step.yaml"
    found = frozenset(yaml.safe_load(path.read_text(encoding="utf-8"))["required"])
    assert found <= set(roles()), f"second_step.yaml names unknown roles: {found - set(roles())}"
    return found


def owed_by_role(user: Any) -> bool:
    """Does a role that the user holds today require the second step on this site?"""
    if not settings.GOLDTHREAD_MFA_REQUIRED:
        return False
    return not required_roles().isdisjoint(roles_of(user, clock.today()))


def has(user: Any) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def owes(user: Any) -> bool:
    """Required, and not there yet."""
    return owed_by_role(user) and not has(user)

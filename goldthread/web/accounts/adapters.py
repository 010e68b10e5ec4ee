"""Where django-allauth asks the site: no sign-up, no mail, no account made by a provider."""

import base64
import hashlib
import time
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goldthread.web.accounts.addresses import client_address
from goldthread.web.accounts.second_step import owed_by_role

PATIENCE = 10  # seconds for each answer of an office's provider


class Account(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The user name or the password is not right. Look at capitals and at the keyboard's "
            "language, then type both again."
        ),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _("Too many wrong codes. Wait some minutes, then try again."),
        "rate_limited": _("Too many wrong codes. Wait some minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Failures are counted by django-axes, by name and address together."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing of an account goes by mail: links are handed over by who gives the account."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As above."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002
        """Who signed in just now is not asked again."""
        records = get_authentication_records(context.request, context.request.user)
        last = max((record["at"] for record in records), default=0)
        return bool(time.time() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


class Provider(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def get_requests_session(self) -> requests.Session:
        """A provider that does not answer keeps nobody waiting for ever."""
        return _Impatient()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing of an account goes by mail."""


class _Impatient(requests.Session):
    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", PATIENCE)
        return super().request(*args, **kwargs)


class SecondStep(DefaultMFAAdapter):
    """Codes of an authenticator, and recovery codes; secrets are kept encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code is not right, or it was used before. Type the code that your authenticator "
            "shows now; each is good for 30 seconds."
        ),
        "cannot_delete_authenticator": _(
            "Your roles require the second step; it cannot be turned off."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not owed_by_role(authenticator.user)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing of an account goes by mail."""


def _box() -> Fernet:
    """The key is the site's own secret key: a ledger read without it gives no codes away."""
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second-step")
    return Fernet(base64.urlsafe_b64encode(key.digest()))

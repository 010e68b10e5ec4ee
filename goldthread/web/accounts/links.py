"""The link with which somebody sets a password: made once, shown once, good until used or late."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse


def path_of(user: object) -> str:
    """The path of the link; whoever has it can set the password of this account, once."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )

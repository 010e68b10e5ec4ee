"""django-allauth's forms with the site's own labels; what they check is django-allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("User name"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Verification code"),
}
# The most a field takes: nothing longer is hashed or compared.
LONGEST = {"login": 150, "code": 30}
LONGEST_PASSWORD = 128


def missing(label: Any) -> str:
    """What an empty field is answered with: which one it is."""
    return gettext("Fill in: %(field)s.") % {"field": label}


class Labelled:
    """Labels instead of the grey words inside a field, which vanish when one types."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.error_messages["required"] = missing(field.label)
            field.widget.attrs.pop("placeholder", None)
            field.max_length = LONGEST.get(name, LONGEST_PASSWORD)
            field.widget.attrs |= {"maxlength": field.max_length, "class": "typed"}


class SignIn(Labelled, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class PasswordAgain(Labelled, account.ReauthenticateForm):
    pass


class ChangePassword(Labelled, account.ChangePasswordForm):
    pass


class SetPassword(Labelled, account.ResetPasswordKeyForm):
    pass


class SecondStep(Labelled, mfa.AuthenticateForm):
    pass


class SecondStepAgain(Labelled, mfa.ReauthenticateForm):
    pass


class TurnOn(Labelled, totp.ActivateTOTPForm):
    pass

"""The site's own pages about an account."""

from typing import Any

from allauth.account import views as allauth
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from goldthread.web.accounts import demo, people, provider, second_step, who


class SignIn(allauth.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {"provider_name": provider.name(), "demo_roles": demo.is_open()}


sign_in = SignIn.as_view()
change_password = login_required(
    allauth.PasswordChangeView.as_view(success_url=reverse_lazy("mfa_index"))
)


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, roles with their days and who gave them, and how one signs in."""
    user, lang = request.user, request.lang
    person = getattr(user, "person", None)
    context = {
        "title": _("Your account"),
        "name": who.name_of(user, lang),
        "user_name": user.get_username(),
        "held": who.held_by(person, lang) if person else [],
        "second_step": second_step.has(user),
        "second_step_owed": second_step.owed_by_role(user),
        "codes_left": _codes_left(user),
        "provider_name": provider.name(),
        "connected": SocialAccount.objects.filter(user=user).exists(),
        "has_password": user.has_usable_password(),
        "manages": people.manages(user),
        "idle_hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return render(request, "accounts/account.html", context)


def _codes_left(user: Any) -> int:
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0

"""The addresses of signing in: those of django-allauth that the site has a use for, and its own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import path, re_path

from goldthread.web.accounts import demo, people, provider, views
from goldthread.web.shell.writing import accepts_post

SIGN_IN = [
    path("sign-in", accepts_post(views.sign_in), name="account_login"),
    path("sign-out", accepts_post(account.logout), name="account_logout"),
    path("sign-in/code", accepts_post(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/again", accepts_post(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code", accepts_post(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/closed", account.account_inactive, name="account_inactive"),
    re_path(
        r"^sign-in/password/(?P<uidb36>[0-9a-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,100})$",
        accepts_post(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sign-in/password-set",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
OF_A_PROVIDER = [
    path("sign-in/with/<slug:provider_id>", accepts_post(provider.go), name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back", provider.back, name="openid_connect_callback"),
    path("sign-in/cancelled", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/failed", social.login_error, name="socialaccount_login_error"),
    path(
        "account/provider",
        accepts_post(provider.connections),
        name="socialaccount_connections",
    ),
]
ACCOUNT = [
    path("account", views.account, name="mfa_index"),
    path("account/password", accepts_post(views.change_password), name="account_change_password"),
    path("account/second-step", accepts_post(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-step/off", accepts_post(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new",
        accepts_post(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
PEOPLE = [
    path("sign-in/as", accepts_post(demo.sign_in_as), name="sign_in_as"),
    path("people", people.people, name="people"),
    path("people/new", accepts_post(people.register), name="register_person"),
    path("people/<int:key>", people.person, name="person"),
    path("people/<int:key>/<slug:name>", accepts_post(people.act), name="person_act"),
]
urlpatterns = [*SIGN_IN, *OF_A_PROVIDER, *ACCOUNT, *PEOPLE]

"""What `settings.toml` says of signing in, as settings of Django, django-allauth and django-axes.

Read while Django's settings are made: nothing of Django may be asked here.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

DEFAULTS = {
    "idle_hours": 12,
    "failures": 5,
    "lock_minutes": 15,
    "link_hours": 72,
    "proxies": 0,
}
PROVIDER = "oidc"
FORMS = "goldthread.web.accounts.forms"


def django_settings(own: Mapping[str, Any], *, demo: bool) -> dict[str, Any]:
    """All settings of signing in; `demo` takes the second step away unless it is asked for."""
    sign_in = DEFAULTS | {"mfa_required": not demo} | own.get("sign_in", {})
    return _cookies(own, sign_in) | _allauth(own, sign_in) | _axes(sign_in)


def _cookies(own: Mapping[str, Any], sign_in: Mapping[str, Any]) -> dict[str, Any]:
    https = own.get("https", False)
    hosts = own.get("allowed_hosts", []) if https else []
    return {
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "SESSION_COOKIE_AGE": sign_in["idle_hours"] * 3600,
        # The site itself speaks HTTP behind the proxy that speaks HTTPS with the browser.
        "CSRF_TRUSTED_ORIGINS": [f"https://{'*' if h[:1] == '.' else ''}{h}" for h in hosts],
        "PASSWORD_RESET_TIMEOUT": sign_in["link_hours"] * 3600,
        "GOLDTHREAD_MFA_REQUIRED": sign_in["mfa_required"],
        "GOLDTHREAD_PROXIES": sign_in["proxies"],
    }


def _allauth(own: Mapping[str, Any], sign_in: Mapping[str, Any]) -> dict[str, Any]:
    https = own.get("https", False)
    return {
        "LOGIN_URL": "/sign-in",
        "LOGIN_REDIRECT_URL": "/account",
        "LOGOUT_REDIRECT_URL": "/",
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "goldthread.web.accounts.backends.Accounts",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}"}
            for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
        ]
        + [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            }
        ],
        "ACCOUNT_ADAPTER": "goldthread.web.accounts.adapters.Account",
        "SOCIALACCOUNT_ADAPTER": "goldthread.web.accounts.adapters.Provider",
        "MFA_ADAPTER": "goldthread.web.accounts.adapters.SecondStep",
        "ACCOUNT_FORMS": {
            "login": f"{FORMS}.SignIn",
            "reauthenticate": f"{FORMS}.PasswordAgain",
            "change_password": f"{FORMS}.ChangePassword",
            "reset_password_from_key": f"{FORMS}.SetPassword",
        },
        "MFA_FORMS": {
            "authenticate": f"{FORMS}.SecondStep",
            "reauthenticate": f"{FORMS}.SecondStepAgain",
            "activate_totp": f"{FORMS}.TurnOn",
        },
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 600,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if https else "http",
        # Passwords are counted by django-axes; of these only wrong codes are left.
        "ACCOUNT_RATE_LIMITS": {
            "login": False,
            "login_failed": f"{sign_in['failures']}/{sign_in['lock_minutes']}m/key",
        },
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": own.get("name", "Goldthread"),
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        # A used code is remembered for 30 seconds: no earlier or later one may be good as well.
        "MFA_TOTP_TOLERANCE": 0,
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
        "SOCIALACCOUNT_PROVIDERS": _providers(own.get("oidc")),
    }


def _providers(oidc: Mapping[str, Any] | None) -> dict[str, Any]:
    if oidc is None:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": oidc["name"],
        "client_id": oidc["client_id"],
        "secret": oidc["client_secret"],
        "settings": {
            "server_url": oidc["issuer"],
            "oauth_pkce_enabled": True,
            # Who it is stands in the ID token, whose issuer, audience and days are checked.
            "fetch_userinfo": False,
            "scope": ["openid"],
        },
    }
    return {"openid_connect": {"APPS": [app]}}


def _axes(sign_in: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "AXES_FAILURE_LIMIT": sign_in["failures"],
        "AXES_COOLOFF_TIME": timedelta(minutes=sign_in["lock_minutes"]),
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_USERNAME_CALLABLE": "goldthread.web.accounts.locking.counted_name",
        "AXES_LOCKOUT_CALLABLE": "goldthread.web.accounts.locking.locked",
        "AXES_CLIENT_IP_CALLABLE": "goldthread.web.accounts.addresses.client_address",
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
    }

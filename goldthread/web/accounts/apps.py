from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "goldthread.web.accounts"

    def ready(self) -> None:
        from goldthread.web.accounts import own_jobs  # noqa: F401

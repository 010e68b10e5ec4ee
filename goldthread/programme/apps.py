from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "goldthread.programme"
    label = "programme"
    verbose_name = "Programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldthread.programme import effects, notices, rules  # noqa: F401

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SeminarConfig(AppConfig):
    name = "goldthread.seminar"
    label = "seminar"
    verbose_name = "Seminar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldthread.seminar import (  # noqa: F401
            effects,
            guards_of_descent,
            notices,
            own_jobs,
            own_objects,
            rules,
        )

        pre_migrate.connect(guards_of_descent.before_migrate, sender=self)
        post_migrate.connect(guards_of_descent.after_migrate, sender=self)

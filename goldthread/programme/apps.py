from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ProgrammeConfig(AppConfig):
    name = "goldthread.programme"
    label = "programme"
    verbose_name = "Programme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldthread.programme import (  # noqa: F401
            effects,
            guards_of_lineage,
            notices,
            own_jobs,
            own_objects,
            rules,
            touched,
        )

        pre_migrate.connect(guards_of_lineage.before_migrate, sender=self)
        post_migrate.connect(guards_of_lineage.after_migrate, sender=self)

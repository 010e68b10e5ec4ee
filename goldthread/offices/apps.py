from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class OfficesConfig(AppConfig):
    name = "goldthread.offices"
    label = "offices"
    verbose_name = "Offices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldthread.offices import effects, emergency, guards_of_days, rules  # noqa: F401
        from goldthread.offices.post import addressing, own_jobs, own_objects  # noqa: F401
        from goldthread.workflow.outbox import notice_put

        notice_put.connect(addressing.on_put, dispatch_uid="goldthread.offices.post")
        pre_migrate.connect(guards_of_days.before_migrate, sender=self)
        post_migrate.connect(guards_of_days.after_migrate, sender=self)

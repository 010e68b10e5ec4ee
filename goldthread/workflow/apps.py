from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class WorkflowConfig(AppConfig):
    name = "goldthread.workflow"
    label = "workflow"
    verbose_name = "Workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldthread.workflow import guards_of_the_log, own_jobs, site_checks  # noqa: F401

        post_migrate.connect(guards_of_the_log.after_migrate, sender=self)
        checks.register(site_checks.machines_are_whole, checks.Tags.models)
        checks.register(site_checks.sqlite_locks_at_once, checks.Tags.database)

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "goldthread.review"
    label = "review"
    verbose_name = "Review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from goldthread.review import (  # noqa: F401
            effects,
            notices,
            own_jobs,
            own_objects,
            rules,
        )

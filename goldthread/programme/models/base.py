"""What several tables of this part share: titles in two languages, an amount with three states."""

from typing import Any

from django.db import models
from django.db.models import Q

TITLE_LENGTH = 500
NUMBER_LENGTH = 40


class Titled(models.Model):
    """A title in English, in Chinese, or in both; at least one."""

    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    title_zh = models.CharField(max_length=TITLE_LENGTH, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title("en")

    def title(self, lang: str) -> str:
        """The title in the language, else in the other one."""
        first, second = self.title_en, self.title_zh
        if lang.startswith("zh"):
            first, second = second, first
        return str(first or second)


def titled(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(title_en="") | ~Q(title_zh=""), name=f"{name}_has_title"
    )


def decimal(*, null: bool = True, **more: Any) -> Any:
    """A number as the register's published figures have them: DECIMAL(20,4)."""
    return models.DecimalField(max_digits=20, decimal_places=4, null=null, **more)


VALUE, MISSING, NOT_APPLICABLE = "value", "missing", "not_applicable"
"""A figure is there (zero too), was not reported, or does not apply: never confused."""


def three_valued(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(status=VALUE, value__isnull=False)
        | Q(status__in=(MISSING, NOT_APPLICABLE), value__isnull=True),
        name=f"{name}_three_valued",
    )

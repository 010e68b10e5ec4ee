"""The forms of the people's pages, one for each action; what is allowed is the engine's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goldthread.offices import queries
from goldthread.offices.codelists import roles
from goldthread.web.accounts.forms import missing
from goldthread.workflow import clock


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )


DAY = {"type": "date"}


class Asked(forms.Form):
    """`version` is the version of the person that the form was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = missing(field.label)
            field.error_messages["invalid"] = gettext("Write a day such as 2019-06-30.")
        if "office" in self.fields:
            self.fields["office"].choices = _offices(lang)
        if "role" in self.fields:
            self.fields["role"].choices = [
                (code, role.titles[lang]) for code, role in roles().items() if role.at
            ]


class Names(Asked):
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200)


class Where(Asked):
    office = forms.ChoiceField(label=_("Office of the role"))
    role = forms.ChoiceField(label=_("Role"))


class Register(Names, Where):
    starts = _day(_("From"))
    field_order = ("name_en", "name_zh", "office", "role", "starts")


class Grant(Where):
    starts = _day(_("From"))
    ends = _day(_("First day after (may be left open)"), required=False)


class EndRole(Where):
    day = _day(_("First day after"))


class Leave(Asked):
    day = _day(_("First day after"))


class GiveAccount(Asked):
    user_name = forms.CharField(label=_("User name"), max_length=150)


class ClearSecondStep(Asked):
    reason = forms.CharField(label=_("How the person showed who it is"), max_length=500)


def _offices(lang: str) -> list[tuple[str, str]]:
    rows = queries.offices_named_on(clock.today())
    names = [(row.office.code, row.name_zh if lang == "zh" else row.name_en) for row in rows]
    return [(code, f"{name} ({code})") for code, name in names]

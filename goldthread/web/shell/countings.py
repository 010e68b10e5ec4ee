"""What counting rules, types and date bases of definitions are called."""

from django.utils.translation import gettext_lazy as _

COUNTINGS = {
    "first-applicant": _("whole, by the first-named applicant"),
    "first-inventor": _("whole, by the first-named inventor"),
    "regional-office": _("whole, by the regional office"),
    "fraction-inventors": _("in fractions, over the inventors"),
    "fraction-applicants": _("in fractions, over the applicants"),
    "fraction-fields": _("in fractions, over the technology fields"),
}
TYPES = {
    "flow": _("flow: what happened in a period"),
    "stock": _("stock: what stood at the end of a period"),
    "ratio": _("ratio: a part of a whole, or a number per so many"),
    "duration": _("duration: how long it took"),
}
DATES = {
    "filing_date": _("filing date"),
    "publication_date": _("publication date"),
    "grant_date": _("grant or registration date"),
    "received_date": _("day the load was received"),
}

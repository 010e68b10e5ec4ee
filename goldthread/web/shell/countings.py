"""What counting rules, types and date bases of definitions are called."""

from django.utils.translation import gettext_lazy as _

COUNTINGS = {
    "first-applicant": _("whole, by the first-named applicant"),
    "first-inventor": _("whole, by the first-named inventor"),
    "regional-office": _("whole, by the regional office"),
    "fraction-inventors": _("in fractions, over the inventors"),
    "fraction-applicants": _("in fractions, over the applicants"),
    "fraction-fields": _("in fractions, over the technology fields"),
    "transactions": _("whole, each transaction once"),
    "rights": _("each right once in each transaction"),
    "distinct-rights": _("each right once, however many transactions name it"),
    "fraction-rights": _("in fractions, over the rights of the transaction"),
    "distinct-parties": _("each party once, however many transactions it has"),
    "fraction-parties": _("in fractions, over the parties of the transaction"),
    "cases": _("whole, each case once"),
}
TYPES = {
    "flow": _("flow: what happened in a period"),
    "stock": _("stock: what stood at the end of a period"),
    "ratio": _("ratio: a part of a whole, or a number per so many"),
    "duration": _("duration: how long it took"),
    "average": _("average: a number that each right has"),
    "age": _("age: how old the rights in force were at the end of a period"),
    "share_within": _("share within a time: a part of what was done"),
    "cohort": _("cohort: what became of the rights of a period within a time"),
    "index": _("index: what was counted over what would be if two dimensions had no link"),
    "balance": _("balance: what came in, less what went out"),
}
DATES = {
    "filing_date": _("filing date"),
    "publication_date": _("publication date"),
    "grant_date": _("grant or registration date"),
    "in_force_from": _("day it came into force"),
    "received_date": _("day the load was received"),
    "first_action_date": _("day of the first action"),
    "opposition_publication_date": _("day it was published for opposition"),
    "least(grant_date, discontinued_date)": _("day it was disposed of"),
    "appeal_decided_date": _("day the appeal was decided"),
    "review_decided_date": _("day the review was decided"),
    "review_requested_date": _("day the invalidation was requested"),
    "coalesce(int_filing_date, filing_date)": _("international filing date"),
    "recorded_date": _("day of the recording"),
    "accepted_date": _("day the case was accepted"),
    "closed_date": _("day the case was closed"),
}

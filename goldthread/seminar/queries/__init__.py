"""Every reading of this part, as of a day. Who holds nothing sees what is published."""

from goldthread.seminar.queries.descent import Family, answers_for, family, goes_on_in
from goldthread.seminar.queries.promises import Promises, promised
from goldthread.seminar.queries.proposals import Filters, Listing, listing
from goldthread.seminar.queries.visible import (
    addresses_visible_to,
    answers_visible_to,
    batches_visible_to,
    corrections_visible_to,
    delegations_visible_to,
    documents_visible_to,
    interventions_visible_to,
    items_visible_to,
    minutes_published,
    minutes_visible_to,
    proposals_published,
    proposals_visible_to,
    releases_visible_to,
    remarks_visible_to,
    seminars_published,
    seminars_visible_to,
    sessions_visible_to,
    sponsorships_visible_to,
    stances_visible_to,
)
from goldthread.seminar.queries.why import why_seen

__all__ = [
    "Family",
    "Filters",
    "Listing",
    "Promises",
    "addresses_visible_to",
    "answers_for",
    "answers_visible_to",
    "batches_visible_to",
    "corrections_visible_to",
    "delegations_visible_to",
    "documents_visible_to",
    "family",
    "goes_on_in",
    "interventions_visible_to",
    "items_visible_to",
    "listing",
    "minutes_published",
    "minutes_visible_to",
    "promised",
    "proposals_published",
    "proposals_visible_to",
    "releases_visible_to",
    "remarks_visible_to",
    "seminars_published",
    "seminars_visible_to",
    "sessions_visible_to",
    "sponsorships_visible_to",
    "stances_visible_to",
    "why_seen",
]

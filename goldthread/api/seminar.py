"""The kinds of work of the seminar.

What readers see of the agenda is its released version, which is a page and a feed; sessions and
items are the working copy, for those who prepare it.
"""

from goldthread.api.kind import TITLES, Seen, Work
from goldthread.programme.queries import cycles_visible_to
from goldthread.seminar import queries
from goldthread.seminar.models import (
    Address,
    AgendaItem,
    AnswerBatch,
    Delegation,
    Intervention,
    MinutesCorrection,
    MinutesEntry,
    Proposal,
    Remark,
    Seminar,
    SeminarDocument,
    SeminarSession,
    Sponsorship,
    Stance,
)
from goldthread.seminar.queries.events import events_visible_to
from goldthread.seminar.queries.meeting_events import meeting_events_visible_to

_TEXTS = ("text_en", "text_zh")
_OF_ITEM = {"seminar": "item__session__seminar__key"}
_OF_PROPOSAL = {"seminar": "proposal__seminar__key", "proposal": "proposal_id"}
_INTO: dict[str, Seen] = {"into": queries.proposals_visible_to}

SEMINAR = (
    Work(
        model=Seminar,
        sees=queries.seminars_visible_to,
        events=meeting_events_visible_to,
        fields=(
            *("key", *TITLES, "theme_en", "theme_zh", "place_en", "place_zh", *_TEXTS),
            *("starts", "ends", "rooms", "nominations_until", "proposals_until", "members"),
            *("observers", "objection_days", "answer_days", "quorum", "open_minutes"),
        ),
        links=("cycle",),
        filters={"cycle": "cycle__key"},
    ),
    Work(
        model=SeminarSession,
        sees=queries.sessions_visible_to,
        events=meeting_events_visible_to,
        fields=(*TITLES, "starts", "ends", "room"),
        links=("seminar",),
        filters={"seminar": "seminar__key"},
    ),
    Work(
        model=AgendaItem,
        sees=queries.items_visible_to,
        events=meeting_events_visible_to,
        fields=("position", *TITLES, "kind", "minutes", "speakers"),
        links=("session",),
        filters={"seminar": "session__seminar__key"},
    ),
    Work(
        model=SeminarDocument,
        sees=queries.documents_visible_to,
        events=meeting_events_visible_to,
        fields=(*TITLES, "audience", "embargo_until", "name", "sha256", "size", "media_type"),
        links=("seminar",),
        filters={"seminar": "seminar__key"},
        begun=False,
    ),
    Work(
        model=Delegation,
        sees=queries.delegations_visible_to,
        events=meeting_events_visible_to,
        fields=(),
        offices=("office",),
        links=("seminar",),
        filters={"seminar": "seminar__key", "office": "office__code"},
    ),
    Work(
        model=Intervention,
        sees=queries.interventions_visible_to,
        events=meeting_events_visible_to,
        fields=("subject", "minutes", "position", "given_at", "text"),
        links=("delegation", "item"),
        filters=_OF_ITEM,
    ),
    Work(
        model=Address,
        sees=queries.addresses_visible_to,
        events=meeting_events_visible_to,
        fields=(*TITLES, *_TEXTS),
        links=("seminar",),
        references={"into": cycles_visible_to},
        filters={"seminar": "seminar__key"},
    ),
    Work(
        model=Proposal,
        sees=queries.proposals_visible_to,
        events=events_visible_to,
        fields=(
            *("number", *TITLES, "line_of_work", "background_en", "background_zh"),
            *("request_en", "request_zh", "submitted_on", "filed_on", "discussion"),
            *("answer_due", "answer_class", "answered_on"),
        ),
        offices=("office", "answered_by"),
        links=("seminar", "measure", "merged_into", "duplicate_of", "task"),
        references=_INTO,
        filters={"seminar": "seminar__key", "office": "office__code", "class": "answer_class"},
    ),
    Work(
        model=Sponsorship,
        sees=queries.sponsorships_visible_to,
        events=events_visible_to,
        fields=("proposes", "objected_on", "agreed_on"),
        offices=("office",),
        links=("proposal", "origin"),
        filters=_OF_PROPOSAL | {"office": "office__code"},
    ),
    Work(
        model=Stance,
        sees=queries.stances_visible_to,
        events=events_visible_to,
        fields=("position", "reason"),
        links=("proposal", "delegation", "origin"),
        filters=_OF_PROPOSAL,
    ),
    Work(
        model=Remark,
        sees=queries.remarks_visible_to,
        events=events_visible_to,
        fields=("at", "text", "cites"),
        offices=("office",),
        links=("proposal", "reply_to"),
        filters=_OF_PROPOSAL,
    ),
    Work(
        model=AnswerBatch,
        sees=queries.batches_visible_to,
        events=events_visible_to,
        fields=(*TITLES, "published_on"),
        links=("seminar",),
        filters={"seminar": "seminar__key"},
    ),
    Work(
        model=MinutesEntry,
        sees=queries.minutes_visible_to,
        events=meeting_events_visible_to,
        fields=("revision", *_TEXTS),
        links=("item",),
        filters=_OF_ITEM,
    ),
    Work(
        model=MinutesCorrection,
        sees=queries.corrections_visible_to,
        events=meeting_events_visible_to,
        fields=("passage", "wording", "reason", "decision"),
        links=("entry", "delegation"),
        filters={"seminar": "entry__item__session__seminar__key"},
    ),
)

"""A seminar that shows everything once: for pages in a browser and lists that are counted."""

from typing import Any

from goldthread.seminar.models import Address, AgendaItem, MinutesEntry, Seminar
from tests.seminar.building import Convened

TEXT_EN = (
    "We handled 12,000 cases in the first half. JD-2019-001 has been settled.\n"
    "We will open ten more centres by the end of the year."
)
FIRST_TEXT = "The head opened the seminar."
TEXT_ZH = "上半年办理案件1.2万件。年底前将新建十个中心。"


class Meeting(Convened):
    """A seminar in session: two releases, documents in each state, a queue, a draft of minutes.

    Keys of its objects do not change; what else they hold is read anew from the ledger of a test.
    """

    def __init__(self) -> None:
        super().__init__()
        self.meeting: Seminar = self.seminar("documents_closed")
        self.talks: AgendaItem = self.statements(self.meeting)
        self.release(self.meeting)
        self._second_release()
        self.documents = self._documents()
        self.lead_to(self.meeting, "in_session")
        self.delegations = {each.office.code: each for each in self.meeting.delegations.all()}
        self.queue = self._queue()
        self.address = self._address()
        self.opening = AgendaItem.objects.get(session__seminar=self.meeting, kind="opening")
        self.opened: MinutesEntry = self._held()

    def end(self, state: str) -> None:
        """On to a later state, the items that are under way ended first."""
        for item in AgendaItem.objects.filter(session__seminar=self.meeting, state="under_way"):
            self.act(item, "end", "secretariat")
        self.lead_to(self.meeting, state)

    def _second_release(self) -> None:
        """Statements are longer and renamed; afterwards renamed again, not released."""
        for title, release in (("Statements of offices", True), ("Secret working title", False)):
            self.edit_item(self.talks, title_en=title, minutes=90)
            if release:
                self.release(self.meeting, "One item is longer.")

    def edit_item(self, item: AgendaItem, **changes: Any) -> None:
        given = {
            "session": item.session_id,
            "position": item.position,
            "title_en": item.title_en,
            "title_zh": item.title_zh,
            "kind": item.kind,
            "minutes": item.minutes,
            "speakers": item.speakers,
        }
        self.act(item, "edit", "secretariat", **(given | changes))

    def _documents(self) -> dict[str, Any]:
        later = {"embargo_day": "2019-07-31", "embargo_time": "10:00"}
        make = self.seminar_document
        return {
            "open": make(self.meeting, title_en="Open report", item=self.talks.pk),
            "embargoed": make(self.meeting, title_en="Embargoed report", **later),
            "draft": make(self.meeting, "drafted", title_en="Draft report"),
            "withdrawn": make(self.meeting, "withdrawn", title_en="Withdrawn report"),
        }

    def _queue(self) -> list[Any]:
        rows = [("IPO-ZJ", "queued", 1), ("IPO-JS", "queued", 2), ("CNIPA-PROT", "requested", 1)]
        return [
            self.intervention(self.delegations[office], self.talks, state, position)
            for office, state, position in rows
        ]

    def _address(self) -> Address:
        given = {"title_en": "Address", "title_zh": "讲话", "text_en": TEXT_EN, "text_zh": TEXT_ZH}
        given |= {"seminar": self.meeting.pk}
        made: Address = self.make(Address(), "draft", "planning", **given)
        return made

    def _held(self) -> MinutesEntry:
        """The opening was held and is minuted in three revisions; the statements are under way."""
        self.act(self.opening, "begin", "secretariat")
        self.act(self.opening, "end", "secretariat")
        entry = self.entry(self.opening, text_en=FIRST_TEXT, text_zh="")
        self.act(entry, "write", "clerk", text_en="The head opened the seminar at nine.")
        texts = {
            "text_en": "The head opened the seminar at nine o'clock.",
            "text_zh": "局长宣布开幕。",
        }
        self.act(entry, "write", "secretariat", **texts)
        discussion = AgendaItem.objects.get(session__seminar=self.meeting, kind="proposals")
        self.act(discussion, "begin", "chair")
        return entry

    def entry_of_talks(self) -> MinutesEntry:
        """The minutes of the statements, circulated."""
        self.end("circulated")
        entry: MinutesEntry = MinutesEntry.objects.get(item=self.talks)
        return entry

"""A seminar that shows everything once: for pages in a browser and lists that are counted."""

from functools import partial
from typing import Any

from goldthread.seminar.models import Address, AgendaItem, MinutesEntry, Seminar
from tests.seminar.building import Convened

TEXT_EN = (
    "We handled 12,000 cases in the first half. JD-2019-001 has been settled.\n"
    "We will open ten more centres by the end of the year."
)
TEXT_ZH = "上半年办理案件1.2万件。年底前将新建十个中心。"


class Met:
    """In session: two releases, documents in each state, a queue, a draft of the minutes."""

    def __init__(self, world: Convened, state: str = "in_session") -> None:
        self.world = world
        self.seminar: Seminar = world.seminar("documents_closed")
        self.statements: AgendaItem = world.statements(self.seminar)
        world.release(self.seminar)
        self._second_release()
        self.documents = self._documents()
        world.lead_to(self.seminar, "in_session")
        self.delegations = {each.office.code: each for each in self.seminar.delegations.all()}
        self.interventions = self._queue()
        self.address = self._address()
        self.opening = AgendaItem.objects.get(session__seminar=self.seminar, kind="opening")
        self._held()
        if state != "in_session":
            world.lead_to(self.seminar, state)
        self.entry = MinutesEntry.objects.get(item=self.opening)

    def _second_release(self) -> None:
        """Statements are longer and renamed; afterwards renamed again, not released."""
        for title, release in (("Statements of offices", True), ("Secret working title", False)):
            self.edit_item(self.statements, title_en=title, minutes=90)
            if release:
                self.world.release(self.seminar, "One item is longer.")

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
        self.world.act(item, "edit", "secretariat", **(given | changes))

    def _documents(self) -> dict[str, Any]:
        later = {"embargo_day": "2019-07-31", "embargo_time": "10:00"}
        make = partial(Convened.document, self.world)  # the world's own `document` is a plan
        return {
            "open": make(self.seminar, title_en="Open report", item=self.statements.pk),
            "embargoed": make(self.seminar, title_en="Embargoed report", **later),
            "draft": make(self.seminar, "drafted", title_en="Draft report"),
            "withdrawn": make(self.seminar, "withdrawn", title_en="Withdrawn report"),
        }

    def _queue(self) -> list[Any]:
        rows = [("IPO-ZJ", "queued", 1), ("IPO-JS", "queued", 2), ("CNIPA-PROT", "requested", 1)]
        return [
            self.world.intervention(self.delegations[office], self.statements, state, position)
            for office, state, position in rows
        ]

    def _address(self) -> Address:
        given = {"title_en": "Address", "title_zh": "讲话", "text_en": TEXT_EN, "text_zh": TEXT_ZH}
        given |= {"seminar": self.seminar.pk}
        made: Address = self.world.make(Address(), "draft", "planning", **given)
        return made

    def _held(self) -> None:
        """The opening was held and is minuted in three revisions; the statements are under way."""
        world = self.world
        world.act(self.opening, "begin", "secretariat")
        world.act(self.opening, "end", "secretariat")
        entry = world.entry(self.opening, text_en="The head opened the seminar.", text_zh="")
        world.act(entry, "write", "clerk", text_en="The head opened the seminar at nine.")
        world.act(
            entry,
            "write",
            "secretariat",
            text_en="The head opened the seminar at nine o'clock.",
            text_zh="局长宣布开幕。",
        )
        world.act(self.statements, "begin", "chair")

"""News in every state: what everybody reads, what waits for its minute, what is still a draft."""

from datetime import date
from typing import Any

from goldthread.review.models import News
from tests.review.building import Reviewed
from tests.review.news.conftest import EN, ZH

OUT_AT = date(2019, 8, 1)
SECRETS = {
    "kept": ("Sealed headline", "A sealed sentence", "未公开标题"),
    "draft": ("Draft headline", "A draft sentence", "草拟标题"),
    "never": ("Scrapped headline", "A scrapped sentence", "作废标题"),
    "gone": ("Withdrawn headline", "A withdrawn sentence", "撤回标题"),
}
"""By key of a release that is not out, its title, its text, its title in Chinese."""


class Newsworthy(Reviewed):
    """A seminar in session with three delegations of three people and one proposal filed."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting = self.seminar("nominations_open")
        self.proposal(self.meeting, "filed")
        self.lead_to(self.meeting, "in_session")
        self.out = self.told("out", "published", text_en=EN, text_zh=ZH, summary_en=EN[:53])
        self.draft = self.told("draft", "edited")
        self.never = self.told("never", "signed")
        self.act(self.never, "withdraw", "issuer", reason="scrapped")
        self.gone = self.told("gone", "published")
        self.act(self.gone, "withdraw", "issuer", reason="It told the wrong day.")
        self.kept = self.told("kept", "signed")
        self.act(self.kept, "embargo", "press", day=OUT_AT, time="10:00")

    def told(self, key: str, state: str, **more: Any) -> News:
        """A release with words of its own."""
        title, text, title_zh = SECRETS.get(key, ("Heads look back", "", "座谈会召开"))
        given = {"title_en": title, "title_zh": title_zh, "text_en": text, "text_zh": title_zh}
        return self.news(None, state, key, seminar=self.meeting.pk, **(given | more))

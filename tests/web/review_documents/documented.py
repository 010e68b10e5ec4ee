"""A review with its documents in both languages, on the register of twelve regions."""

from goldthread.review.models import ReviewDocument
from tests.web.review.judged import Judged

TEMPLATE = """# 关于{{cycle}}工作的报告

## 主要指标

上半年授权{{C03 period=this unit=件}}，上年同期{{C03 period=earlier unit=件}}。

各单位认真落实各项任务。

- 共有督办事项{{tasks state=all}}项。

@table C03 period=this by=region change=percent most=5 | 授权量居前的地区

@chart C03 period=this back=1 | 历年同期授权量

@map C03 period=this | 各地区授权量
"""


class Documented(Judged):
    def __init__(self) -> None:
        super().__init__()
        self._chinese = self.review_document(self.judged, template=TEMPLATE).pk

    @property
    def chinese(self) -> ReviewDocument:
        """As it is stored: worlds of several tests share no object."""
        found: ReviewDocument = ReviewDocument.objects.get(pk=self._chinese)
        return found

    def english(self) -> ReviewDocument:
        return self.review_document(self.judged, language="en")

    def sign_it(self) -> None:
        """The review is final and published, its document signed."""
        self.lead_review(self.judged, "final")
        self.act(self.chinese, "approve", "supervision_head")
        self.act(self.chinese, "sign", "issuer")

    def publish_it(self) -> None:
        self.sign_it()
        self.lead_review(self.judged, "published")

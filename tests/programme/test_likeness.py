"""The threshold of likeness, measured on texts written for it: copies above, own reports below."""

import random

import pytest

from goldthread.programme.likeness import ALIKE, alike_pairs, grams, likeness, plain

OWN = (
    (
        "一季度我局会同市场监管、公安部门开展专项检查三次，出动执法人员四百余人次，立案查处专利侵权纠纷"
        "二十六件，结案二十一件；知识产权保护中心场地装修完成，设备采购进入招标阶段，人员编制已获批复。"
    ),
    (
        "保护中心建设方案已报省政府审定，选址在高新区，首批二十名预审员完成培训。本季度受理专利纠纷十八件，"
        "其中外观设计占一半；电商平台投诉处理平均用时缩短至五天，下一步重点推进快速维权通道联网。"
    ),
    (
        "围绕重点产业设立维权援助工作站七个，接待咨询三百余次。与海关签署协作备忘录，查扣侵权货物两批。"
        "保护中心筹备组已成立，预算列入本年度财政安排，预计六月底前挂牌运行。"
    ),
    (
        "根据任务分工，我省印发了实施方案，明确了责任处室和完成时限，建立按月调度机制。目前保护中心主体"
        "工程封顶，信息系统完成初验，正在与国家局对接预审服务的开通事宜。"
    ),
)
OWN_EN = (
    (
        "In the first quarter the office and the police inspected markets three times and opened "
        "twenty-six cases of patent infringement, of which twenty-one are closed."
    ),
    (
        "The plan for the protection centre lies with the provincial government; twenty examiners "
        "were trained and complaints on online platforms are settled within five days."
    ),
    (
        "Seven help desks were set up for key industries. A memorandum with customs was signed and "
        "two shipments were seized; the centre opens by the end of June."
    ),
)
LETTERS = "甲乙丙丁戊己庚辛壬癸"


def edited(text: str, share: float, chance: random.Random) -> str:
    """A copy in which this share of the letters was replaced, wherever it may be."""
    places = set(chance.sample(range(len(text)), round(len(text) * share)))
    return "".join(chance.choice(LETTERS) if at in places else c for at, c in enumerate(text))


def pairs(texts: tuple[str, ...]) -> list[float]:
    made = [grams(plain(text)) for text in texts]
    return [likeness(a, b) for at, a in enumerate(made) for b in made[at + 1 :]]


def test_reports_that_different_people_wrote_of_one_task_lie_far_below() -> None:
    assert max(pairs(OWN) + pairs(OWN_EN)) < ALIKE / 2


@pytest.mark.parametrize("text", [*OWN, *OWN_EN])
def test_a_copy_with_one_letter_in_twenty_changed_is_found(text: str) -> None:
    chance = random.Random(7)
    copies = [edited(plain(text), 0.05, chance) for _ in range(200)]
    assert min(likeness(grams(plain(text)), grams(copy)) for copy in copies) >= ALIKE


def test_names_of_offices_figures_and_marks_make_no_difference() -> None:
    one = "浙江局2019年查处案件26件，保护中心（杭州）已挂牌运行，下一步推进预审工作。"
    two = "江苏局2019年查处案件31件,保护中心(杭州)已挂牌运行，下一步推进预审工作！"
    names = ("浙江局", "江苏局")
    assert (
        plain(one, names)
        == plain(two, names)
        == "年查处案件件保护中心杭州已挂牌运行下一步推进预审工作"
    )
    assert plain("ＡＢ c-1") == "abc"


def test_short_texts_are_left_alone_and_pairs_keep_their_keys() -> None:
    long, other = plain(OWN[0]), plain(OWN[1])
    texts = [("a", "按计划推进"), ("b", "按计划推进"), ("c", long), ("d", other), ("e", long)]
    assert alike_pairs(texts) == [("c", "e", 1.0)]
    assert likeness(frozenset(), frozenset()) == 0.0

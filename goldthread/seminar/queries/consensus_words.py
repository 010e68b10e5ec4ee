"""What a consensus map says, in words."""

from collections.abc import Iterable, Mapping

from goldthread.seminar.consensus import Bloc, ConsensusMap, Outcome, ProposalFacts, Role
from goldthread.seminar.consensus.shares import CLEAR, HEARD, share
from goldthread.workflow.texts import Sentence, Titles, say


def letter(number: int) -> str:
    """Blocs are called A, B, C, so that nobody takes them for counts."""
    return chr(ord("A") + number - 1)


def headline(drawn: ConsensusMap) -> Sentence:
    if drawn.outcome is Outcome.BLOCS:
        return _blocs(drawn)
    if drawn.outcome is Outcome.NO_BLOCS:
        return _no_blocs(drawn)
    if drawn.outcome is Outcome.TOO_FEW_PROPOSALS:
        return say(
            "No map yet: stances were taken on {n} proposals, and a map needs {least}.",
            "暂无共识图：已有表态的提案{n}件，绘制共识图至少需要{least}件。",
            n=len(drawn.proposals),
            least=drawn.least,
        )
    if drawn.outcome is Outcome.NO_QUORUM:
        return say(
            "No map yet: {n} delegations took {least} stances or more, and a map needs {needed}.",
            "暂无共识图：表态不少于{least}件的代表团{n}个，绘制共识图至少需要{needed}个。",
            n=drawn.enough,
            least=drawn.least,
            needed=drawn.needed,
        )
    return say(
        "Nothing divides the delegations: on each proposal all {n} took the same stance.",
        "各代表团意见一致：{n}个代表团对每件提案的表态均相同。",
        n=drawn.enough,
    )


def _blocs(drawn: ConsensusMap) -> Sentence:
    assert drawn.tested is not None
    return say(
        "{blocs} blocs. They stand apart (silhouette {silhouette}) more clearly than in {fewer} of "
        "{copies} copies in which the stances were dealt anew by lot (p = {p}).",
        "存在{blocs}个意见群体：其区分度（轮廓系数{silhouette}）高于{copies}次随机重排中的"
        "{fewer}次（p = {p}）。",
        blocs=len(drawn.blocs),
        silhouette=f"{_clearest(drawn)[1]:.2f}",
        fewer=drawn.tested.permutations - drawn.tested.as_clear,
        copies=drawn.tested.permutations,
        p=f"{drawn.tested.p:.3f}",
    )


def _no_blocs(drawn: ConsensusMap) -> Sentence:
    assert drawn.tested is not None
    number, silhouette = _clearest(drawn)
    if not number:
        return say(
            "No blocs: the delegations cannot be divided into groups of two or more.",
            "不存在意见群体：各代表团无法划分为两个以上成员的群体。",
        )
    return say(
        "No blocs. The clearest division, into {number} groups (silhouette {silhouette}), is not "
        "clear enough: of {copies} copies in which the stances were dealt anew by lot, {as_clear} "
        "divide as clearly (p = {p}), and the middle one reaches {middle}.",
        "不存在意见群体：最清晰的划分（{number}组，轮廓系数{silhouette}）不足以区别于偶然；"
        "{copies}次随机重排中有{as_clear}次同样清晰（p = {p}），其中位数为{middle}。",
        number=number,
        silhouette=f"{silhouette:.2f}",
        copies=drawn.tested.permutations,
        as_clear=drawn.tested.as_clear,
        p=f"{drawn.tested.p:.3f}",
        middle=f"{drawn.tested.middle:.2f}",
    )


def _clearest(drawn: ConsensusMap) -> tuple[int, float]:
    """The number of groups and the silhouette of the clearest division; 0 where there is none."""
    found = [(row.silhouette, -row.number) for row in drawn.splits if row.silhouette is not None]
    silhouette, number = max(found, default=(0.0, 0))
    return -number, silhouette


def notes(drawn: ConsensusMap) -> tuple[Sentence, ...]:
    """How to read it."""
    found = []
    if drawn.outcome.drawn:
        found.append(
            say(
                "The plane shows {part} % of all differences. Who took no stance on a proposal "
                "counts as average there.",
                "平面图反映全部差异的{part}%。对某件提案未表态的，按该提案的平均意见计。",
                part=round(100 * sum(drawn.explained)),
            )
        )
    if drawn.unplaced:
        found.append(
            say(
                "{n} delegations took fewer than {least} stances and have no place on the map.",
                "{n}个代表团表态不足{least}件，未列入图中。",
                n=len(drawn.unplaced),
                least=drawn.least,
            )
        )
    return tuple(found)


def bloc(each: Bloc) -> Sentence:
    return say(
        "Bloc {letter}, {n} delegations. More than the others it supports {supports}; more than "
        "the others it opposes {opposes}.",
        "{letter}群体，{n}个代表团。较其他群体更赞成：{supports}；更反对：{opposes}。",
        letter=letter(each.number),
        n=len(each.delegations),
        supports=_named(each.stands_for),
        opposes=_named(each.against),
    )


def _named(numbers: Iterable[str]) -> Titles:
    told = tuple(numbers)
    return {"en": ", ".join(told) or "none", "zh": "、".join(told) or "无"}


def why(row: ProposalFacts, drawn: ConsensusMap) -> Sentence:
    """Why a proposal bridges, divides, or does neither."""
    if drawn.blocs and row.role is Role.BRIDGE:
        return say(
            "A bridge: every bloc supports it ({parts}).",
            "桥梁提案：各群体均赞成（{parts}）。",
            parts=_in_blocs(row, "support", every=True),
        )
    if drawn.blocs and row.role is Role.DIVISIVE:
        return say(
            "It divides the blocs: supported in {supports}; opposed in {opposes}.",
            "分歧提案：赞成的群体为{supports}；反对的群体为{opposes}。",
            supports=_in_blocs(row, "support"),
            opposes=_in_blocs(row, "oppose"),
        )
    facts = {
        "support": row.all.support,
        "oppose": row.all.oppose,
        "abstain": row.all.abstain,
    }
    en, zh = _PLAIN[row.role]
    return say(
        f"{en}: {{support}} support it, {{oppose}} oppose it, {{abstain}} abstain.",
        f"{zh}：赞成{{support}}，反对{{oppose}}，弃权{{abstain}}。",
        **facts,
    )


_PLAIN = {
    Role.BRIDGE: ("Widely supported", "普遍赞成"),
    Role.DIVISIVE: ("Opinions are divided", "意见分歧"),
    Role.NEITHER: ("Neither agreed nor divided", "尚无定论"),
}


def _in_blocs(row: ProposalFacts, side: str, *, every: bool = False) -> Titles:
    """ "A 9 of 10": in each bloc that is clear about it, or in every one."""
    found = [
        (letter(number), getattr(counts, side), counts.seen)
        for number, counts in enumerate(row.by_bloc, start=1)
        if every
        or (counts.seen >= HEARD and float(share(getattr(counts, side), counts.seen)) >= CLEAR)
    ]
    return {
        "en": ", ".join(f"{name} {count} of {seen}" for name, count, seen in found),
        "zh": "、".join(f"{name}（{seen}个中{count}个）" for name, count, seen in found),
    }


def talk(drawn: ConsensusMap, offices: Mapping[str, Titles]) -> dict[str, Sentence]:
    """For each delegation whom of another bloc to talk to, and about what."""
    return {
        place.delegation: say(
            "{office} stands nearest in another bloc: the same stance on {same} of the {both} "
            "proposals of which both spoke; both support {ground}.",
            "其他群体中与{office}最接近：双方均表态的{both}件提案中有{same}件相同；共同赞成：{ground}。",
            office=offices[place.whom.delegation],
            same=place.whom.same,
            both=place.whom.both,
            ground=_named(place.whom.ground),
        )
        for place in drawn.places
        if place.whom is not None
    }

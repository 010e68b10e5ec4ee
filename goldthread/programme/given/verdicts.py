"""What a verifier finds of each criterion: {criterion: {met, remark}}."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldthread.programme.errors import PartRefused
from goldthread.workflow.texts import Sentence, say

MOST_REMARK = 2_000


@dataclass(frozen=True)
class GivenVerdict:
    criterion: int
    met: bool
    remark: str


def read(given: object, criteria: Mapping[int, str]) -> tuple[GivenVerdict, ...]:
    """A verdict for every criterion (key to text) and for nothing else."""
    if not isinstance(given, Mapping):
        raise PartRefused(_form())
    known = {str(key) for key in criteria}
    for key in given:
        if key not in known:
            raise PartRefused(
                say(
                    "{key} is no criterion of this task.",
                    "本事项没有编号为{key}的完成标准。",
                    key=str(key)[:40],
                )
            )
    missing = [text for key, text in criteria.items() if str(key) not in given]
    if missing:
        raise PartRefused(
            say(
                "Give a finding for every criterion; there is none for: {missing}",
                "请逐项填写核查结论，尚缺：{missing}",
                missing="; ".join(text[:60] for text in missing[:5]),
            )
        )
    return tuple(_verdict(key, text, given[str(key)]) for key, text in criteria.items())


def _verdict(key: int, text: str, row: object) -> GivenVerdict:
    if not isinstance(row, Mapping) or set(row) - {"met", "remark"}:
        raise PartRefused(_form())
    met, remark = row.get("met"), row.get("remark") or ""
    if not isinstance(met, bool) or not isinstance(remark, str) or len(remark) > MOST_REMARK:
        raise PartRefused(_form())
    if not met and not remark.strip():
        raise PartRefused(
            say(
                "Say what is missing where a criterion is not met: {text}",
                "完成标准未达到的，请说明原因：{text}",
                text=text[:60],
            )
        )
    return GivenVerdict(key, met, remark.strip())


def _form() -> Sentence:
    return say(
        "Write the findings as criterion: met (true or false) and a remark of at most {most} "
        "characters.",
        "请逐项填写完成标准是否达到及意见（不超过{most}字）。",
        most=MOST_REMARK,
    )

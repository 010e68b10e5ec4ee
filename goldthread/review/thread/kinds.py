"""The kinds of things on the thread, and what the reader calls each step of it."""

from typing import Final

from goldthread.workflow.texts import Titles

KINDS: Final[dict[str, Titles]] = {
    "clause": {"en": "strategy clause", "zh": "战略条款"},
    "requirement": {"en": "requirement", "zh": "任务要求"},
    "measure": {"en": "measure", "zh": "举措"},
    "task": {"en": "key task", "zh": "督办事项"},
    "assignment": {"en": "assignment", "zh": "分解任务"},
    "report": {"en": "report", "zh": "进展报告"},
    "evidence": {"en": "evidence", "zh": "佐证材料"},
    "figure": {"en": "figure", "zh": "数据"},
    "sentence": {"en": "sentence in the address", "zh": "讲话语句"},
    "frozen": {"en": "frozen figure of the review", "zh": "考核固化数据"},
    "document": {"en": "review document", "zh": "考核报告"},
    "news": {"en": "news release", "zh": "新闻稿"},
    "proposal": {"en": "proposal", "zh": "提案"},
    "answer": {"en": "answer", "zh": "答复"},
    "promise": {"en": "promise in the address", "zh": "讲话承诺"},
}

STEPS: Final[dict[str, Titles]] = {
    "clause": {"en": "strategy clauses", "zh": "战略条款"},
    "requirement": {"en": "requirements", "zh": "任务要求"},
    "measure": {"en": "measures", "zh": "举措"},
    "earlier_measure": {"en": "earlier measures", "zh": "上期举措"},
    "next_measure": {"en": "next measures", "zh": "下期举措"},
    "task": {"en": "key tasks", "zh": "督办事项"},
    "earlier_task": {"en": "earlier key tasks", "zh": "上期督办事项"},
    "next_task": {"en": "next key tasks", "zh": "后续督办事项"},
    "assignment": {"en": "assignments to regional offices", "zh": "分解到各地的任务"},
    "report": {"en": "reports", "zh": "进展报告"},
    "evidence": {"en": "evidence", "zh": "佐证材料"},
    "figure": {"en": "figures", "zh": "数据"},
    "sentence": {"en": "sentences in the address", "zh": "讲话语句"},
    "frozen": {"en": "frozen figures of the review", "zh": "考核固化数据"},
    "document": {"en": "review documents", "zh": "考核报告"},
    "news": {"en": "news", "zh": "新闻"},
    "proposal": {"en": "proposals", "zh": "提案"},
    "answer": {"en": "answers", "zh": "答复"},
    "promise": {"en": "promises in the address", "zh": "讲话承诺"},
}

"""Evidence (佐证材料): a file, what it proves, and what the verifier finds of it."""

from goldthread.programme.transitions.words import REASON, machine, need, optional, row, state
from goldthread.workflow.machine import SAME

_JUDGED = "sufficient insufficient irrelevant"
_TO_JUDGE = f"linked {_JUDGED}"
_REMARK = need("remark", "remark", "核查意见")
_CRITERION = need("criterion", "criterion that it proves", "所证明的完成标准", "reference")

EVIDENCE = machine(
    "evidence",
    "evidence",
    "佐证材料",
    (
        state("uploaded", "uploaded", "已上传"),
        state("scanned", "scanned", "已检查"),
        state("linked", "linked", "已关联"),
        state("sufficient", "sufficient", "充分"),
        state("insufficient", "insufficient", "不充分"),
        state("irrelevant", "irrelevant", "无关"),
        state("superseded", "superseded", "已被替换", open=False),
        state("withdrawn", "withdrawn", "已撤回", open=False),
    ),
    (
        row(
            "upload",
            "upload",
            "上传",
            "",
            "uploaded",
            "evidence.unit",
            guards=("evidence.task_running", "evidence.file_described", "evidence.report_of_unit"),
            effect="evidence.keep",
            notices=(),
            needs=(
                need("task", "key task", "督办事项", "reference"),
                need("office", "unit", "单位", "reference"),
                need("name", "name of the file", "文件名"),
                need("sha256", "SHA-256", "SHA-256"),
                need("size", "size in bytes", "字节数", "integer"),
                need("media_type", "media type", "文件类型"),
                optional("report", "report", "进展报告", "reference"),
            ),
        ),
        row("scan", "note as scanned", "登记检查", "uploaded", "scanned", "system.intake"),
        row(
            "link",
            "link to a criterion",
            "关联完成标准",
            "scanned linked insufficient irrelevant",
            "linked",
            "evidence.unit",
            guards=("evidence.criterion_of_task",),
            effect="evidence.link",
            needs=(_CRITERION,),
        ),
        *(
            row(
                f"find_{name}",
                f"find {name}",
                f"认定{zh}",
                _TO_JUDGE,
                name,
                "evidence.verifier",
                effect="evidence.judge",
                needs=(_REMARK,),
            )
            for name, zh in (
                ("sufficient", "充分"),
                ("insufficient", "不充分"),
                ("irrelevant", "无关"),
            )
        ),
        row(
            "describe",
            "describe",
            "填写说明",
            "scanned linked",
            SAME,
            "evidence.unit",
            effect="evidence.describe",
            needs=(need("description", "what it shows", "材料说明"),),
        ),
        row(
            "supersede",
            "replace",
            "替换",
            f"scanned {_TO_JUDGE}",
            "superseded",
            "evidence.unit",
            guards=("evidence.replacement_of_task",),
            effect="evidence.supersede",
            needs=(need("replacement", "newer file", "新材料", "reference"),),
        ),
        row(
            "withdraw",
            "withdraw",
            "撤回",
            f"uploaded scanned {_TO_JUDGE}",
            "withdrawn",
            "evidence.unit",
            guards=("evidence.not_yet_relied_on",),
            needs=(REASON,),
        ),
    ),
)

"""Evidence of the demo: small text files, really taken in, one for each criterion proved."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from goldthread.demo.work.stage import Stage
from goldthread.programme.files import take_in
from goldthread.programme.models import Evidence, KeyTask, Milestone
from goldthread.workflow.occasion import SystemActor

INTAKE = SystemActor("intake")


class Papers:
    def __init__(self, home: Path) -> None:
        self._folder = home / "files"

    def prove(
        self, stage: Stage, task: KeyTask, milestone: Milestone, actor: Any, day: date
    ) -> None:
        """Upload a file for each criterion of the milestone and link it."""
        for criterion in milestone.criteria.all():
            evidence = self._upload(stage, task, milestone, actor, day)
            stage.act(evidence, "link", actor, day, criterion=criterion.pk)

    def _upload(
        self, stage: Stage, task: KeyTask, milestone: Milestone, actor: Any, day: date
    ) -> Evidence:
        text = (
            f"演示材料，内容均为合成。\n事项：{task.ledger_number} {task.title_zh}\n"
            f"时间节点：{milestone.title}\n日期：{day.isoformat()}\n"
        )
        name = f"{task.ledger_number}-{milestone.position}.txt"
        taken = take_in(BytesIO(text.encode()), name, self._folder)
        evidence: Evidence = stage.make(
            Evidence(),
            "upload",
            actor,
            day,
            task=task.pk,
            office=task.lead.code,
            name=taken.name,
            sha256=taken.sha256,
            size=taken.size,
            media_type=taken.content_type,
        )
        stage.act(evidence, "scan", INTAKE, day)
        return evidence

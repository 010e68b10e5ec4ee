"""The engine's own jobs: proving the log each night, and sweeping what was left lying about."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from goldthread.workflow import log
from goldthread.workflow.jobs import NOTHING, Did, JobFailed, job, last_done
from goldthread.workflow.log import Head
from goldthread.workflow.models import JobRun
from goldthread.workflow.texts import Sentence, say
from goldthread.workflow.verify import Finding, verify_ledger

KEEP_IDLE_RUNS = timedelta(days=14)
LEFT_OVER = ".part"
OLD_FILE = timedelta(days=1)
FOLDERS = ("", "files", "mail")
MOST_TOLD = 5


@job("workflow.verify", {"en": "Prove the log of events", "zh": "校验事件日志"}, "15 2 * * *")
def verify(moment: datetime) -> Did:  # noqa: ARG001
    """Reads the whole log; the head found by the last run must still lie on its chain."""
    before = last_done("workflow.verify")
    published = [Head(*before.facts["head"])] if before and "head" in before.facts else []
    findings = verify_ledger(published=published)
    if findings is None:
        return NOTHING
    if findings:
        raise JobFailed(_damaged(findings))
    head = log.head()
    told = say(
        "The log is whole: {n} events; its head is {hash}.",
        "日志完整：共{n}条事件，链首为{hash}。",
        n=head.sequence,
        hash=head.hash,
    )
    return Did(told, {"head": [head.sequence, head.hash]})


@job("workflow.sweep", {"en": "Sweep old temporary files", "zh": "清理临时文件"}, "45 2 * * *")
def sweep(moment: datetime) -> Did:
    """Half-written files older than a day, and old runs of jobs that had nothing to do."""
    files = [path for path in _left_over(Path(settings.GOLDTHREAD_HOME)) if _is_old(path)]
    for path in files:
        path.unlink(missing_ok=True)
    old = JobRun.objects.filter(idle=True, started_at__lt=moment - KEEP_IDLE_RUNS)
    runs, _ = old.delete()
    if not files and not runs:
        return NOTHING
    return Did(
        say(
            "{files} half-written files and {runs} old idle runs were taken out.",
            "已清理未写完的文件{files}个、过期空闲运行记录{runs}条。",
            files=len(files),
            runs=runs,
        )
    )


def _left_over(home: Path) -> Iterator[Path]:
    """The register sweeps its own; here is what the site and its people write."""
    for name in FOLDERS:
        folder = home / name
        if folder.is_dir():
            walk = folder.glob(f"*{LEFT_OVER}") if not name else folder.rglob(f"*{LEFT_OVER}")
            yield from (path for path in walk if path.is_file() and not path.is_symlink())


def _is_old(path: Path) -> bool:
    """By the real clock: the file system knows no other."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return False
    return datetime.now(UTC) - written > OLD_FILE


def _damaged(findings: list[Finding]) -> Sentence:
    told = " ".join(f"[{each.where}] {each.message}" for each in findings[:MOST_TOLD])
    return say(
        "The log of events is damaged: {n} findings. {told} Run goldthread verify to see all.",
        "事件日志有损：发现{n}处问题。{told} 请运行 goldthread verify 查看全部。",
        n=len(findings),
        told=told,
    )

"""Who may, and what must hold: documents, their clauses, what they require."""

import re
from typing import Any

from goldthread.programme.codelists import titles_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.given import clauses
from goldthread.programme.lineage import leads_back
from goldthread.programme.models import Clause, Cycle, KeyTask, Requirement, SourceDocument
from goldthread.programme.rules.words import readable, titled, told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say

_KEY = re.compile(r"[^\s#/]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", re.ASCII)
WRITING = ("preparing", "in_progress")
"""The states of a cycle in which requirements, measures and tasks are added to it."""


@rule(
    "source_document.key_free",
    told("the key is free", "编号可用"),
    told(
        "The key {key} is taken, or holds blanks, # or /.",
        "编号{key}已被使用，或含有空格、#、/。",
    ),
    reads_payload=True,
)
def key_free(occasion: Occasion) -> bool | Unmet:
    key = occasion.payload["key"]
    free = bool(_KEY.fullmatch(key)) and not SourceDocument.objects.filter(key=key).exists()
    return free or Unmet({"key": key[:80]})


@readable("source_document.readable", told("the document can be read", "文件可读"))
def document_readable(occasion: Occasion) -> None:
    given = occasion.payload
    if not given["title_en"] and not given["title_zh"]:
        raise PartRefused(
            say("Give a title in English, in Chinese, or both.", "请填写英文或中文标题。")
        )
    kinds = titles_of("document_kinds")
    if given["kind"] not in kinds:
        raise PartRefused(
            say(
                "There is no kind of document {kind}; there are: {known}.",
                "没有文件类别{kind}，可用的有：{known}。",
                kind=given["kind"][:40],
                known=", ".join(kinds),
            )
        )
    if not _LANGUAGE.fullmatch(given["language"]):
        raise PartRefused(
            say(
                "Write the language of the text as a code such as zh, en or es.",
                "文本语言请写语言代码，如 zh、en、es。",
            )
        )
    clauses.read(given["clauses"])


@rule(
    "source_document.clauses_kept",
    told("clauses in use are kept", "在用条款予以保留"),
    told(
        "The clauses {paths} are named by requirements or tasks; keep their paths.",
        "条款{paths}已被工作要求或事项引用，请保留其条款号。",
    ),
    reads_payload=True,
)
def clauses_kept(occasion: Occasion) -> bool | Unmet:
    given = occasion.payload["clauses"]
    if given is None:
        return True
    kept = {clause.path for clause in clauses.read(given)}
    gone = Clause.objects.filter(document=occasion.obj).exclude(path__in=kept)
    used = gone.filter(pk__in=_used()).order_by("position").values_list("path", flat=True)
    return not used or Unmet({"paths": ", ".join(used[:5])})


def _used() -> Any:
    by_requirements = Requirement.objects.values("clause_id")
    by_tasks = KeyTask.objects.exclude(clause=None).values("clause_id")
    return by_requirements.union(by_tasks)


@readable("source_document.clauses_new", told("the clauses are new", "条款尚未录入"))
def clauses_new(occasion: Occasion) -> None:
    given = [clause.path for clause in clauses.read(occasion.payload["clauses"])]
    there = Clause.objects.filter(document=occasion.obj, path__in=given).order_by("position")
    paths = list(there.values_list("path", flat=True)[:5])
    if paths or not given:
        raise PartRefused(
            say(
                "Give clauses that are not there yet; there are already: {paths}.",
                "请给出尚未录入的条款；已有：{paths}。",
                paths=", ".join(paths) or "0",
            )
        )


@rule(
    "source_document.has_clauses",
    told("it has clauses", "已录入条款"),
    told(
        "The document has no clauses; enter them, so that work can be led back to them.",
        "文件尚无条款，请先录入，以便工作追溯到条款。",
    ),
)
def has_clauses(occasion: Occasion) -> bool:
    return bool(Clause.objects.filter(document=occasion.obj).exists())


@rule(
    "source_document.successor_fits",
    told("another issued document takes its place", "由另一已印发文件替代"),
    told(
        "The document that takes its place must be another one, issued, and not be replaced by "
        "this one, however indirectly.",
        "替代文件须为另一已印发文件，且不得直接或间接由本文件替代。",
    ),
    reads_payload=True,
)
def successor_fits(occasion: Occasion) -> bool:
    successor = found(SourceDocument, occasion.payload["successor"])
    return (
        successor is not None
        and successor.state == "issued"
        and not leads_back(SourceDocument, "successor_id", successor.pk, occasion.obj.pk)
    )


titled("requirement.titled")


@rule(
    "requirement.cycle_running",
    told("the cycle takes requirements", "周期可接收工作要求"),
    told(
        "There is no such cycle, or it is closed for new requirements.",
        "周期不存在，或已不再接收新的工作要求。",
    ),
    reads_payload=True,
)
def cycle_running(occasion: Occasion) -> bool:
    cycle = found(Cycle, occasion.payload["cycle"])
    return cycle is not None and cycle.state in WRITING


@rule(
    "requirement.number_free",
    told("the number is free", "序号可用"),
    told(
        "The number {number} is taken in this cycle, or has over 40 characters.",
        "序号{number}在本周期已被使用，或超过40个字符。",
    ),
    reads_payload=True,
)
def number_free(occasion: Occasion) -> bool | Unmet:
    number = occasion.payload["number"]
    cycle = occasion.obj.cycle_id or found(Cycle, occasion.payload.get("cycle"))
    taken = Requirement.objects.filter(cycle=cycle, number=number).exclude(pk=occasion.obj.pk)
    free = len(number) <= 40 and not taken.exists()
    return free or Unmet({"number": number[:40]})


@rule(
    "requirement.clause_known",
    told("the clause is known", "来源条款存在"),
    told(
        "There is no such clause, or its document was withdrawn or superseded.",
        "来源条款不存在，或其文件已撤回、已被取代。",
    ),
    reads_payload=True,
)
def clause_known(occasion: Occasion) -> bool:
    clause = found(Clause, occasion.payload["clause"], "document")
    return clause is not None and clause.document.is_open


@rule(
    "requirement.document_issued",
    told("its document is issued", "来源文件已印发"),
    told(
        "The document of its clause is not issued; issue the document first.",
        "来源文件尚未印发，请先印发。",
    ),
)
def document_issued(occasion: Occasion) -> bool:
    return bool(occasion.obj.clause.document.state == "issued")

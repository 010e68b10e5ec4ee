"""How the half-year begins: documents, requirements, the cycle, its measures."""

from datetime import date, timedelta
from typing import Any

from goldthread.demo.work.script import script
from goldthread.demo.work.stage import Stage
from goldthread.programme.actions.documents import enter_document
from goldthread.programme.models import Clause, Cycle, Measure, Requirement

PLANNED, OPENED = date(2018, 12, 20), date(2019, 1, 16)
COMMENTS = (
    ("zj-head", 2, "建议将快速维权与保护中心建设一并部署，避免重复验收。"),
    ("gd-coordinator", 2, "电商领域线索量大，建议明确线索核查的反馈时限。"),
    ("sc-head", 3, "建议对西部地区质押融资贴息给予倾斜。"),
    ("js-coordinator", 5, "窗口整合涉及编制，建议给地方留出过渡期。"),
    ("xpcc-head", 5, "兵团与自治区的数据口径请予明确，不重复统计。"),
)


def documents(stage: Stage) -> None:
    planning, issuer = stage.cast["planning"], stage.cast["issuer"]
    for told in script()["documents"]:
        issued_on: date = told["issued_on"]
        fields = {name: told[name] for name in ("key", "kind", "title_zh", "title_en", "number")}
        fields |= {name: told[name] for name in ("issued_by", "issued_on", "language")}
        document = enter_document(
            actor=planning, clauses=told["clauses"], at=stage.at(issued_on), **fields
        )
        stage.act(document, "issue", issuer, issued_on)


def cycle(stage: Stage, previous: Cycle | None) -> Cycle:
    made: Cycle = stage.make(
        Cycle(),
        "prepare",
        stage.cast["planning"],
        PLANNED,
        key="2019-H1",
        title_zh="2019年上半年",
        title_en="First half of 2019",
        starts=date(2019, 1, 1),
        ends=date(2019, 6, 30),
        previous=previous.pk if previous else None,
        clocks={"report_every": "quarter"},
    )
    return made


def requirements(stage: Stage, cycle: Cycle) -> dict[str, Requirement]:
    planning, issuer = stage.cast["planning"], stage.cast["issuer"]
    found = {}
    day = date(2019, 1, 9)
    for told in script()["requirements"]:
        key, path = told["clause"].split("#")
        clause = Clause.objects.get(document__key=key, path=path)
        requirement = stage.make(
            Requirement(),
            "draft",
            planning,
            day,
            cycle=cycle.pk,
            number=told["number"],
            title_zh=told["zh"],
            title_en=told["en"],
            clause=clause.pk,
            due=told["due"],
        )
        if told["number"] != "9":  # one is still being talked about
            stage.act(requirement, "issue", issuer, day + timedelta(days=1))
        found[told["number"]] = requirement
    return found


def measures(stage: Stage, cycle: Cycle, wanted: dict[str, Requirement]) -> dict[int, Measure]:
    """Drafted, put out for consultation, commented on, issued, in force."""
    planning, issuer = stage.cast["planning"], stage.cast["issuer"]
    found: dict[int, Measure] = {}
    for told in script()["measures"]:
        measure = stage.make(
            Measure(), "draft", planning, date(2019, 1, 10), **_measure(cycle, told, wanted)
        )
        stage.act(measure, "consult", planning, date(2019, 1, 10), until=date(2019, 1, 14))
        for name, number, text in COMMENTS:
            if number == measure.number:
                stage.act(measure, "comment", stage.cast[name], date(2019, 1, 11), text=text)
        stage.act(measure, "approve", issuer, date(2019, 1, 15))
        stage.act(measure, "issue", issuer, date(2019, 1, 15))
        found[measure.number] = measure
    stage.act(cycle, "open", issuer, OPENED)
    for measure in found.values():
        stage.act(measure, "put_in_force", stage.cast["supervision"], OPENED)
    return found


def _measure(cycle: Cycle, told: dict[str, Any], wanted: dict[str, Requirement]) -> dict[str, Any]:
    return {
        "cycle": cycle.pk,
        "number": told["number"],
        "line_of_work": told["line"],
        "title_zh": told["zh"],
        "title_en": told["en"],
        "department": told["department"],
        "requirements": [wanted[number].pk for number in told["answers"]],
    }

"""A plan is read, corrected line by line, looked at, and made; or refused in a sentence."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldthread.programme.models import Clause, KeyTask, Measure, PlanLine, SourceDocument
from goldthread.workflow.models import Event
from tests.programme.building import World
from tests.web.conftest import words
from tests.web.volume.conftest import PLAN, fields

SignIn = Callable[..., Client]


def begun(client: Client, text: str = PLAN) -> str:
    """The address of the lines of a pasted plan."""
    answer = client.post("/plans/read", {"text": text, "cycle": "2019-H1", "year": "2019"})
    assert answer.status_code == 303, words(answer.content.decode())
    return str(answer.headers["Location"])


def page(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return str(answer.content.decode())


def sent(client: Client, where: str, **changes: Any) -> Any:
    """The form as it stands with some fields changed; None takes one away."""
    given = fields(page(client, where)) | changes
    given.pop("q", None)
    given.pop("state", None)
    return client.post(where, {name: value for name, value in given.items() if value is not None})


UNITS = {"unit-0": "CNIPA-PROT", "unit-1": "CNIPA-LAW", "unit-2": "CNIPA-UTIL", "unit-3": "-"}
RIGHT = {**UNITS, "work-0": "protection", "take-0": "1", "step": "preview"}


def test_the_lines_stand_beside_the_text(signed_in: SignIn) -> None:
    client = signed_in("planning")
    html = page(client, begun(client))
    marks = re.findall(r'<mark id="text-(\d)"><a href="#line-\d">(.*?)</a>', html)
    assert marks == [
        ("0", "开展专项行动，6月底前完成。"),
        ("1", "公布典型案例。"),
        ("2", "推动专利转化。"),
    ]
    assert re.findall(r'id="due-\d" name="due-\d" value="(.*?)"', html) == ["2019-06-30", "", ""]
    assert "2 units are responsible jointly" in html
    assert fields(html)["lead-0"] == "n0"
    assert fields(html)["lead-1"] == ""


def test_a_known_unit_is_proposed_with_its_score(signed_in: SignIn) -> None:
    client = signed_in("planning")
    html = page(client, begun(client))
    assert fields(html)["unit-4"] == "CNIPA"
    assert fields(html)["unit-0"] == ""
    assert html.count("match 100 %") == 3


def test_confirmed_lines_become_drafts_that_lead_back_to_their_line(signed_in: SignIn) -> None:
    client = signed_in("planning")
    where = begun(client)
    shown = sent(client, where, **RIGHT)
    assert shown.status_code == 200
    assert "开展专项行动" in shown.content.decode()
    assert (SourceDocument.objects.count(), KeyTask.objects.count()) == (1, 0)
    assert client.post(f"{where}/take").status_code == 303
    task = KeyTask.objects.get()
    assert (task.state, task.title_zh, task.due) == (
        "drafted",
        "开展专项行动，6月底前完成",
        date(2019, 6, 30),
    )
    assert task.lead.code == "CNIPA-PROT"
    assert [row.office.code for row in task.supports.order_by("office__code")] == [
        "CNIPA-LAW",
        "CNIPA-UTIL",
    ]
    assert (task.clause.text, task.clause.document.kind) == ("开展专项行动，6月底前完成。", "plan")
    assert task.measure.title_zh == "严格执法"
    assert Clause.objects.filter(document=task.clause.document).count() == 5
    line = PlanLine.objects.get()
    assert PLAN[line.start : line.end] == "开展专项行动，6月底前完成。"


def test_the_same_text_proposes_nothing_twice(signed_in: SignIn) -> None:
    client = signed_in("planning")
    where = begun(client)
    sent(client, where, **RIGHT)
    client.post(f"{where}/take")
    client.post(f"{where}/take")
    again = begun(client)
    assert again != where
    html = page(client, again)
    assert "take-0" not in html
    assert "1 stands in the ledger." in words(html)
    made = sent(client, again, **{**RIGHT, "take-0": None, "take-2": "1", "work-1": "utilisation"})
    assert made.status_code == 200
    client.post(f"{again}/take")
    assert KeyTask.objects.count() == 2
    assert SourceDocument.objects.count() == 2  # the world's own, and one of this text


def test_refused_lines_are_told_by_line_and_nothing_is_made(signed_in: SignIn) -> None:
    client = signed_in("planning")
    where = begun(client)
    events = Event.objects.count()
    changes = {**RIGHT, "take-1": "1", "take-2": "1", "due-2": "30/06/2019"}
    answer = sent(client, where, **changes)
    assert answer.status_code == 422
    told = words(answer.content.decode())
    assert "Choose exactly one lead unit, or leave the lead open." in told
    assert "Write the day as 2019-06-30, or leave it empty." in told
    assert (KeyTask.objects.count(), Measure.objects.count()) == (0, 1)
    assert Event.objects.count() == events


def test_two_leads_for_a_task_are_refused(signed_in: SignIn) -> None:
    client = signed_in("planning")
    answer = sent(client, begun(client), **{**RIGHT, "lead-0": ["n0", "n1"]})
    assert answer.status_code == 422
    assert "Two lead units were given; a task has exactly one." in words(answer.content.decode())


def test_one_office_as_lead_and_support_is_refused_by_the_engine(signed_in: SignIn) -> None:
    client = signed_in("planning", "zh")
    answer = sent(client, begun(client), **{**RIGHT, "unit-1": "CNIPA-PROT"})
    assert answer.status_code == 422
    assert "CNIPA-PROT同时列为牵头单位和配合单位" in words(answer.content.decode())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit-1": "NOWHERE"}, "Choose an office for “海关总署” among the units"),
        ({"lead-0": "o:NOWHERE"}, "The lead unit is no office of today"),
        ({"lead-0": "n99"}, "A unit was given that the plan does not name."),
        ({"measure-0": "999"}, "The measure is none of this cycle"),
        ({"work-0": ""}, "Choose a line of work for the new measure"),
        ({"take-0": None}, "Choose at least one line."),
    ],
)
def test_what_was_not_offered_is_refused(
    signed_in: SignIn, changes: dict[str, Any], sentence: str
) -> None:
    client = signed_in("planning")
    answer = sent(client, begun(client), **{**RIGHT, **changes})
    assert answer.status_code == 422
    assert sentence in words(answer.content.decode())


def test_all_without_a_warning_are_ticked_at_once(signed_in: SignIn) -> None:
    client = signed_in("planning")
    where = begun(client)
    assert sent(client, where, step="plain").status_code == 303
    kept = fields(page(client, where))
    assert [at for at in range(3) if f"take-{at}" in kept] == [0, 2]
    sent(client, where, step="none")
    assert "take-0" not in fields(page(client, where))


def test_what_a_filtered_page_does_not_show_stays_chosen(signed_in: SignIn) -> None:
    client = signed_in("planning")
    where = begun(client)
    sent(client, where, **{**RIGHT, "step": "keep"})
    shown = fields(page(client, f"{where}?state=warned"))
    assert (shown["line"], "take-0" in shown) == ("1", False)
    client.post(where, shown | {"step": "keep"})
    assert "take-0" in fields(page(client, where))


def test_nobody_else_finds_what_is_kept(signed_in: SignIn) -> None:
    where = begun(signed_in("planning"))
    assert signed_in("supervision").get(where).status_code == 404
    assert signed_in("zj_head").get(where).status_code == 404
    assert Client().get(where).status_code == 404


def test_who_may_not_draft_is_told_why(signed_in: SignIn) -> None:
    client = signed_in("zj_head")
    assert client.get("/plans/read").status_code == 403
    answer = client.post("/plans/read", {"text": PLAN, "cycle": "2019-H1"})
    assert answer.status_code == 403


def test_supervision_is_told_that_planning_enters_the_document(signed_in: SignIn) -> None:
    client = signed_in("supervision")
    answer = sent(client, begun(client), **{**RIGHT, "heading-0": "-"})
    assert answer.status_code == 422
    assert "document cannot be entered" in words(answer.content.decode())


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:document {W}><w:body><w:p><w:r>"
BODY += "<w:t>1.开展行动。（公安部负责）</w:t></w:r></w:p></w:body></w:document>"
TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>{}</Types>"
MACROS = (
    "<Override PartName='/word/document.xml' "
    "ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"
)
OUTSIDE = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='r1' TargetMode='External' Target='http://x.example/t.dotm' "
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate'/>"
    "</Relationships>"
)


def docx(types: str = "", rels: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", TYPES.format(types))
        made.writestr("word/document.xml", BODY)
        if rels:
            made.writestr("word/_rels/settings.xml.rels", rels)
    return out.getvalue()


def file_sent(client: Client, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/plans/read-file", {"file": file, "cycle": "2019-H1"})


@pytest.mark.parametrize(
    ("name", "content", "en", "zh"),
    [
        ("plan.docx", docx(MACROS), "plan.docx holds macros", "文件含有宏"),
        ("plan.docx", docx("", OUTSIDE), "plan.docx links to content outside", "引用了外部内容"),
        ("plan.txt", b"   ", "plan.txt is empty", "没有可读为计划的文字"),
        ("plan.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "plan.txt is", "无法读为计划"),
        ("plan.txt", "1.开展。".encode() * 100_001, "a plan may have 500,000", "请分段"),
        ("../../etc/plan.docx", b"PK\x03\x04x", "plan.docx is no DOCX", "无法读为计划"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_the_reader_s_sentence(
    signed_in: SignIn, name: str, content: bytes, en: str, zh: str
) -> None:
    answer = file_sent(signed_in("planning"), name, content)
    assert (answer.status_code, en in words(answer.content.decode())) == (422, True)
    assert "/tmp" not in answer.content.decode()
    answer = file_sent(signed_in("planning", "zh"), name, content)
    assert (answer.status_code, zh in words(answer.content.decode())) == (422, True)


def test_a_word_file_is_read(signed_in: SignIn) -> None:
    client = signed_in("planning")
    answer = file_sent(client, "plan.docx", docx())
    assert answer.status_code == 303
    assert "开展行动。" in page(client, answer.headers["Location"])


def test_five_megabytes_of_pasted_text_are_refused_before_they_are_read(signed_in: SignIn) -> None:
    client = signed_in("planning")
    answer = client.post("/plans/read", {"text": "x" * 5_000_000, "cycle": "2019-H1"})
    assert answer.status_code == 413
    assert "this page takes at most 1024 KB" in words(answer.content.decode())


@pytest.mark.parametrize("year", ["19", "二〇一九", "99999"])
def test_a_year_that_is_none_is_refused(signed_in: SignIn, year: str) -> None:
    answer = signed_in("planning").post(
        "/plans/read", {"text": PLAN, "cycle": "2019-H1", "year": year}
    )
    assert answer.status_code == 422


def test_a_plan_of_120_tasks_asks_as_many_queries_as_one_of_three(
    world: World, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = signed_in("planning")
    few, many = begun(client), begun(client, long_plan(120))
    counts = [queries_of(client, where) for where in (few, many)]
    assert counts[0] == counts[1]


def long_plan(count: int) -> str:
    lines = [
        f"{n}.完成第{n}项工作，6月底前完成。（公安部牵头，海关总署配合）"
        for n in range(1, count + 1)
    ]
    return "\n".join(["2019年推进计划", "一、加强保护", *lines])


def queries_of(client: Client, where: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def test_120_lines_are_taken_at_once(signed_in: SignIn) -> None:
    client = signed_in("planning")
    where = begun(client, long_plan(120))
    sent(client, where, **{"unit-0": "CNIPA-PROT", "unit-1": "-", "step": "all"})
    answer = sent(client, where, step="preview")
    assert answer.status_code == 200, words(answer.content.decode())[:400]
    client.post(f"{where}/take")
    assert KeyTask.objects.count() == 120

"""An act through its life on pages: rehearsed with decisions, enacted, undone, cancelled."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldthread.offices import actions, queries
from goldthread.offices.loading import shipped
from goldthread.offices.models import OfficeVersion, Reform
from tests.offices.building import TABLES, snapshot, staffed
from tests.web.acting.test_act import EVERYTHING, ticket_of
from tests.web.conftest import words
from tests.web.furnished import LATER, drafted, signed_in, user_of

pytestmark = pytest.mark.usefixtures("office_ledger")
CHOICE = "membership:CNIPA-INT"


def done(name: str, act: Reform, action: str, **given: Any) -> Any:
    client, address = signed_in(name), f"/act/reform/{act.pk}/{action}"
    answer = client.post(address, {"ticket": ticket_of(client, address), **given})
    act.refresh_from_db()
    return answer


def test_rehearse_with_a_decision_enact_and_undo_on_pages() -> None:
    staffed("secretariat", "CNIPA-INT", name="li")
    before = snapshot(*TABLES)
    act = drafted()
    page = signed_in("planner").get(f"/act/reform/{act.pk}/rehearse").content.decode()
    [key] = re.findall(rf'name="decisions:({CHOICE}:\d+:secretariat)"', page)
    assert done("planner", act, "rehearse", **{f"decisions:{key}": "CNIPA-I1"}).status_code == 303
    assert (act.state, act.decisions) == ("rehearsed", {key: "CNIPA-I1"})
    again = signed_in("planner").get(f"/act/reform/{act.pk}/rehearse").content.decode()
    assert '<option value="CNIPA-I1" selected>' in again
    assert done("issuer", act, "enact").status_code == 303
    assert OfficeVersion.objects.filter(office__code="CNIPA-I1").count() == 1
    assert "First International Department" in words(
        signed_in("").get(f"/offices?day={LATER}").content.decode()
    )
    assert done("issuer", act, "undo", reason="Not yet").status_code == 303
    assert (act.state, snapshot(*TABLES)) == ("rehearsed", before)
    assert done("supervisor", act, "cancel", reason="No").status_code == 303
    assert act.state == "cancelled"


def test_a_decision_for_who_is_no_heir_is_refused_and_changes_nothing() -> None:
    staffed("secretariat", "CNIPA-INT", name="li")
    act = drafted()
    page = signed_in("planner").get(f"/act/reform/{act.pk}/rehearse").content.decode()
    [key] = re.findall(rf'name="decisions:({CHOICE}:\d+:secretariat)"', page)
    before = snapshot(*EVERYTHING)
    assert done("planner", act, "rehearse", **{f"decisions:{key}": "SAMR"}).status_code == 422
    assert snapshot(*EVERYTHING) == before


def test_a_person_that_moves_is_named_in_the_rehearsal() -> None:
    staffed("secretariat", "CNIPA-HR", name="li")
    act = drafted()
    page = words(signed_in("planner", "zh").get(f"/reforms/{act.key}/rehearsal").content.decode())
    assert "li：会务秘书处 人事司 战略规划司" in page


def test_enacted_acts_are_listed_for_everybody_and_drafts_for_few() -> None:
    drafted()
    published = ["in the provinces", "English name", "posts", "State Council", "as found"]
    for name, count in (("", 5), ("nobody", 5), ("writer_zj", 5), ("planner", 6), ("head_zj", 6)):
        html = signed_in(name).get("/reforms").content.decode()
        titles = re.findall(r'<th scope="row"><a href="/reforms/[^"]+">([^<]+)</a>', html)
        assert len(titles) == count
        assert all(part in title for part, title in zip(published, titles[-5:], strict=True))
    html = signed_in("planner").get("/reforms?state=drafted").content.decode()
    assert re.findall(r'<th scope="row"><a href="/reforms/([\w-]+)">', html) == ["services"]


def test_only_who_may_draft_is_offered_it() -> None:
    offered = {
        name: "/act/reform/new/draft" in signed_in(name).get("/reforms").content.decode()
        for name in ("planner", "supervisor", "issuer", "auditor", "")
    }
    assert offered == {
        "planner": True,
        "supervisor": True,
        "issuer": False,
        "auditor": False,
        "": False,
    }


def test_changes_are_told_as_sentences_in_both_languages() -> None:
    national = {
        lang: words(signed_in("", lang).get("/reforms/cn-2018-national").content.decode())
        for lang in ("en", "zh")
    }
    assert "trademarks (CN) passes from SAIC to SIPO (CNIPA)." in national["en"]
    assert "商标（CN）职能由工商总局（SAIC）划转至国知局（CNIPA）。" in national["zh"]
    assert (
        "工商总局（SAIC）、质检总局（AQSIQ）、食药监总局（CFDA）合并为市场监管总局（SAMR）。"
        in (national["zh"])
    )
    provinces = words(signed_in("", "zh").get("/reforms/cn-2018-provinces").content.decode())
    assert "对CN各地区：" in provinces


def test_what_an_enacted_act_touched_can_still_be_seen() -> None:
    page = words(signed_in("").get("/reforms/cn-2018-national/rehearsal").content.decode())
    assert "The act was enacted." in page
    assert "trademarks (CN) State Administration for Industry and Commerce" in page
    html = signed_in("").get("/reforms/cn-2018-departments/rehearsal").content.decode()
    assert re.findall(r'href="/reforms/cn-2018-departments/handover/([^"]+)"', html) == []
    html = signed_in("").get("/reforms/cn-2018-provinces/rehearsal").content.decode()
    assert len(re.findall(r"/handover/AIC-[A-Z]+/IPO-[A-Z]+", html)) == 31


@pytest.mark.parametrize("act", ["cn-as-found", "cn-2018-name", "cn-2018-provinces"])
def test_the_rehearsal_of_an_enacted_act_is_what_was_enacted(act: str) -> None:
    reform = Reform.objects.get(key=act)
    shown = queries.rehearse(reform)
    written = set(
        OfficeVersion.objects.filter(starts=reform.effective).values_list("office__code", flat=True)
    )
    assert written <= {office.code for office in shown.offices}


def upload(client: Any, text: str | bytes, ticket: str = "") -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    given = {
        "ticket": ticket or ticket_of(client, "/reforms/upload"),
        "file": SimpleUploadedFile("acts.yaml", content),
    }
    return client.post("/reforms/upload", given)


ACTS = """
acts:
  - key: archive
    title_en: The archive moves
    title_zh: 档案室并入
    effective: 2090-03-01
    document: {title: 决定, number: 2089-1, date: 2089-12-01}
    changes:
      - {kind: renamed, office: CNIPA-HR, en: Staff, zh: 人事部}
  - key: archive-two
    title_en: The archive moves on
    title_zh: 档案室再并入
    effective: 2090-04-01
    document: {title: 决定, number: 2089-2, date: 2089-12-01}
    changes:
      - {kind: moved_under, office: IPO-XPCC, parent: CNIPA}
"""


def test_a_file_drafts_its_acts_once() -> None:
    client = signed_in("planner")
    ticket = ticket_of(client, "/reforms/upload")
    first, second = (upload(client, ACTS, ticket) for _ in range(2))
    assert [first.status_code, second.status_code] == [303, 303]
    acts = Reform.objects.filter(key__startswith="archive").order_by("key")
    assert [(a.key, a.state, a.version) for a in acts] == [
        ("archive", "drafted", 1),
        ("archive-two", "drafted", 1),
    ]
    assert acts[0].document_number == "2089-1"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ACTS.replace("kind: moved_under", "kind: moved"), "Change 1: the kind"),
        (ACTS.replace("archive-two", "cn-2018-name"), "There is an act with the key cn-2018-name"),
        (ACTS.replace("2090-04-01", "soon"), "acts.yaml, act 2 needs the field"),
        ("acts: [", "acts.yaml is not valid YAML"),
        ("acts: []", "acts.yaml must hold a list named acts."),
        (b"acts: \xff\xfe", "The file is not text in UTF-8"),
        ("a: &x [1]\nb: *x", "aliases (*name) are not taken"),
        ("[" * 5000, "is not valid YAML"),
        (ACTS + "#" * 270_000, "The file is larger than 256 KB"),
    ],
)
def test_a_bad_file_is_refused_whole(text: str | bytes, sentence: str) -> None:
    before = snapshot(*EVERYTHING)
    answer = upload(signed_in("planner"), text)
    assert answer.status_code in (413, 422)
    page = words(answer.content.decode())
    assert sentence in page or answer.status_code == 413
    assert snapshot(*EVERYTHING) == before


def test_a_bad_file_is_refused_in_chinese_too() -> None:
    text = ACTS.replace("title_zh: 档案室再并入", "titel_zh: x")
    answer = upload(signed_in("planner", "zh"), text)
    assert "acts.yaml 第2项有未知字段 &#x27;titel_zh&#x27;。" in answer.content.decode()


def test_no_file_and_nobody_who_may_not() -> None:
    client = signed_in("planner")
    ticket = ticket_of(client, "/reforms/upload")
    assert "Choose a file." in client.post("/reforms/upload", {"ticket": ticket}).content.decode()
    auditor = signed_in("auditor")
    before = snapshot(*EVERYTHING)
    assert auditor.get("/reforms/upload").status_code == 403
    assert upload(auditor, ACTS, ticket).status_code == 403
    assert snapshot(*EVERYTHING) == before


def test_the_shipped_file_is_refused_as_known() -> None:
    answer = upload(signed_in("planner"), shipped("china-2018").read_bytes())
    assert answer.status_code == 422
    assert "There is an act with the key cn-as-found already" in answer.content.decode()


def test_an_act_may_be_seen_under_its_key_only_by_who_sees_it() -> None:
    drafted()
    for address in ("", "/rehearsal", "/handover/CNIPA-PS/CNIPA-SP", "/add/renamed"):
        answers = [
            signed_in("writer_zj").get(f"/reforms/{key}{address}") for key in ("services", "none")
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert words(answers[0].content.decode()) == words(answers[1].content.decode())


def test_a_stale_rehearsal_is_told_to_who_enacts() -> None:
    act = drafted()
    actions.rehearse_reform(reform=act, actor=user_of("planner"), expected_version=1)
    staffed("secretariat", "CNIPA-HR", name="li")
    page = signed_in("issuer").get(f"/act/reform/{act.pk}/enact")
    assert page.status_code == 403
    assert "changed since the rehearsal" in words(page.content.decode())

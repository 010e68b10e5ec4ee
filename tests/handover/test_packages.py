"""Two homes on separate networks: packages both ways, and what happens on both sides at once."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from goldthread.handover import keys
from goldthread.handover.errors import HandoverRefused
from goldthread.handover.identity import Names
from goldthread.handover.receiving import Read, read
from goldthread.programme.actions.evidence import Said, add_evidence
from goldthread.programme.files import take_in
from goldthread.programme.models import Evidence, KeyTask, ProgressReport
from goldthread.workflow.engine import create
from goldthread.workflow.models import Event
from goldthread.workflow.verify import verify_ledger
from tests.handover.forging import listed, rewritten
from tests.handover.two_sites import Two
from tests.programme.reporting import FEBRUARY, lines

PAPER = b"Month by month, the centre was built.\n"


def whats(told: Read) -> set[str]:
    return {each.what for each in told.outcomes}


def reported(two: Two) -> None:
    """The region signs for its task, works, writes a report and proves it with a file."""
    with two.in_the_region():
        two.do("sign_for_receipt", "zj_head")
        two.do("work", "zj_head")
        two.world.until(FEBRUARY)
        actor = get_user_model()._default_manager.get(username="zj_contributor")
        task = KeyTask.objects.get(pk=two.task.pk)
        two.world.wait(seconds=1)
        given = {"task": task.pk, "office": "IPO-ZJ", "period_end": FEBRUARY}
        given |= {"narrative": "按计划推进。", "confidence": 4, "lines": lines(task)}
        create(ProgressReport(), "draft", actor=actor, payload=given, at=two.world.at)
        taken = take_in(BytesIO(PAPER), "months.txt", two.region / "files")
        two.world.wait(seconds=1)
        add_evidence(actor=actor, task=task, taken=taken, said=Said("IPO-ZJ"), at=two.world.at)


def test_what_the_region_did_is_done_at_the_national_site_by_the_same_people(two: Two) -> None:
    reported(two)
    before = Event.objects.count()
    path = two.up()

    shown = read(two.national, path)
    assert (shown.applied, shown.refused) == (False, [])
    assert Event.objects.count() == before
    done = read(two.national, path, apply=True)
    assert (done.applied, whats(done)) == (True, {"known", "done"})
    task = KeyTask.objects.get(pk=two.task.pk)
    assert (task.state, task.version) == ("in_progress", 3)
    [report] = ProgressReport.objects.all()
    assert (report.narrative, report.task_id, report.lines.count()) == ("按计划推进。", task.pk, 2)
    [evidence] = Evidence.objects.filter(name="months.txt")
    assert evidence.state == "scanned"
    kept = two.national / "files" / evidence.sha256[:2] / evidence.sha256
    assert kept.read_bytes() == PAPER
    new = Event.objects.filter(sequence__gt=before)
    assert {each.actor_name for each in new} == {"zj_head", "zj_contributor", "intake"}
    assert verify_ledger() == []

    after = Event.objects.count()
    assert read(two.national, path, apply=True).outcomes == []
    assert Event.objects.count() == after


def test_numbers_that_both_sites_gave_to_different_objects_are_told_apart(two: Two) -> None:
    """Each site made a task of its own with the same key while they were apart."""
    two.world.task("drafted", title_en="Made by the national office")
    other = two.world.assignment(two.world.task("in_progress"))
    two.read_down(two.down(), apply=True)
    two.world.draft(title_en="One more here, so that keys differ")
    with two.in_the_region():
        mine = KeyTask.objects.get(ledger_number=other.ledger_number)
        two.do("sign_for_receipt", "zj_head", mine)
        assert mine.pk != other.pk
    done = read(two.national, two.up(), apply=True)
    assert done.applied
    assert KeyTask.objects.get(pk=other.pk).state == "received"
    assert KeyTask.objects.get(pk=two.task.pk).state == "assigned"


def test_what_was_changed_on_both_sides_is_shown_and_changes_nothing(two: Two) -> None:
    with two.in_the_region():
        two.do("sign_for_receipt", "zj_head")
    two.do("cancel", "issuer", document="国知发〔2019〕9号")
    before = Event.objects.count()
    told = read(two.national, two.up(), apply=True)
    [conflict] = told.refused
    assert (told.applied, conflict.what, conflict.action) == (False, "conflict", "sign_for_receipt")
    assert [each["action"] for each in conflict.here] == ["cancel"]
    assert conflict.sides["state"] == {"there": "received", "here": "cancelled"}
    assert "Something else was done to it here" in conflict.reason["en"]
    assert "其他办理" in conflict.reason["zh"]
    assert Event.objects.count() == before

    left = read(two.national, two.post / "up.zip", apply=True, leave=[conflict.number])
    assert left.applied
    assert KeyTask.objects.get(pk=two.task.pk).state == "cancelled"


def test_a_site_speaks_for_its_own_people_only(two: Two) -> None:
    """Whoever holds the region's key cannot act as the national office."""
    with two.in_the_region():
        two.do("cancel", "issuer", document="国知发〔2019〕9号")
    told = read(two.national, two.up(), apply=True)
    [refused] = told.refused
    assert (told.applied, refused.what) == (False, "refused")
    assert "holds no role in IPO-ZJ" in refused.reason["en"]
    assert KeyTask.objects.get(pk=two.task.pk).state == "assigned"


def test_rights_are_those_that_the_person_has_here(two: Two) -> None:
    """The account was closed at the national site after the region had its copy."""
    with two.in_the_region():
        two.do("sign_for_receipt", "zj_head")
    get_user_model()._default_manager.filter(username="zj_head").update(is_active=False)
    told = read(two.national, two.up(), apply=True)
    assert [each.reason["en"] for each in told.refused] == [
        "There is no open account 'zj_head' here."
    ]


def test_what_the_eyes_of_a_site_do_not_see_is_not_sent(two: Two) -> None:
    """Of a national task that Zhejiang has no part in, nothing; of its own, what it rests on."""
    secret = two.world.task("in_progress", title_en="Not for Zhejiang", lead="CNIPA-UTIL")
    with zipfile.ZipFile(two.down()) as archive:
        sent = archive.read("requests.jsonl").decode()
    assert "Not for Zhejiang" not in sent
    assert "Protection centres" in sent
    assert f'"task":{secret.pk}' not in sent


def test_who_has_an_account_is_no_matter_of_packages(two: Two) -> None:
    with two.in_the_region():
        two.world.hire("zj_new", "contributor", "IPO-ZJ")
        two.do("sign_for_receipt", "zj_head")
    done = read(two.national, two.up(), apply=True)
    assert done.applied
    assert "offices.person" not in {each.model for each in done.outcomes}
    assert KeyTask.objects.get(pk=two.task.pk).state == "received"


def test_what_the_person_does_not_see_here_is_not_there(two: Two) -> None:
    """A region writes its own log as it likes: here it names another region's task."""
    reported(two)
    parent = KeyTask.objects.get(pk=two.task.pk).parent
    other = two.world.assignment(parent, "IPO-JS")
    name = Names({}).of_object("programme.keytask", other.pk)

    def change(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
        lines_ = [json.loads(line) for line in members["requests.jsonl"].splitlines()]
        for each in lines_:
            if each["model"] == "programme.progressreport":
                each["rows"][f"programme.keytask {two.task.pk}"]["name"] = name
        members["requests.jsonl"] = b"".join(json.dumps(e).encode() + b"\n" for e in lines_)
        del manifest["signature"]
        manifest["members"] = listed(members)
        manifest["signature"] = keys.sign(keys.own_key(two.region), manifest)

    rewritten(two.up(), two.post / "forged.zip", change)
    told = read(two.national, two.post / "forged.zip", apply=True)
    assert not told.applied
    [report] = [each for each in told.refused if each.model == "programme.progressreport"]
    assert "does not see it" in report.reason["en"]


def refused_sentence(two: Two, path: Path) -> str:
    before = Event.objects.count()
    with pytest.raises(HandoverRefused) as refusal:
        read(two.national, path, apply=True)
    assert Event.objects.count() == before
    assert refusal.value.exit_status == 3
    assert refusal.value.sentence.in_language("zh") != str(refusal.value)
    return str(refusal.value)


def test_packages_are_read_in_turn_from_those_who_are_known(two: Two) -> None:
    first, second = two.up("1.zip"), two.up("2.zip")
    assert "one is missing between them" in refused_sentence(two, second)
    read(two.national, first, apply=True)
    read(two.national, second, apply=True)
    assert "was read already" in refused_sentence(two, first)

    def renumbered(manifest: dict[str, Any], _members: dict[str, bytes]) -> None:
        manifest["number"] = 3

    rewritten(first, two.post / "3.zip", renumbered)
    assert "signature" in refused_sentence(two, two.post / "3.zip")
    (two.national / "peers" / "zhejiang.json").rename(two.post / "zhejiang.json")
    assert "not known here" in refused_sentence(two, second)
    held = json.loads((two.post / "zhejiang.json").read_text("utf-8"))
    assert held["received"]["number"] == 2


def test_a_package_for_another_site_is_not_read(two: Two) -> None:
    assert "not known here" in refused_sentence(two, two.down())
    with two.in_the_region(), pytest.raises(HandoverRefused, match="not known here"):
        read(two.region, two.up())

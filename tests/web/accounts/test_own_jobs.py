"""The nightly tidying: what is old goes, what is in use or younger stays."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from goldthread.programme.files import FileMissing, take_in, verify
from goldthread.programme.models import Held
from goldthread.web.accounts.own_jobs import named, tidy
from goldthread.workflow.jobs import JOBS
from tests.programme.building import World
from tests.web.accounts.conftest import make_person

OTHER_HASHES = {
    ("axes.AccessLog", "session_hash"),
    ("workflow.Event", "hash"),
    ("workflow.Event", "previous_hash"),
    ("workflow.LogHead", "hash"),
}
"""Fields that a hash stands in, and never that of a file."""


def days_ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def test_it_runs_each_night() -> None:
    found = JOBS.get("site.tidy")
    assert (found.schedule, found.titles) == (
        "15 3 * * *",
        {"en": "Tidy the site up", "zh": "清理站点数据"},
    )


def test_what_was_held_goes_thirty_days_after_it_was_made_or_done(offices: None) -> None:
    person = make_person("Planner", ("planning", "CNIPA-SP"))
    days = {"new": (29, None), "old": (31, None), "done": (60, 29), "done long ago": (60, 31)}
    for name, (made, done) in days.items():
        row = Held.objects.create(
            key=name, person=person, kind=Held.PLAN, name=name, sha256="a" * 64, content=b"text"
        )
        rows = Held.objects.filter(pk=row.pk)
        rows.update(made_at=days_ago(made), done_at=days_ago(done) if done else None)
    did = tidy(timezone.now())
    assert set(Held.objects.values_list("name", flat=True)) == {"new", "done"}
    assert str(did.sentence) == (
        "Taken out: 2 things held for later, 0 ended sessions, 0 old rows of signing in, 0 files "
        "that no row names."
    )
    assert tidy(timezone.now()).idle


def test_ended_sessions_and_old_tries_to_sign_in_go(offices: None) -> None:
    for key, days in (("ended", 0.1), ("running", -1)):
        Session.objects.create(session_key=key, session_data="", expire_date=days_ago(days))
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        for name, days in (("long ago", 91), ("of late", 89)):
            more: dict[str, Any] = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(username=name, **more)
            model.objects.filter(pk=row.pk).update(attempt_time=days_ago(days))
    did = tidy(timezone.now())
    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        assert [row.username for row in model.objects.all()] == ["of late"]
    assert "1 ended sessions, 3 old rows of signing in" in str(did.sentence)


@pytest.mark.django_db
def test_a_file_in_use_stays_and_one_that_no_row_names_goes(tmp_path: Path, settings: Any) -> None:
    settings.GOLDTHREAD_HOME = tmp_path
    world, files = World(), tmp_path / "files"
    kept, left = (take_in(io.BytesIO(word), "a.txt", files) for word in (b"evidence", b"refused"))
    task = world.task("in_progress")
    evidence = world.uploaded(task, "protection")
    type(evidence)._base_manager.filter(pk=evidence.pk).update(sha256=kept.sha256)
    for taken in (kept, left):
        os.utime(files / taken.sha256[:2] / taken.sha256, (time.time() - 90_000,) * 2)
    did = tidy(timezone.now())
    assert verify(files, kept.sha256) == len(b"evidence")
    with pytest.raises(FileMissing):
        verify(files, left.sha256)
    assert "1 files that no row names" in str(did.sentence)


@pytest.mark.django_db
def test_withdrawn_evidence_names_its_file_still() -> None:
    world = World()
    evidence = world.uploaded(world.task("in_progress"), "protection")
    world.act(evidence, "withdraw", "protection", reason="另行提交")
    assert named([evidence.sha256, "f" * 64]) == {evidence.sha256}


def test_no_model_names_files_by_another_field() -> None:
    """Else the tidying would take away what such a row names: a new field is to be thought of."""
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if any(word in field.name for word in ("sha", "hash", "digest"))
        and "char" in field.get_internal_type().lower()
    }
    others = {each for each in found if each[1] != "sha256"}
    assert others == OTHER_HASHES | {("offices.Reform", "plan_digest")}

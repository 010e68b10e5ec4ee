"""The session: items begun and ended, who speaks, the minutes and their corrections."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from goldthread.demo.seminar.meeting import Meeting
from goldthread.demo.seminar.script import Told, script
from goldthread.seminar.models import Intervention, MinutesCorrection, MinutesEntry


def hold(meeting: Meeting, key: str, begins: datetime, minutes: int) -> None:
    """An item from its beginning to its end."""
    begin(meeting, key, begins)
    item = meeting.items[key]
    meeting.stage.act(item, "end", meeting.desk, begins + timedelta(minutes=minutes))


def begin(meeting: Meeting, key: str, moment: datetime) -> None:
    item = meeting.items[key]
    item.refresh_from_db()
    meeting.stage.act(item, "begin", meeting.desk, moment)


def ask(meeting: Meeting, key: str, offices: Sequence[str], day: date) -> list[Intervention]:
    """Each asks for some minutes under an item."""
    stage, subjects = meeting.stage, script()["interventions"]
    return [
        stage.make(
            Intervention(),
            "request",
            stage.cast.head(office),
            day,
            delegation=meeting.delegations[office].pk,
            item=meeting.items[key].pk,
            subject=subjects[number % len(subjects)]["zh"],
            minutes=(5, 8, 6)[number % 3],
        )
        for number, office in enumerate(offices)
    ]


def settle(meeting: Meeting, asked: Sequence[Intervention], day: date) -> list[Intervention]:
    """The last but one is declined and writes instead, the last is declined, the one before both
    withdraws; the others are queued in the order in which they asked."""
    stage, desk = meeting.stage, meeting.desk
    *queued, withdrawn, written, declined = asked
    for place, each in enumerate(queued, 1):
        stage.act(each, "queue", desk, day, position=place)
    stage.act(withdrawn, "withdraw", _head(meeting, withdrawn), day)
    for each in (written, declined):
        stage.act(each, "decline", desk, day, reason="时间有限，请提交书面发言。")
    text = script()["written_zh"]
    stage.act(written, "submit_in_writing", _head(meeting, written), day, text=text)
    return queued


def speak(meeting: Meeting, queued: Sequence[Intervention], begins: datetime) -> None:
    """One after the other, seven minutes apart."""
    for number, each in enumerate(queued):
        each.refresh_from_db()
        moment = begins + timedelta(minutes=7 * number)
        meeting.stage.act(each, "give", meeting.desk, moment)


def _head(meeting: Meeting, asked: Intervention) -> Any:
    return meeting.stage.cast.head(asked.delegation.office.code)


def take_down(meeting: Meeting, told: Mapping[str, Told], day: date) -> dict[str, MinutesEntry]:
    """An entry of each item; some are written again, of these some are restored."""
    stage, desk, found = meeting.stage, meeting.desk, {}
    for key, said in told.items():
        texts = {"text_zh": said["zh"], "text_en": said["en"]}
        item = meeting.items[key].pk
        entry = stage.make(MinutesEntry(), "begin", desk, day, item=item, **texts)
        if "then" in said:
            texts = {"text_zh": said["then"]["zh"], "text_en": said["then"]["en"]}
            stage.act(entry, "write", desk, day, **texts)
        if said.get("restore"):
            stage.act(entry, "restore", desk, day, revision=1)
        found[key] = entry
    return found


def correct(
    meeting: Meeting, entry: MinutesEntry, office: str, words: tuple[str, str], day: date
) -> MinutesCorrection:
    made: MinutesCorrection = meeting.stage.make(
        MinutesCorrection(),
        "propose",
        meeting.stage.cast.head(office),
        day,
        entry=entry.pk,
        delegation=meeting.delegations[office].pk,
        passage=words[0],
        wording=words[1],
        reason="与发言原意不符。",
    )
    return made

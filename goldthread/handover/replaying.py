"""One request of another site carried out here, by the person's own rights, or shown why not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from goldthread.handover import references
from goldthread.handover.errors import HandoverRefused
from goldthread.handover.identity import PREFIX, Names, by_the_system, last_of, model
from goldthread.handover.peers import EVERYBODY, Peer
from goldthread.handover.sending import standing
from goldthread.offices.days import on
from goldthread.offices.models import Membership, Reach
from goldthread.offices.post.describe import SEEN_BY
from goldthread.programme.actions.evidence import INTAKE
from goldthread.workflow import clock, log
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import Refused
from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.models import Event
from goldthread.workflow.occasion import Actor
from goldthread.workflow.texts import LANGUAGES, Sentence, say

Request = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """`what`: done, known, left, refused, or conflict with its three sides: `asked` there, `here`
    what was done since both sites agreed, `sides` the fields that stand differently."""

    number: int
    what: str
    model: str
    action: str
    actor: str
    at: str
    reason: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, Any] = field(default_factory=dict)
    here: list[dict[str, Any]] = field(default_factory=list)
    sides: Mapping[str, Any] = field(default_factory=dict)


class _Stopped(Exception):
    """A request that cannot be carried out here."""

    def __init__(self, sentence: Sentence, obj: Any = None, since: int | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence, self.obj, self.since = sentence, obj, since


class Replay:
    """The requests of one package, in their order; `pairs` are consequences, theirs to ours."""

    def __init__(
        self,
        peer: Peer,
        names: Names,
        objects: list[dict[str, Any]],
        leave: Collection[int],
    ) -> None:
        self._peer, self._names, self._leave = peer, names, leave
        self._there = {(each["model"], each["object"]): each["fields"] for each in objects}
        self.pairs: dict[str, str] = {}

    def carry_out(self, number: int, asked: Request, files: Collection[str] | None) -> Outcome:
        """`files`: the hashes that were taken in; None where this is a dry run."""
        if self._names.find(str(asked.get("name"))):
            return _outcome(number, "known", asked)
        if number in self._leave:
            return _outcome(number, "left", asked)
        try:
            with transaction.atomic():
                self._do(asked, files)
        except _Stopped as stopped:
            return self._shown(number, asked, stopped)
        except Refused as refused:
            return _outcome(number, "refused", asked, refused.sentence)
        except HandoverRefused as refused:
            return _outcome(number, "refused", asked, refused.sentence)
        except (KeyError, TypeError, ValueError, AttributeError):
            return _outcome(number, "refused", asked, _NO_REQUEST)
        return _outcome(number, "done", asked)

    def _do(self, asked: Request, files: Collection[str] | None) -> None:
        label, name = str(asked["model"]), str(asked["name"])
        if label not in {kind._meta.label_lower for kind in MODELS.values()}:
            raise _Stopped(_NO_REQUEST)
        at = datetime.fromisoformat(asked["at"])
        if at > clock.now():
            raise _Stopped(_TOMORROW)
        actor = self._actor(asked, at.date())
        _have_file(asked, files)
        payload = references.translated(
            asked["payload"], label, asked["rows"], lambda each: self._row(each, actor)
        )
        key = f"{PREFIX}{name}"
        end = log.head().sequence
        if asked["after"] is None:
            event = create(
                model(label)(), asked["action"], actor=actor, payload=payload, at=at, key=key
            )
        else:
            obj = self._object(asked, label, actor)
            event = perform(
                obj,
                asked["action"],
                actor=actor,
                expected_version=obj.version,
                payload=payload,
                at=at,
                key=key,
            )
        if event.to_state != asked["to"]:
            raise _Stopped(_ELSEWHERE)
        self._pair(asked, event, end)

    def _actor(self, asked: Request, day: date) -> Actor:
        if asked["intake"]:
            return _intake(asked)
        users = get_user_model()._default_manager
        user = users.filter(username=asked["actor"], is_active=True).first()
        if user is None:
            raise _Stopped(_nobody(asked["actor"]))
        if self._peer.office != EVERYBODY and not _belongs(user, self._peer.office, day):
            raise _Stopped(_not_theirs(asked["actor"], self._peer))
        actor: Actor = user
        return actor

    def _row(self, told: references.Told, actor: Actor) -> Any:
        """A row that the request names, which the person must see, as on a page; offices and acts
        are public."""
        row = references.find(told, self._names)
        label = row._meta.label_lower
        if (
            label in SEEN_BY.labels()
            and row._meta.app_label != "offices"
            and not SEEN_BY.rows(label, actor).filter(pk=row.pk).exists()
        ):
            raise _Stopped(_NOT_THERE)
        return row

    def _object(self, asked: Request, label: str, actor: Actor) -> Any:
        """Ours, where the same thing happened to it last here and there."""
        obj = self._names.object(label, str(asked["object"]))
        seen = obj is not None and (
            actor is INTAKE or SEEN_BY.rows(label, actor).filter(pk=obj.pk).exists()
        )
        if not seen:
            raise _Stopped(_NOT_THERE)
        last, after = last_of(obj), asked["after"]
        if last is None or not self._same(last, after):
            known = self._names.find(str(after["name"]))
            since = known.version if known and known.object_id == str(obj.pk) else 0
            raise _Stopped(_BOTH_SIDES, obj, since)
        return obj

    def _same(self, ours: Event, theirs: Mapping[str, Any]) -> bool:
        if self._names.of(ours) == theirs["name"]:
            return True
        told_apart = (theirs["action"], theirs["version"], theirs["to"])
        own_doing = by_the_system(ours) and bool(theirs["system"])
        return own_doing and (ours.action, ours.version, ours.to_state) == told_apart

    def _pair(self, asked: Request, event: Event, end: int) -> None:
        """What the engine did by itself with it is what it did there, one by one."""
        between = Event.objects.filter(sequence__gt=end, sequence__lt=event.sequence)
        ours = list(between.order_by("sequence"))
        theirs = asked["consequences"]
        if [(each.object_type, each.action) for each in ours] != [
            (each["model"], each["action"]) for each in theirs
        ]:
            raise _Stopped(_MORE)
        new = {str(there["name"]): str(here.hash) for there, here in zip(theirs, ours, strict=True)}
        self.pairs |= new
        self._names.same.update(new)

    def _shown(self, number: int, asked: Request, stopped: _Stopped) -> Outcome:
        if stopped.obj is None:
            return _outcome(number, "refused", asked, stopped.sentence)
        events = Event.objects.of(stopped.obj).filter(version__gt=stopped.since)
        here = [
            {"action": each.action, "actor": each.actor_name, "at": each.at.isoformat(),
             "to": each.to_state, "payload": each.payload}
            for each in events
        ]  # fmt: skip
        there = self._there.get((asked["model"], asked["object"]), {})
        now = standing(stopped.obj)
        sides = {
            name: {"there": there.get(name), "here": value}
            for name, value in now.items()
            if name in there and there[name] != value
        }
        return _outcome(number, "conflict", asked, stopped.sentence, here=here, sides=sides)


def _outcome(
    number: int, what: str, asked: Request, sentence: Sentence | None = None, **more: Any
) -> Outcome:
    reason = {lang: sentence.in_language(lang) for lang in LANGUAGES} if sentence else {}
    asking = dict(asked.get("payload") or {}) if reason else {}
    return Outcome(
        number,
        what,
        str(asked.get("model", "")),
        str(asked.get("action", "")),
        str(asked.get("actor", "")),
        str(asked.get("at", "")),
        reason,
        asking,
        **more,
    )


def _have_file(asked: Request, files: Collection[str] | None) -> None:
    """A file that is named came along, and was taken in."""
    digest = asked["payload"].get("sha256")
    if digest and files is not None and digest not in files:
        raise _Stopped(_NO_FILE)


def _intake(asked: Request) -> Actor:
    """The look through a file is done here anew; its result is not taken on trust."""
    if (asked["model"], asked["action"]) != ("programme.evidence", "scan"):
        raise _Stopped(_NO_REQUEST)
    return INTAKE


def _belongs(user: Any, office: str, day: date) -> bool:
    under = Reach.objects.filter(on(day), ancestor__code=office).values("office_id")
    rows = Membership.objects.filter(on(day), person__user=user, office_id__in=under)
    return bool(rows.exists())


def _nobody(name: object) -> Sentence:
    return say(
        "There is no open account {name!r} here.",
        "本站点没有可用的账号 {name!r}。",
        name=str(name)[:60],
    )


def _not_theirs(name: object, peer: Peer) -> Sentence:
    return say(
        "{name} holds no role in {office} or under it, and {peer} speaks for nobody else.",
        "{name} 不在 {office} 及其下属单位任职，{peer} 无权代表其他人。",
        name=str(name)[:60],
        office=peer.office,
        peer=peer.name,
    )


_NO_REQUEST = say("This is no request that can be carried out.", "这不是可以办理的请求。")
_TOMORROW = say(
    "It is dated later than now; see to the clocks of both sites.",
    "其时间晚于现在，请核对两个站点的时钟。",
)
_NOT_THERE = say(
    "What it is about is not here, or this person does not see it.",
    "所办对象在本站点不存在，或该人员无权查看。",
)
_BOTH_SIDES = say(
    "Something else was done to it here in the meantime. Look at both sides, then decide: act here "
    "by hand and leave this request, or leave it.",
    "期间本站点已对其作了其他办理。请比较两边情况后决定：在本站点人工办理并略过此请求，或直接略过。",
)
_NO_FILE = say("The file that it names did not come along.", "所述文件未随数据包送达。")
_ELSEWHERE = say(
    "It would lead to another state here than there.", "在本站点会进入与对方不同的状态。"
)
_MORE = say(
    "It would bring about other things here than it did there.",
    "在本站点引起的后续办理与对方不同。",
)

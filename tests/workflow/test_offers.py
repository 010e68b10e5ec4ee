"""What a person may do, and the sentences why not."""

from datetime import UTC, datetime, timedelta

import pytest

from goldthread.workflow.engine import available, create
from goldthread.workflow.errors import GuardUnmet, UnknownName, WrongState
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import RULES, effect, notice, rule
from goldthread.workflow.texts import Sentence, in_language, listed, say
from tests.workflow.cases.key_task import KEY_TASK
from tests.workflow.cases.models import Task
from tests.workflow.cases.people import PEOPLE
from tests.workflow.test_key_task import task_in


def told(task: Task, person: str, **asked: object) -> dict[str, str]:
    offers = available(task, PEOPLE[person], **asked)
    return {offer.title("en"): offer.why_not("en") for offer in offers}


def test_offers_are_the_actions_of_the_state_with_reasons(on_sqlite: str) -> None:
    assert told(task_in("assigned"), "lead_member") == {
        "sign for receipt": "",
        "sign for own part": "Only the supporting unit may do this.",
        "hand back": "",
        "transfer": "Only the supervision may do this.",
        "cancel": "Only the issuer may do this.",
    }


def test_offer_names_every_reason(on_sqlite: str) -> None:
    task = task_in("drafted")
    task.responsible, task.handover_signed = "", False
    assert told(task, "supervision_head") == {
        "register": "Still missing: the responsible person.",
        "transfer": "The handover sheet is not signed.",
        "cancel": "Only the issuer may do this.",
    }
    offers = available(task, PEOPLE["supervision_head"])
    [register] = [o for o in offers if o.title("zh") == "立项"]
    assert register.why_not("zh") == "尚缺：the responsible person。"
    assert register.allowed is False


def test_who_may_not_act_is_told_nothing_of_the_object(on_sqlite: str) -> None:
    task = task_in("drafted")
    task.responsible, task.handover_signed = "", False
    assert told(task, "press") == {
        "register": "Only the supervision may do this.",
        "transfer": "Only the supervision may do this.",
        "cancel": "Only the issuer may do this.",
    }


def test_offers_of_every_action_name_the_right_state(on_sqlite: str) -> None:
    offers = told(task_in("drafted"), "supervision_head", every=True)
    assert offers["settle"] == (
        "“settle” is done in the state: verified. Now the state is: drafted."
    )
    assert offers["draft"] == "“draft” begins the life of a new key task; this one exists."
    assert offers["register"] == ""


def test_offers_of_a_new_object_are_what_creates_it(on_sqlite: str) -> None:
    assert told(Task(), "planning_clerk", every=True) == {"draft": ""}
    assert told(Task(), "press") == {"draft": "“draft” is done by: planning or supervision."}


def test_offer_depends_on_the_moment(on_sqlite: str) -> None:
    task = task_in("assigned")
    late = datetime.now(UTC) + timedelta(days=4)
    assert told(task, "lead_member", at=late)["hand back"].startswith("It could be handed back")


def test_offers_ask_the_database_nothing(
    on_sqlite: str, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    task = task_in("assigned")
    with django_assert_num_queries(0):
        available(task, PEOPLE["issuer"], every=True)


def test_rule_stands_twice(on_sqlite: str) -> None:
    task = Task(clause="")
    row = KEY_TASK.find("draft", None)
    occasion = Occasion(task, KEY_TASK, row, PEOPLE["press"], datetime.now(UTC), {})
    clause = RULES.get("task.clause")

    assert clause.can(occasion) is False
    with pytest.raises(GuardUnmet, match="Name the clause"):
        clause.check(occasion)
    task.clause = "4"
    assert clause.can(occasion) is True
    assert clause.check(occasion) is None


def test_creating_action_on_nothing_and_other_action_on_nothing(on_sqlite: str) -> None:
    with pytest.raises(WrongState) as caught:
        create(Task(), "settle", actor=PEOPLE["supervision_head"])
    assert str(caught.value) == (
        "“settle” is done to what exists, in the state: verified. Create it first."
    )


def anything(_: object) -> None:
    raise AssertionError


def test_names_registered_twice_or_in_one_language_or_not_at_all_are_refused() -> None:
    both = {"en": "a", "zh": "b"}
    with pytest.raises(UnknownName, match=r"'task\.clause' is registered twice"):
        rule("task.clause", both, both)(anything)
    with pytest.raises(UnknownName, match=r"'note\.fail' is registered twice"):
        effect("note.fail")(anything)
    with pytest.raises(UnknownName, match=r"'task\.assigned' is registered twice"):
        notice("task.assigned", both, "action")(anything)
    with pytest.raises(UnknownName, match="no text in 'zh'"):
        rule("new", both, {"en": "only"})
    with pytest.raises(UnknownName, match=r"There is no rule 'task\.clauses'; registered are: "):
        RULES.get("task.clauses")


def test_sentences_are_told_in_each_language() -> None:
    inner = say("{n} days", "{n}天", n=3)
    sentence = Sentence(
        {"en": "{what} in {time}: {who}.", "zh": "{time}内{what}：{who}。"},
        {"what": {"en": "answer", "zh": "答复"}, "time": inner, "who": ["a", "b", "c"]},
    )
    assert str(sentence) == "answer in 3 days: a, b or c."
    assert sentence.in_language("zh-Hans") == "3天内答复：a、b或c。"
    assert in_language({"en": "x", "zh": "y"}, "fr") == "x"
    assert (listed([], "en"), listed(["a"], "zh")) == ("", "a")

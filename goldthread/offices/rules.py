"""Who may, and what must hold: the rules that the tables name.

`role.<code>` stands for every role of the list and may be named by any app's table. A right is
judged on the day of the action; a role that ended the day before gives nothing.
"""

from datetime import date

from django.contrib.auth import get_user_model

from goldthread.offices import planning, queries
from goldthread.offices.codelists import Role, excluded, kinds, roles
from goldthread.offices.days import day_of, overlap
from goldthread.offices.errors import ActRefused
from goldthread.offices.models import Membership, OfficeVersion, Person
from goldthread.offices.reforms import changes
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.registry import Unmet, rule

HEADS = ("provincial_head", "provincial_coordinator")
"""Who may grant the roles that the list calls delegable, in the own unit."""


def _register_role(role: Role) -> None:
    unmet = {
        "en": f"This is done by: {role.titles['en']}. You do not hold that role on this day.",
        "zh": f"此项由{role.titles['zh']}办理，您当日不担任该角色。",
    }

    @rule(f"role.{role.code}", role.titles, unmet)
    def holds_role(occasion: Occasion) -> bool:
        return queries.holds(occasion.actor, role.code, day_of(occasion.at))


def _register_system(name: str, en: str, zh: str) -> None:
    unmet = {"en": f"Only {en} does this.", "zh": f"此项仅由{zh}办理。"}

    @rule(f"system.{name}", {"en": en, "zh": zh}, unmet)
    def is_system(occasion: Occasion) -> bool:
        return isinstance(occasion.actor, SystemActor) and occasion.actor.name == name


for _role in roles().values():
    _register_role(_role)
_register_system("structure", "the loading of a structure file", "机构文件导入")
_register_system("clock", "the site's clock", "系统时钟")
_register_system("setup", "the setting up of the site", "系统初始化")


@rule(
    "reform.readable",
    {"en": "the changes can be read", "zh": "变更事项可读"},
    {"en": "{fault}", "zh": "{fault}"},
    reads_payload=True,
)
def readable(occasion: Occasion) -> bool | Unmet:
    try:
        changes.read(occasion.payload["changes"], occasion.payload["effective"])
    except ActRefused as fault:
        return Unmet({"fault": fault.sentence})
    return True


@rule(
    "reform.possible",
    {"en": "the structure would hold", "zh": "改革后结构成立"},
    {"en": "{fault}", "zh": "{fault}"},
)
def possible(occasion: Occasion) -> bool | Unmet:
    reform = occasion.obj
    kept = reform.decisions
    try:
        if occasion.payload.get("decisions") is not None:
            reform.decisions = occasion.payload["decisions"]
        planning.plan_of(reform, _using(occasion))
    except ActRefused as fault:
        return Unmet({"fault": fault.sentence})
    finally:
        reform.decisions = kept
    return True


@rule(
    "reform.documented",
    {"en": "the enacting document is named", "zh": "已注明发文依据"},
    {
        "en": "Name the enacting document: title, number and day.",
        "zh": "请注明发文依据：标题、文号、日期。",
    },
)
def documented(occasion: Occasion) -> bool:
    reform = occasion.obj
    return bool(reform.document_title and reform.document_number and reform.document_date)


@rule(
    "reform.as_rehearsed",
    {"en": "as rehearsed", "zh": "与预演一致"},
    {
        "en": "The structure or its people changed since the rehearsal; rehearse again and look.",
        "zh": "预演之后机构或人员已有变化，请重新预演并核对。",
    },
)
def as_rehearsed(occasion: Occasion) -> bool:
    try:
        plan = planning.plan_of(occasion.obj, _using(occasion))
    except ActRefused:
        return False
    return bool(planning.digest(plan) == occasion.obj.plan_digest)


@rule(
    "reform.not_yet_effective",
    {"en": "before the effective day", "zh": "生效日之前"},
    {
        "en": "The act took effect on {day}; what is in effect is changed by another act.",
        "zh": "该法令已于{day}生效，如需变更请另行制定。",
    },
)
def not_yet_effective(occasion: Occasion) -> bool | Unmet:
    effective: date = occasion.obj.effective
    return day_of(occasion.at) < effective or Unmet({"day": effective.isoformat()})


@rule(
    "reform.day_reached",
    {"en": "the effective day is reached", "zh": "已到生效日"},
    {"en": "The act takes effect on {day}, not before.", "zh": "该法令于{day}生效，尚未到期。"},
)
def day_reached(occasion: Occasion) -> bool | Unmet:
    effective: date = occasion.obj.effective
    return day_of(occasion.at) >= effective or Unmet({"day": effective.isoformat()})


@rule(
    "person.own_user",
    {"en": "head or coordinator of the person's unit", "zh": "所在单位负责人或联络员"},
    {
        "en": "All roles of the person must lie in your own unit.",
        "zh": "该人员的全部角色须在您本单位范围内。",
    },
)
def own_user(occasion: Occasion) -> bool:
    scope = queries.scope_of(occasion.actor, day_of(occasion.at), HEADS)
    held = set(Membership.objects.filter(person=occasion.obj).values_list("office_id", flat=True))
    return bool(held) and held <= scope and _not_self(occasion)


@rule(
    "person.own_subordinate",
    {
        "en": "head or coordinator of the unit, over roles they may grant",
        "zh": "本单位负责人或联络员（限可委托角色）",
    },
    {
        "en": "All roles of the person must lie in your own unit and be ones that you may grant: "
        "whoever gives an account can become it.",
        "zh": "该人员的全部角色须在您本单位范围内，且均为您可授予的角色；能发放账号者亦能冒用。",
    },
)
def own_subordinate(occasion: Occasion) -> bool:
    held = Membership.objects.filter(person=occasion.obj).values_list("role", flat=True)
    return bool(own_user(occasion)) and all(roles()[role].delegable for role in held)


@rule(
    "person.has_account",
    {"en": "the person has an account", "zh": "该人员有账号"},
    {"en": "The person has no account; give one first.", "zh": "该人员尚无账号，请先关联账号。"},
)
def has_account(occasion: Occasion) -> bool:
    return occasion.obj.user_id is not None


@rule(
    "person.own_office",
    {"en": "head or coordinator of the office", "zh": "该单位负责人或联络员"},
    {
        "en": "You may grant and end only delegable roles, in your own unit.",
        "zh": "您只能在本单位范围内授予或终止可委托的角色。",
    },
    reads_payload=True,
)
def own_office(occasion: Occasion) -> bool:
    role = roles().get(occasion.payload.get("role", ""))
    if role is None or not role.delegable:
        return False
    return any(
        queries.holds(occasion.actor, each, day_of(occasion.at), over=occasion.payload["office"])
        for each in HEADS
    )


@rule(
    "person.not_oneself",
    {"en": "not oneself", "zh": "非本人"},
    {"en": "Nobody grants a role to oneself.", "zh": "不得为本人授予角色。"},
)
def not_oneself(occasion: Occasion) -> bool:
    return _not_self(occasion)


def _not_self(occasion: Occasion) -> bool:
    user = occasion.obj.user_id
    return bool(user is None or user != occasion.actor.pk)


@rule(
    "person.role_fits",
    {"en": "the role fits the office", "zh": "角色与单位相符"},
    {
        "en": "The role {role} is not held in an office of the kind {kind}.",
        "zh": "角色{role}不能在{kind}类单位担任。",
    },
    reads_payload=True,
)
def role_fits(occasion: Occasion) -> bool | Unmet:
    given = occasion.payload
    role = roles().get(given["role"])
    rows = OfficeVersion.objects.filter(office__code=given["office"])
    row = rows.filter(starts__lte=given["starts"]).order_by("-starts").first()
    if row is None:
        return True  # the effect says that there is no such office on the day
    if role is not None and row.kind in role.at:
        return True
    return Unmet({"role": role.titles if role else given["role"][:40], "kind": kinds()[row.kind]})


@rule(
    "person.roles_separate",
    {"en": "roles kept apart", "zh": "角色相互分离"},
    {
        "en": "{role} and {other} are not held by one person at the same time.",
        "zh": "{role}与{other}不得由同一人同时担任。",
    },
    reads_payload=True,
)
def roles_separate(occasion: Occasion) -> bool | Unmet:
    given = occasion.payload
    span = (given["starts"], given["ends"])
    for row in Membership.objects.filter(person=occasion.obj):
        if excluded(row.role, given["role"]) and overlap((row.starts, row.ends), span):
            known = roles()
            return Unmet({"role": known[given["role"]].titles, "other": known[row.role].titles})
    return True


@rule(
    "person.account_free",
    {"en": "the account is free", "zh": "账号可用"},
    {
        "en": "There is no such account, or it belongs to somebody else.",
        "zh": "账号不存在，或已属于他人。",
    },
    reads_payload=True,
)
def account_free(occasion: Occasion) -> bool:
    user = occasion.payload["user"]
    if user is None:
        return True
    taken = Person.objects.filter(user_id=user).exclude(pk=occasion.obj.pk)
    accounts = get_user_model()._default_manager.filter(pk=user) if user.isdigit() else None
    return accounts is not None and accounts.exists() and not taken.exists()


@rule(
    "person.holds_role",
    {"en": "the role is held", "zh": "担任该角色"},
    {
        "en": "The person does not hold this role there on or after that day.",
        "zh": "该人员当日及其后并未在该单位担任此角色。",
    },
    reads_payload=True,
)
def holds_role_there(occasion: Occasion) -> bool:
    given = occasion.payload
    rows = Membership.objects.filter(
        person=occasion.obj, office__code=given["office"], role=given["role"]
    )
    return any(row.ends is None or row.ends > given["day"] for row in rows)


def _using(occasion: Occasion) -> str:
    return str(occasion.obj._state.db or "default")

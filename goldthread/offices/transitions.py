"""The tables: the life of a reform act, the record of a person, access in an emergency."""

from goldthread.workflow.machine import SAME, Machine, Need, State, Transition

_REASON = Need("reason", {"en": "reason", "zh": "理由"})
_DECISIONS = Need("decisions", {"en": "who takes what", "zh": "承接安排"}, "json", required=False)

_ACT = (
    Need("title_en", {"en": "title in English", "zh": "英文标题"}),
    Need("title_zh", {"en": "title in Chinese", "zh": "中文标题"}),
    Need("effective", {"en": "effective day", "zh": "生效日"}, "date"),
    Need("document_title", {"en": "title of the document", "zh": "文件标题"}, required=False),
    Need("document_number", {"en": "number of the document", "zh": "文号"}, required=False),
    Need("document_date", {"en": "day of the document", "zh": "文件日期"}, "date", required=False),
    Need("changes", {"en": "changes", "zh": "变更事项"}, "json"),
    _DECISIONS,
)

REFORM = Machine(
    "reform",
    {"en": "reform act", "zh": "机构改革"},
    (
        State("drafted", {"en": "drafted", "zh": "已起草"}),
        State("rehearsed", {"en": "rehearsed", "zh": "已预演"}),
        State("enacted", {"en": "enacted", "zh": "已颁布"}),
        State("in_effect", {"en": "in effect", "zh": "已生效"}, open=False),
        State("cancelled", {"en": "cancelled", "zh": "已取消"}, open=False),
    ),
    (
        Transition(
            action="draft",
            titles={"en": "draft", "zh": "起草"},
            target="drafted",
            who=("role.planning", "role.supervision", "system.structure"),
            guards=("reform.readable",),
            effect="reform.set",
            needs=_ACT,
        ),
        Transition(
            action="edit",
            titles={"en": "edit", "zh": "修改"},
            sources=("drafted", "rehearsed"),
            target="drafted",
            who=("role.planning", "role.supervision"),
            guards=("reform.readable",),
            effect="reform.set",
            needs=_ACT,
        ),
        Transition(
            action="rehearse",
            titles={"en": "rehearse", "zh": "预演"},
            sources=("drafted", "rehearsed"),
            target="rehearsed",
            who=("role.planning", "role.supervision", "system.structure"),
            guards=("reform.possible",),
            effect="reform.rehearse",
            needs=(_DECISIONS,),
        ),
        Transition(
            action="enact",
            titles={"en": "enact", "zh": "颁布"},
            sources=("rehearsed",),
            target="enacted",
            who=("role.issuer", "system.structure"),
            guards=("reform.documented", "reform.possible", "reform.as_rehearsed"),
            effect="reform.enact",
        ),
        Transition(
            action="undo",
            titles={"en": "undo", "zh": "撤回"},
            sources=("enacted",),
            target="rehearsed",
            who=("role.issuer",),
            guards=("reform.not_yet_effective",),
            effect="reform.undo",
            needs=(_REASON,),
        ),
        Transition(
            action="take_effect",
            titles={"en": "take effect", "zh": "生效"},
            sources=("enacted",),
            target="in_effect",
            who=("system.clock", "system.structure", "role.issuer", "role.supervision"),
            guards=("reform.day_reached",),
        ),
        Transition(
            action="cancel",
            titles={"en": "cancel", "zh": "取消"},
            sources=("drafted", "rehearsed"),
            target="cancelled",
            who=("role.issuer", "role.supervision", "role.planning"),
            needs=(_REASON,),
        ),
    ),
)

_NAMES = (
    Need("name_en", {"en": "name in English", "zh": "英文姓名"}),
    Need("name_zh", {"en": "name in Chinese", "zh": "中文姓名"}),
)
_WHERE = (
    Need("office", {"en": "office", "zh": "单位"}),
    Need("role", {"en": "role", "zh": "角色"}),
)
_ACCOUNTS = ("role.system_administrator", "system.setup")

PERSON = Machine(
    "person",
    {"en": "person", "zh": "人员"},
    (
        State("registered", {"en": "registered", "zh": "在册"}),
        State("left", {"en": "left", "zh": "离任"}, open=False),
    ),
    (
        Transition(
            action="register",
            titles={"en": "register", "zh": "登记"},
            target="registered",
            who=(*_ACCOUNTS, "role.provincial_head", "role.provincial_coordinator"),
            effect="person.name",
            needs=_NAMES,
        ),
        Transition(
            action="rename",
            titles={"en": "correct the name", "zh": "更正姓名"},
            sources=("registered",),
            target=SAME,
            who=(*_ACCOUNTS, "person.own_user"),
            effect="person.name",
            needs=_NAMES,
        ),
        Transition(
            action="connect",
            titles={"en": "give an account", "zh": "关联账号"},
            sources=("registered",),
            target=SAME,
            who=(*_ACCOUNTS, "person.own_subordinate"),
            guards=("person.account_free",),
            effect="person.connect",
            needs=(Need("user", {"en": "account", "zh": "账号"}, "reference", required=False),),
        ),
        Transition(
            action="link",
            titles={"en": "give a link to set a password", "zh": "发放设置密码的链接"},
            sources=("registered",),
            target=SAME,
            who=(*_ACCOUNTS, "person.own_subordinate"),
            guards=("person.has_account",),
            effect="person.no_password",
        ),
        Transition(
            action="switch",
            titles={"en": "switch the account on or off", "zh": "启用或停用账号"},
            sources=("registered",),
            target=SAME,
            who=(*_ACCOUNTS, "person.own_subordinate"),
            guards=("person.has_account",),
            effect="person.switch",
            needs=(Need("active", {"en": "is it on?", "zh": "是否启用"}, "boolean"),),
        ),
        Transition(
            action="clear_second_step",
            titles={"en": "take the second step away", "zh": "解除两步验证"},
            sources=("registered",),
            target=SAME,
            who=(*_ACCOUNTS, "person.own_subordinate"),
            guards=("person.has_account",),
            needs=(_REASON,),
        ),
        Transition(
            action="grant",
            titles={"en": "grant a role", "zh": "授予角色"},
            sources=("registered",),
            target=SAME,
            who=(*_ACCOUNTS, "person.own_office"),
            guards=("person.not_oneself", "person.role_fits", "person.roles_separate"),
            effect="person.grant",
            needs=(
                *_WHERE,
                Need("starts", {"en": "first day", "zh": "起始日"}, "date"),
                Need("ends", {"en": "first day after", "zh": "终止日"}, "date", required=False),
            ),
        ),
        Transition(
            action="end_role",
            titles={"en": "end a role", "zh": "终止角色"},
            sources=("registered",),
            target=SAME,
            who=(*_ACCOUNTS, "person.own_office"),
            guards=("person.holds_role",),
            effect="person.end_role",
            needs=(*_WHERE, Need("day", {"en": "first day after", "zh": "终止日"}, "date")),
        ),
        Transition(
            action="leave",
            titles={"en": "leave", "zh": "离任"},
            sources=("registered",),
            target="left",
            who=(*_ACCOUNTS, "person.own_user"),
            effect="person.leave",
            needs=(Need("day", {"en": "first day after", "zh": "离任日"}, "date"),),
        ),
    ),
)

EMERGENCY_ACCESS = Machine(
    "emergency_access",
    {"en": "emergency access", "zh": "应急查阅"},
    (
        State("opened", {"en": "opened", "zh": "已开启"}),
        State("closed", {"en": "closed", "zh": "已关闭"}, open=False),
    ),
    (
        Transition(
            action="open",
            titles={"en": "open for reading", "zh": "开启查阅"},
            target="opened",
            who=("role.system_administrator",),
            guards=(
                "emergency_access.object_known",
                "emergency_access.reason_given",
                "emergency_access.few_hours",
            ),
            effect="emergency_access.open",
            notices=("emergency_access.opened",),
            needs=(
                Need("object_type", {"en": "kind of object", "zh": "对象类别"}),
                Need("object_key", {"en": "last part of its address", "zh": "网址末段"}),
                Need("reason", {"en": "reason", "zh": "理由"}),
                Need("hours", {"en": "hours, 1 to 4", "zh": "时长（1至4小时）"}, "integer"),
            ),
        ),
        Transition(
            action="close",
            titles={"en": "close", "zh": "关闭查阅"},
            sources=("opened",),
            target="closed",
            who=("emergency_access.own", "role.auditor"),
            effect="emergency_access.close",
        ),
    ),
)

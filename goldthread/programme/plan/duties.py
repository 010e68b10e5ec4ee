"""What a unit clause says: who leads, who supports, by when; or that it is no unit clause."""

import re
from dataclasses import dataclass, field

from goldthread.programme.plan.names import is_generic, is_han, looks_like_unit, units


@dataclass
class Duty:
    """The units of one clause.

    `named` is True where the words say which unit leads (牵头, 会同, "led by"); otherwise all units
    in `lead` are responsible alike. `bare` marks a list of units with no word of duty.
    """

    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    named: bool = False
    bare: bool = False
    due: str = ""

    @property
    def units(self) -> list[str]:
        return [*self.lead, *self.support]


def duty(content: str) -> Duty | None:
    """The duty that the inside of a pair of brackets states; None if it states none."""
    if not content.strip() or len(content) > 600:
        return None
    found = _han_duty(content) if is_han(content) else _latin_duty(content)
    if found is None or any(len(name) > (40 if is_han(name) else 120) for name in found.units):
        return None
    return found


# Chinese

_SHARE = (
    r"(?:等各?(?:有关|相关)?(?:部门|单位)?)?(?:按照?|根据|依据|依照|依)(?:各自)?(?:工作)?职责?能?(?:分工)?"
    r"|按照?分工|分工|分别|分头|共同|各自"
)
_DO = r"(?:负责|落实|组织实施|实施|组织落实|承担|推进|抓好落实)"
_HELP = (
    r"(?:积极|协同|予以|给予|依职责|做好)?"
    r"(?:配合|协助|参与|参加|支持|协同|协办|协同配合)(?:落实|实施)?"
)
_KIND = r"(?:单位|部门|机构|处室|司局)"
_HAN_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("due", re.compile(r"(?:完成)?(?:时限|时间(?:节点|安排)?|期限|日期)(?:要求)?[:：](?P<a>.*)")),
    ("named", re.compile(rf"(?:牵头|主办|主责)(?:负责)?{_KIND}?[:：](?P<a>.+)")),
    ("joint", re.compile(rf"(?:责任|负责|承办|落实){_KIND}?[:：](?P<a>.+)")),
    ("help", re.compile(rf"(?:配合|协办|参加|参与|支持|协助|协同|会办){_KIND}?[:：](?P<a>.+)")),
    ("help", re.compile(rf"会同(?P<a>.+?)(?:{_SHARE})?{_DO}?")),
    ("with", re.compile(rf"由?(?P<a>.+?)(?:牵头)?会同(?P<b>.+?)(?:{_SHARE})?(?:牵头)?{_DO}?")),
    ("named", re.compile(rf"由?(?P<a>.+?)牵头(?:组织)?{_DO}?")),
    ("joint", re.compile(rf"由?(?P<a>.*?)(?:{_SHARE})+(?:分别)?{_DO}")),
    ("help", re.compile(rf"由?(?P<a>.+?)(?:{_SHARE})?{_HELP}")),
    ("joint", re.compile(rf"由?(?P<a>.+?){_DO}")),
)  # fmt: skip
_WHEN = re.compile(
    r".*(?:[底末]前?|前|季度|半年|年内|完成)(?:前|内|完成|印发|出台|上报|报送|落实)*"
)
_BEFORE_LABEL = re.compile(
    rf"(?<=\S)\s+(?=(?:牵头|主办|责任|负责|配合|协办|参加|参与|完成|时间)(?:{_KIND}|时限|时间|节点)[:：])"
)
_STANDING = re.compile(r"(?:长期|持续|常态化|全年)(?:推进|坚持|实施|开展|任务|落实)?")


def _han_duty(content: str) -> Duty | None:
    found = Duty()
    bare: list[str] = []
    stated = False
    for segment in _segments(content):
        role, names, others = _role(segment)
        if role == "bare":
            bare += [segment]
            continue
        if role == "due":
            found.due += segment + "。"
            continue
        stated = True
        listed = units("、".join([*bare, names])) if role != "with" else units(names)
        _assign(found, role, listed, units(others))
        bare = []
    return _settled(found, units("、".join(bare)), stated)


def _segments(content: str) -> list[str]:
    text = _BEFORE_LABEL.sub("；", content.replace("\v", "、"))
    text = re.sub(r"\s+", " ", text)
    depth, parts, start = 0, [], 0
    for index, char in enumerate(text):
        depth += (char in "(（") - (char in ")）" and depth > 0)
        if char in ",，;；。" and not depth:
            parts.append(text[start:index])
            start = index + 1
    return [part.strip() for part in [*parts, text[start:]] if part.strip(" .。")]


def _role(segment: str) -> tuple[str, str, str]:
    plain = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", segment).strip(" .。")
    if _STANDING.fullmatch(plain):
        return "due", "", ""
    for role, pattern in _HAN_ROLES:
        match = pattern.fullmatch(plain)
        if match:
            return role, match["a"], match.groupdict().get("b") or ""
    if re.search(r"[\d一二三四五六七八九十年]", plain) and _WHEN.fullmatch(plain):
        return "due", "", ""
    return "bare", segment, ""


def _assign(found: Duty, role: str, names: list[str], others: list[str]) -> None:
    if role in {"named", "with"}:
        found.lead += names
        found.support += others
        found.named = True
    elif role == "help" or (role == "joint" and found.named):
        found.support += names
    else:
        found.lead += names


def _settled(found: Duty, bare: list[str], stated: bool) -> Duty | None:
    """Puts names with no word of duty where the rest of the clause leaves room for them."""
    if stated:
        (found.support if found.lead else found.lead).extend(bare)
        return found
    if bare and all(looks_like_unit(name) or is_generic(name) for name in bare):
        found.lead, found.bare = bare, True
        return found
    return None


# English

_UNITS = r"(?:\s+(?:units?|departments?|agenc(?:y|ies)|offices?|part(?:y|ies)|bod(?:y|ies)))?"
_LABELS = re.compile(
    rf"""
      (?P<due>(?:deadline|due(?:\sdate)?|time\slimit|completion(?:\sdate)?|to\sbe\scompleted)\b\s*:?)
    | (?P<named>\b(?:led\sby|lead(?:ing)?{_UNITS}\s*(?::|\bby\b)|in\sthe\slead\s*:))
    | (?P<help>\b(?:(?:and\s+)?(?:supported|assisted|joined)\sby|support(?:ing)?{_UNITS}\s*:
        |(?:co-?operating|participating|assisting){_UNITS}\s*:
        |with\s(?:the\s)?(?:support|participation|co-?operation|assistance|help)\s(?:of|from)
        |in\s(?:co-?operation|coordination|collaboration|conjunction)\swith
        |(?:together|jointly|along)\swith))
    | (?P<joint>\b(?:responsib(?:le|ility){_UNITS}\s*(?::|\b(?:by|for|of|with)\b)?
        |in\scharge\s*:))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHARED = re.compile(
    r",?\s*\b(?:(?:is|are|shall\s+be|will\s+be|to\s+be|being)\s+)?"
    r"(?:(?:individually|each|jointly|respectively|collectively|all)\s+)?"
    r"(?:responsible|in\s+charge)\b"
    r"(?:\s+(?:for|according|in\s+accordance|in\s+line|as|within|based)\b[\w\s']*)?\.?$",
    re.IGNORECASE,
)
_BY_SHARE = re.compile(
    r",?\s*(?:according to|in accordance with|in line with|as per) "
    r"(?:the |their )?(?:respective |own )?"
    r"(?:division of )?(?:duties|responsibilities|functions|labou?r)\.?$", re.IGNORECASE,
)  # fmt: skip
_VERBS = re.compile(
    r"(?P<a>.+?)\s+(?:(?P<lead>(?:to\s+lead|leads?|takes?\s+the\s+lead|as\s+(?:the\s+)?lead))"
    r"|(?P<help>(?:to\s+|as\s+|will\s+)?(?:support(?:s|ing)?|co-?operates?|participates?|assists?|coordinates?)))",
    re.IGNORECASE,
)
_BY_DAY = re.compile(
    r"[;,]?\s*\b(?:by|before|no later than|not later than|within)\s+"
    r"(?:the\s+)?(?:end|first|second|third|fourth|close|year|Q[1-4]|\d{1,4}(?:st|nd|rd|th)?|January|February|March|April|"
    r"May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|"
    r"Nov|Dec)\b.*$"
)


def _latin_duty(content: str) -> Duty | None:
    text = re.sub(r"\s+", " ", content).strip()
    day = _BY_DAY.search(text)
    rest = text[: day.start()] if day else text
    found = _labelled(rest) or _shared(rest) or _by_verbs(rest) or _listed(rest)
    if found and day:
        found.due = f"{found.due} {day.group()}".strip()
    return found


def _labelled(text: str) -> Duty | None:
    matches = list(_LABELS.finditer(text))
    if not matches or (first := text[: matches[0].start()].strip(" ,;")) != "":
        return _joined_by_preposition(matches, text)
    if matches[0].lastgroup == "due" and len(matches) == 1:
        return None
    return _from_labels(matches, text, first)


def _joined_by_preposition(matches: list[re.Match[str]], text: str) -> Duty | None:
    """ "A in cooperation with B": what stands before the preposition leads."""
    if not matches or matches[0].lastgroup != "help" or _SHARED.search(text[: matches[0].start()]):
        return None
    lead = units(_BY_SHARE.sub("", text[: matches[0].start()]))
    if not lead or not all(looks_like_unit(name) or name.isupper() for name in lead):
        return None
    found = _from_labels(matches, text, "")
    found.lead, found.named = [*lead, *found.lead], True
    return found


def _from_labels(matches: list[re.Match[str]], text: str, before: str) -> Duty:
    found = Duty(lead=units(before))
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        part = text[match.end() : following.start() if following else len(text)]
        if match.lastgroup == "due":
            found.due += f" by {part.strip(' .;,')}."
            continue
        names = units(_BY_SHARE.sub("", _SHARED.sub("", re.sub(r"[\s,;]+and\s*$", "", part))))
        _assign(found, match.lastgroup or "joint", names, [])
    return found


def _shared(text: str) -> Duty | None:
    shared = _SHARED.sub("", text)
    shorter = _BY_SHARE.sub("", shared)
    if shorter == text:
        return None
    return Duty(lead=units(shorter))


def _by_verbs(text: str) -> Duty | None:
    found = Duty()
    for part in re.split(
        r"[;；]|,\s+(?:and\s+)?(?=[^,;]+?\s(?:to\s+)?(?:support|co-?operat|participat|assist))",
        text,
    ):
        match = _VERBS.fullmatch(part.strip(" .,"))
        if not match:
            return None
        _assign(found, "named" if match["lead"] else "help", units(match["a"]), [])
    return found if found.lead else None


def _listed(text: str) -> Duty | None:
    names = units(text)
    if (
        names
        and all(looks_like_unit(name) for name in names)
        and text[0].isupper() | (text.startswith("the "))
    ):
        return Duty(lead=names, bare=True)
    return None

"""Lists of units cut into names, without cutting a name that holds 和, "and" or a comma."""

import re
from collections.abc import Iterator

from goldthread.programme.plan.vocabulary import vocabulary

_HAN_UNIT = re.compile(
    r"(?:部|委|局|署|院|办|会|厅|处|司|行|室|社|台|总局|中心|政府|机关|部门|单位|地区|地方|地|法院|检察院|"
    r"海关|兵团|军|团|协会|学会|联盟|集团|公司|企业|大学|省|市|区|县|州|组|队|所|馆)(?:\(.{1,30}\))?$"
)
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]")
_SOFT = re.compile(r"以及|[和与及]")
_WHOLE = re.compile(r"各省、自治区、直辖市")
_REST = re.compile(r"等(?:各)?(?:有关|相关)?(?:部门|单位|部委|地方|地区|方面)*$")
_GENERIC_HAN = re.compile(
    r"(?:国务院|中央和国家机关|省|市)?(?:(?:各|有关|相关|其他|成员)*"
    r"(?:部门|单位|地区|地方|地方政府|方面|处室|司局|省区市|各方))+"
)
_GENERIC_LATIN = re.compile(
    r"(?:all|each|every|other|the)?\s*(?:relevant|concerned|competent|related|respective|member)?\s*"
    r"(?:departments?|units?|authorities|agencies|offices|bodies|parties|localities|regions)"
    r"(?:\s+concerned|\s+involved)?",
    re.IGNORECASE,
)


def is_generic(name: str) -> bool:
    """True for 各有关部门 and "all departments concerned": words that name no unit."""
    return bool(_GENERIC_HAN.fullmatch(name) or _GENERIC_LATIN.fullmatch(name))


def is_han(text: str) -> bool:
    return bool(_HAN_WORD.search(text))


def looks_like_unit(name: str) -> bool:
    """Whether a name ends, or in English contains, what names of units do."""
    if is_han(name):
        return bool(_HAN_UNIT.search(_half(name))) and len(name) <= 40
    words = re.findall(r"[A-Za-z]+", name)
    return bool(
        {word.lower() for word in words} & vocabulary().heads
        or name in vocabulary().acronyms
    )  # fmt: skip


def units(text: str) -> list[str]:
    """The names in a list of units, in order, each once."""
    plain = re.sub(r"\s+", " ", text.replace("\v", "、" if is_han(text) else "; ")).strip(
        " ,.;:。，；：、"
    )
    names = _han_units(plain) if is_han(plain) else _latin_units(plain)
    return list(dict.fromkeys(name for name in names if name))


# Chinese


def _han_units(text: str) -> Iterator[str]:
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])", _gap(text), text)
    text = _WHOLE.sub(lambda match: match.group().replace("、", "\ue001"), text)
    for piece in _split_outside(text, "、,，;；/"):
        yield from (_tidy_han(name) for name in _soft_cut(piece))


def _gap(text: str) -> str:
    """A space between units stands for 、 only where the list has no other separator."""
    parts = text.split()
    listed = len(parts) > 1 and not re.search(r"[、,，;；]", text)
    return "、" if listed and all(_HAN_UNIT.search(_half(part)) for part in parts) else ""


def _soft_cut(piece: str) -> Iterator[str]:
    """Cuts at 和, 与, 及 only where a whole unit name ends there and another begins."""
    start = 0
    for match in _SOFT.finditer(piece):
        left, right = piece[start : match.start()], piece[match.end() :]
        if len(left) >= 2 and _HAN_UNIT.search(_half(left)) and len(right) >= 2:
            if left.count("(") + left.count("（") != left.count(")") + left.count("）"):
                continue
            yield left
            start = match.end()
    yield piece[start:]


def _tidy_han(name: str) -> str:
    name = re.sub(r"\s+", "", name).replace("\ue001", "、").strip("、,，;；.。:：")
    name = re.sub(r"^(?:由|请)(?=..)", "", name)
    shorter = _REST.sub("", name)
    return shorter or name


def _half(text: str) -> str:
    return text.replace("（", "(").replace("）", ")").strip()


def _split_outside(text: str, separators: str) -> Iterator[str]:
    """Splits at separators that stand in no brackets."""
    depth, start = 0, 0
    for index, char in enumerate(text):
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth = max(0, depth - 1)
        elif char in separators and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]


# English

_JOINT = re.compile(r"\s*(,\s+and\s+|,\s*|\s+and\s+|\s*&\s+|\s+as well as\s+)", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|for|on)\b", re.IGNORECASE)
_ETC = re.compile(r"(?:,?\s*etc\.?|\s+and others|\s+and other [a-z ]+)$", re.IGNORECASE)


def _latin_units(text: str) -> Iterator[str]:
    for listed in re.split(r"[;；、/]|\s\|\s", text):
        part = re.sub(r"^\s*and\s+", "", listed.strip())
        whole, names = _protected(_ETC.sub("", part))
        yield from (_tidy_latin(_restored(name, names)) for name in _joined(whole))


def _protected(text: str) -> tuple[str, list[str]]:
    """Known names that hold "and" or a comma, each replaced by one word."""
    names: list[str] = []

    def keep(match: re.Match[str]) -> str:
        names.append(match.group())
        return f"\ue002{len(names) - 1}\ue003"

    return vocabulary().compound.sub(keep, text), names


def _restored(text: str, names: list[str]) -> str:
    return re.sub("\ue002(\\d+)\ue003", lambda match: names[int(match[1])], text)


def _joined(text: str) -> list[str]:
    """Pieces between commas and "and", with those put together again that are no unit alone."""
    parts = _JOINT.split(text)
    pieces, joints = parts[::2], ["", *parts[1::2]]
    if not any(_has_head(piece) for piece in pieces):
        return pieces
    out: list[str] = []
    for index, (joint, piece) in enumerate(zip(joints, pieces, strict=True)):
        if _stands_alone(piece) or not out or _hangs_forward(piece, joint, joints, pieces, index):
            out.append(piece)
        else:
            out[-1] += joint + piece
    return _led_back(out)


def _stands_alone(piece: str) -> bool:
    return _has_head(piece) or bool(re.fullmatch(r"[A-Z]{1,8}", piece.strip()))


def _has_head(piece: str) -> bool:
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", piece)}
    return bool(words & vocabulary().heads) or "\ue002" in piece


def _hangs_forward(
    piece: str, joint: str, joints: list[str], pieces: list[str], index: int
) -> bool:
    """Whether "State Forestry" before "and Grassland Administration" begins a new name."""
    if index + 1 >= len(pieces) or "," not in joint or "," in joints[index + 1]:
        return False
    follower = pieces[index + 1]
    ends = _has_head(follower) and not _OF.search(follower)
    return ends and piece.split()[:1] != [] and piece.split()[0] in vocabulary().openers


def _led_back(names: list[str]) -> list[str]:
    """Puts a name that is only an opening ("National Health") before the one that ends it."""
    out: list[str] = []
    for name in names:
        if out and not _stands_alone(out[-1]) and not _OF.search(name):
            out[-1] = f"{out[-1]} and {name}"
        else:
            out.append(name)
    return out


def _tidy_latin(name: str) -> str:
    name = name.strip(" ,.;:")
    return re.sub(r"^(?:and\s+)?(?:the|by|for)\s+", "", name, flags=re.IGNORECASE).strip(" ,.;:")

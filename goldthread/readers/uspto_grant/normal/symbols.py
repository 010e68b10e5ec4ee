"""Classification symbols: IPC, CPC, Locarno and the US classification, as they are cited."""


def old_ipc(text: str) -> str | None:
    """A symbol of the IPC's seventh edition, in fixed columns: `G02B  520` is `G02B 5/20`."""
    text = text.strip().upper()
    if len(text) < 4:
        return text or None
    subclass, group, subgroup = text[:4], text[4:7].strip(), text[7:].strip()
    if not group:
        return subclass
    if not group.isdigit() or not subgroup.isdigit():
        return text
    return f"{subclass} {int(group)}/{subgroup}"


def us_class(text: str) -> str | None:
    """A US symbol in fixed columns: `622592` with its leading blank is `62/259.2`."""
    head, whole, rest = (part.replace(" ", "") for part in (text[:3], text[3:6], text[6:]))
    if not head:
        return None
    if not whole:
        return head
    decimals = f".{rest}" if rest[:1].isdigit() else rest
    return f"{head.lstrip('0') or head}/{whole}{decimals}"


def locarno(text: str) -> str | None:
    """A Locarno class and subclass: `0299` is `02-99`."""
    text = text.strip()
    return f"{text[:2]}-{text[2:]}" if len(text) == 4 and text.isdigit() else text or None

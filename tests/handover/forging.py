"""Archives made wrong on purpose, by the standard library alone."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

Members = dict[str, bytes]


def rewritten(
    source: Path, target: Path, change: Callable[[dict[str, Any], Members], None]
) -> None:
    """The archive with another manifest and other members; the hashes are made right again."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    manifest["members"] = listed(members)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))


def listed(members: Members) -> dict[str, Any]:
    """As a manifest lists them."""
    return {
        name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in members.items()
    }


def without_part(source: Path, target: Path, app: str) -> None:
    """As a program made it that did not have this part yet."""

    def change(manifest: dict[str, Any], members: Members) -> None:
        ledger = manifest["ledger"]
        ledger["steps"] = [step for step in ledger["steps"] if step[0] != app]
        for table in [each["table"] for each in ledger["tables"]]:
            if table.startswith(f"{app}_"):
                del members[f"ledger/{table}.jsonl"]
        ledger["tables"] = [
            each for each in ledger["tables"] if not each["table"].startswith(f"{app}_")
        ]

    rewritten(source, target, change)

"""What is made at set-up and not committed: message catalogues, the charts' JavaScript.

`python -m goldthread.web.build` makes what is missing or older than its source, and is over in
a moment when nothing has changed.
"""

import sys
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

WEB = Path(__file__).resolve().parent
LOCALE = WEB / "locale"
VENDOR = WEB / "static" / "vendor"
BUNDLE = VENDOR / "vega.js"


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(path.suffix + ".part")
    draft.write_bytes(content)
    draft.replace(path)


def messages() -> list[Path]:
    """Compile each `django.po` whose content is not that of the `.mo` beside it."""
    made = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        content = source.read_bytes()
        target, stamp = source.with_suffix(".mo"), source.with_suffix(".mo.stamp")
        digest = blake2b(content, digest_size=16).hexdigest()
        if target.is_file() and stamp.is_file() and stamp.read_text() == digest:
            continue
        _compile(source, target)
        _replace(stamp, digest.encode())
        made.append(target)
    return made


def _compile(source: Path, target: Path) -> None:
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans", domain="django")
    compiled = BytesIO()
    write_mo(compiled, catalog)
    _replace(target, compiled.getvalue())


def charts() -> list[Path]:
    """Write the bundle of Vega, Vega-Lite and Vega-Embed that the installed converter carries."""
    stamp = BUNDLE.with_suffix(".stamp")
    wanted = version("vl-convert-python")
    if BUNDLE.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return []
    _replace(BUNDLE, _bundle().encode())
    _replace(stamp, wanted.encode())
    return [BUNDLE]


def _bundle() -> str:
    import vl_convert

    made: Any = vl_convert
    return str(made.javascript_bundle())


def build() -> list[Path]:
    """Everything; gives what was made."""
    return messages() + charts()


if __name__ == "__main__":
    for path in build():
        sys.stdout.write(f"made {path.relative_to(WEB)}\n")

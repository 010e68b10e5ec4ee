"""The examples of docs/permissions.md run, one after the other."""

import re
from pathlib import Path

from tests.programme.permissions.scenes import SCENES, Matrix

PAGE = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"


def test_examples_hold(world: Matrix) -> None:
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names = {"__name__": "page", "world": world, "task": SCENES["assignment"](world).obj}
    for example in examples:
        exec(example, names)
    assert len(examples) == 3

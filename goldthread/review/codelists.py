"""The code lists of this part, each a data file with its source, loaded when first asked."""

from functools import cache
from importlib.resources import files

import yaml

from goldthread.workflow.texts import Titles


@cache
def grades() -> dict[str, Titles]:
    """Code to titles, from the best to the worst."""
    path = files("goldthread.review").joinpath("data", "grades.yaml")
    rows = yaml.safe_load(path.read_text("utf-8"))["grades"]
    return {row["code"]: {"en": row["en"], "zh": row["zh"]} for row in rows}

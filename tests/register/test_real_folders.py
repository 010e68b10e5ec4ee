"""Every folder of the offices' real files loads into one register, with the counts of its README.

The counts of rights are those that the data's README states; those of published tables and series
were counted in the files (rows of the CSV without its header, its empty cells and groups of
countries).
"""

from pathlib import Path

import pytest

from goldthread.readers.registry import detect, expand
from goldthread.register.store import Register

FOLDERS = (
    ("uspto-grant", "*.zip", "uspto_grant", 130),
    ("uspto-grant", "*.xml", "us_grant_old", 100),
    ("cnipa-xml", "*.xml", "cnipa", 4),
    ("jpo-xml", "*.xml", "jpo", 2),
    ("st96/instances", "*.xml", "st96", 4),
    # Four marks by ST.66, and the same by ST.96: one of them as it was at a later day.
    ("trademark-xml", "*ST66.xml", "us_trademark", 4),
    ("trademark-xml", "*ST96.xml", "us_trademark", 4),
    # A back-file of ten, and one publication each of AP and WO.
    ("docdb", "*.xml", "docdb", 12),
    ("assignments", "*.xml", "us_assignment", 2),
    ("cnipa-published", "cnipa_monthly*.csv", "cnipa-monthly", 1328),
    ("cnipa-published", "press*.csv", "cnipa-press", 26),
    ("cnipa-published", "yearbook_2009*.csv", "cnipa-yearbook-kinds", 180),
    ("cnipa-published", "yearbook_2022_c3*.csv", "cnipa-yearbook-utility", 153),
    ("cnipa-published", "yearbook_2022_h4*.csv", "cnipa-yearbook-madrid", 98),
    ("cnipa-published", "yearbook_national.csv", "cnipa-yearbook-national", 57),
    ("wdi", "ip.*.csv", "world-bank", 4181 + 3856 + 5515 + 5137),
    ("wdi", "sp.*.csv", "population", 14_160),
    ("inapi-chile/Applications", "*.xlsx", "inapi-applications", 38_178),
    ("inapi-chile/Registers", "*.xlsx", "inapi-registers", 24_275),
)
# What is no delivery of a register: code lists, plans, schemas, and a list of press figures.
NOT_LOADED = {"codes", "plans", "st96/schema", "inapi-chile/published.csv", "README.md"}


@pytest.mark.realdata
def test_every_folder_loads_with_the_counts_of_its_readme(
    tmp_path: Path, shared_data: Path
) -> None:
    register, left = Register(tmp_path), set(expand([shared_data]))
    for folder, pattern, name, count in FOLDERS:
        files = sorted((shared_data / folder).glob(pattern))
        reader = detect(files)
        report = register.load(reader, files)
        found = report.new + report.changed + report.unchanged
        assert (reader.name, found, report.quarantined) == (name, count, 0)
        left -= set(files)
    names = {path.relative_to(shared_data).as_posix() for path in left}
    assert {one for one in names if not any(one.startswith(part) for part in NOT_LOADED)} == set()

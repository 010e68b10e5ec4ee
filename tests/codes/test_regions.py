"""Region trees: completeness, revisions, spellings, tiles, offices."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.codes import datafile, regions
from goldthread.codes.errors import CodeError

DAYS = (
    None,
    date(1986, 1, 1),
    date(1999, 1, 1),
    date(2008, 1, 1),
    date(2019, 7, 1),
    date(2021, 1, 1),
)


def codes(country: str, on: date | None = None) -> set[str]:
    return {region.code for region in regions.tree(country, on).regions}


def test_countries_with_trees() -> None:
    assert regions.countries() == ("CL", "CN", "IN", "US")


@pytest.mark.parametrize(
    ("country", "on", "count"),
    [
        ("CN", None, 35),
        ("CN", date(1987, 12, 31), 31),  # 29 provinces, the Corps, Taiwan
        ("CN", date(1988, 4, 13), 32),
        ("CN", date(1997, 3, 14), 33),
        ("CL", date(2007, 1, 1), 13),
        ("CL", date(2018, 9, 5), 15),
        ("CL", date(2018, 9, 6), 16),
        ("US", None, 57),
        ("IN", None, 36),
        ("IN", date(2014, 6, 1), 35),
        ("IN", date(2014, 6, 2), 36),
        ("IN", date(2019, 10, 31), 37),
        ("IN", date(2020, 1, 26), 36),
    ],
)
def test_tree_on_a_day(country: str, on: date | None, count: int) -> None:
    assert len(regions.tree(country, on).regions) == count


def test_tree_china_provinces_and_corps() -> None:
    tree = regions.tree("CN", date(2019, 7, 1))
    mainland = tree.without("hmt").regions
    assert len([region for region in mainland if region.counted]) == 31
    corps = tree.get("CN-XPCC")
    assert corps is not None
    assert (corps.parent, corps.counted) == ("CN-XJ", False)
    assert tree.children("CN-XJ") == (corps,)
    assert {r.code for r in tree.regions if r.group == "hmt"} == {"CN-HK", "CN-MO", "CN-TW"}
    assert tree.get("CN-00") is None


def test_tree_india_revisions() -> None:
    before, after = date(2019, 10, 30), date(2019, 10, 31)
    assert codes("IN", after) - codes("IN", before) == {"IN-LA"}
    jammu = [regions.tree("IN", on).get("IN-JK") for on in (before, after)]
    assert [region.kind for region in jammu if region] == ["state", "union territory"]
    assert codes("IN", date(2020, 1, 25)) - codes("IN", date(2020, 1, 26)) == {"IN-DD", "IN-DN"}


@pytest.mark.parametrize("country", regions.countries())
@pytest.mark.parametrize("on", DAYS)
def test_tiles_do_not_overlap_and_every_region_has_one(country: str, on: date | None) -> None:
    tiles = [region.tile for region in regions.tree(country, on).regions]
    assert None not in tiles
    assert len(set(tiles)) == len(tiles)


@pytest.mark.parametrize("country", regions.countries())
def test_tree_is_complete(country: str) -> None:
    tree = regions.tree(country)
    assert datafile.load(f"regions_{country.lower()}")["source"]
    for region in tree.regions:
        assert set(region.names) == set(region.short_names) == {"en", "zh"}
        assert all([*region.names.values(), *region.short_names.values(), region.kind])
        assert region.parent is None or tree.get(region.parent) is not None


@pytest.mark.parametrize("country", regions.countries())
@pytest.mark.parametrize("on", DAYS)
def test_every_spelling_resolves_to_its_own_region(country: str, on: date | None) -> None:
    wrong = [
        (text, region.code)
        for region in regions.tree(country, on).regions
        for text in regions._spellings(region)
        if regions.resolve(country, text, on) != region.code
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("CN", "浙江", "CN-ZJ"),
        ("CN", "浙江省", "CN-ZJ"),
        ("CN", "Zhejiang Province", "CN-ZJ"),
        ("CN", "330000", "CN-ZJ"),
        ("CN", "zj", "CN-ZJ"),
        ("CN", "广西壮族自治区", "CN-GX"),
        ("CN", "内蒙古", "CN-NM"),
        ("CN", "Macau", "CN-MO"),
        ("CN", "Shaanxi", "CN-SN"),
        ("CN", "Shanxi", "CN-SX"),
        ("CN", "XPCC", "CN-XPCC"),
        ("CN", "新疆生产建设兵团", "CN-XPCC"),
        ("CL", "Bío Bío", "CL-BI"),
        ("CL", "Libertador B. O'Higgins", "CL-LI"),
        ("CL", "de los Lagos", "CL-LL"),
        ("CL", "de los Ríos", "CL-LR"),
        ("CL", "Aisén", "CL-AI"),
        ("CL", "Araucanía", "CL-AR"),
        ("CL", "Magallanes y Antártica Chilena", "CL-MA"),
        ("CL", "Región Metropolitana de Santiago", "CL-RM"),
        ("CL", "Región del Maule", "CL-ML"),
        ("US", "MI", "US-MI"),
        ("US", "State of Michigan", "US-MI"),
        ("US", "D.C.", "US-DC"),
        ("US", "Washington", "US-WA"),
        ("US", "密歇根州", "US-MI"),
        ("IN", "Orissa", "IN-OD"),
        ("IN", "TG", "IN-TS"),
        ("IN", "Daman and Diu", "IN-DD"),
    ],
)
def test_resolve_spelling_of_a_register(country: str, text: str, code: str) -> None:
    assert regions.resolve(country, text) == code


@pytest.mark.parametrize("text", ["No disponible", "", "0", "   ", "省", "de la", "110101", "ZZ"])
@pytest.mark.parametrize("country", [*regions.countries(), "FR", ""])
def test_resolve_unknown_text_is_none(country: str, text: str) -> None:
    assert regions.resolve(country, text) is None


def test_resolve_on_a_day_knows_only_what_existed() -> None:
    assert regions.resolve("CL", "Ñuble", date(2018, 9, 5)) is None
    assert regions.resolve("CL", "Ñuble", date(2018, 9, 6)) == "CL-NB"
    assert regions.resolve("IN", "Daman and Diu", date(2021, 1, 1)) is None


def test_tree_of_a_country_without_one_is_refused() -> None:
    with pytest.raises(CodeError, match="no region tree for 'FR'; there is CL, CN, IN, US"):
        regions.tree("FR")


@pytest.mark.parametrize(
    ("region", "office"),
    [("IN-DL", "DEL"), ("IN-JK", "DEL"), ("IN-GJ", "MUM"), ("IN-TN", "CHE"), ("IN-BR", "KOL")],
)
def test_office_of_indian_state(region: str, office: str) -> None:
    assert regions.office_of("IN", region, date(2019, 7, 1)) == office


def test_office_of_absent_region_is_none() -> None:
    assert regions.office_of("IN", "IN-TS", date(2013, 1, 1)) is None
    assert regions.office_of("CN", "CN-ZJ") is None


def test_offices_cover_every_region_of_india() -> None:
    listed = {office.code for office in regions.offices("IN")}
    assert listed == {"DEL", "MUM", "CHE", "KOL"}
    assert {region.office for region in regions.tree("IN").regions} == listed
    assert regions.offices("CL") == ()


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("revision", "on", "absent"),
    [
        # The 1997 table does not list Taiwan, Hong Kong and Macao.
        ("199712", date(1997, 12, 31), {"710000", "810000"}),
        ("201712", date(2017, 12, 31), set()),
        ("201904", date(2019, 4, 30), set()),
    ],
)
def test_chinese_tree_is_the_published_one(
    shared_data: Path, revision: str, on: date, absent: set[str]
) -> None:
    lines = (shared_data / "codes" / "gb2260" / f"{revision}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t")[2:] for line in lines[1:]]
    published = {code: name for code, name in rows if code.endswith("0000")}
    ours = {
        region.aliases[0]: region.names["zh"]
        for region in regions.tree("CN", on).regions
        if region.kind != "corps" and region.aliases[0] not in absent
    }
    assert ours == published


@pytest.mark.realdata
def test_names_of_the_monthly_tables_resolve(shared_data: Path) -> None:
    import csv

    table = shared_data / "cnipa-published" / "cnipa_monthly_tables_tidy.csv"
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    names = {row["region"] for row in rows if row["level"] == "province"}
    found = {regions.resolve("CN", name) for name in names}
    assert (len(found), None in found) == (34, False)

"""Random small registers: feeds, loads, changes, everything missing somewhere."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from goldthread.register.store import Register
from tests.indicators.support import Record, load, people, right

REGIONS = {"CN": ("CN-ZJ", "CN-JS", "CN-XJ", "CN-XPCC"), "CL": ("CL-RM", "CL-VS"), "US": ("US-MI",)}
OFFICES = ("CN", "CL", "EP", "US")
SYMBOLS = ("H04L 9/32", "G06F 17/00", "A61K 9/00", "B65D 1/00", "C07D 1/00")
TYPES = ("ENT", "UNI", "RES", "IND", "GOV", "OTH", None)
STATUSES = ("pending", "registered", "lapsed", "annulled", "refused", None)
EVENTS = (
    *("B12", "B15", "C13", "D15", "F11", "H12", "H13", "H13", "K11", "K13"),
    *("L11", "L15", "M12", "N12", "U11", "V11", "V13", "V15"),
)
MARK_EVENTS = ("CNRT", "PUBO", "OP.I")
START = date(2017, 1, 1)


def random_register(home: Path, seed: int, rights: int = 60) -> Register:
    """Loads of four feeds; `office`, `gazette` and the feed of events `status` overlap."""
    random = Random(seed)
    numbers = [(random.choice(OFFICES), _kind(random), str(n)) for n in range(rights)]
    days = ("2019-07-01", "2019-09-01")
    for day in days:
        for feed, rank in (("office", 1), ("gazette", 2)):
            chosen = random.sample(numbers, rights // 2)
            load(home, [random_right(random, *one) for one in chosen], day, feed, rank=rank)
        told = [random_events(random, *one) for one in random.sample(numbers, rights // 3)]
        load(home, told, day, "status")
        load(home, [_people(random, y) for y in (2016, 2018, 2019)], day, "people", "full")
    return Register(home)


def _kind(random: Random) -> str:
    return random.choice(("PT", "PT", "PT", "PT", "UM", "DS", "TM", "TM", "GI"))


def _people(random: Random, year: int) -> Record:
    return people(random.choice(("CN", "CL", "CN-ZJ", "CL-RM")), year, random.randint(1, 9) * 1000)


def random_right(random: Random, office: str, kind: str, number: str) -> Record:
    filing = _day(random, 0, 700)
    publication, grant = _day(random, 200, 800), _day(random, 300, 960)
    return right(
        number,
        office,
        kind,
        applicants=[(*_place(random), random.choice(TYPES)) for _ in range(random.randint(0, 3))],
        inventors=[_place(random) for _ in range(random.randint(0, 4))],
        owners=[_place(random) for _ in range(random.randint(0, 1))],
        symbols=random.sample(SYMBOLS, random.randint(0, 3)),
        filing_date=filing,
        publication_date=publication,
        publication_kind_code=random.choice(("A", "A1", "B2", "E1", "P2", None)),
        grant_date=grant,
        expiry_date=_day(random, 700, 1000),
        termination_date=random.choice((None, _day(random, 400, 1000))),
        filing_route=random.choice(("direct", "pct", "madrid", "hague", None)),
        n_claims=random.choice((1, 3, 10, None)),
        n_classes=random.choice((1, 2, 5, None)),
        n_designs=random.choice((1, 4, None)),
        cited=random.choice(((0, 0), (2, 1), (5, 0))),
        status=random.choice(STATUSES),
    )


def random_events(random: Random, office: str, kind: str, number: str) -> Record:
    """What a feed of events tells of a right: up to five of them, its grant now and then."""
    codes = MARK_EVENTS if (office, kind) == ("US", "TM") else EVENTS
    events = [(_day(random, 300, 1000), random.choice(codes)) for _ in range(random.randint(1, 5))]
    return right(number, office, kind, events=events, grant_date=_day(random, 300, 960))


def _place(random: Random) -> tuple[str | None, str | None]:
    country = random.choice((*REGIONS, *REGIONS, None))
    return country, None if country is None else random.choice((*REGIONS[country], None))


def _day(random: Random, earliest: int, latest: int) -> str | None:
    if random.random() < 0.15:
        return None
    return (START + timedelta(days=random.randint(earliest, latest))).isoformat()

"""The canonical record schema: Arrow schemas of every table a reader fills.

Names follow WIPO ST.96; dates are ISO 8601 days (ST.2). A *record* is one row of a root table
with its rows in the child tables, joined by the root's key column. A record version is the unit
of lineage: the register adds the version columns (`VERSION_COLUMNS`) to the root row and
`known_from_load` to every child row.

Source: WIPO ST.96 V6.0 components; INID codes of ST.9, ST.60 and ST.80.
"""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

DAY = pa.date32()
TEXT = pa.string()
AMOUNT = pa.decimal128(20, 4)
NO_COLUMNS = pa.schema([])

RIGHT_KINDS: Final = ("PT", "UM", "DS", "TM", "GI", "PV", "IC", "CR", "SPC")
RIGHT_STATUSES: Final = ("pending", "registered", "lapsed", "refused", "withdrawn", "annulled")
PARTY_ROLES: Final = ("applicant", "inventor", "owner", "agent", "licensee", "examiner")
APPLICANT_TYPES: Final = ("ENT", "UNI", "RES", "IND", "GOV", "OTH")
FILING_ROUTES: Final = ("direct", "paris", "pct", "madrid", "hague", "regional")
TX_TYPES: Final = (
    "assignment",
    "licence",  # whether exclusive or not is not said
    "licence_excl",
    "licence_nonexcl",
    "compulsory",
    "open_offer",
    "pledge",
    "security",
    "release",
    "merger",
    "name_change",
    "royalty",
    "correction",  # of what was recorded before: no act of its own
    "other",
)
TX_ROLES: Final = ("from", "to")
CASE_TYPES: Final = ("admin", "civil", "criminal", "border")
CASE_OUTCOMES: Final = (
    "infringement",  # found, with an order, a penalty or a judgment
    "no_infringement",  # the claim was examined and not upheld
    "settled",  # by mediation or between the parties
    "withdrawn",
    "dismissed",  # not taken further without a finding on the matter
    "transferred",  # to another authority, a court or the prosecution
    "other",
)
# What a version's events tell of the life of a right: of its grant alone, or of its end as well.
SPELL_TELLS: Final = ("grant", "life")
# How a review after grant (opposition, limitation, invalidation) ended, how an appeal, and why an
# application is pending no more without a grant; null where the event does not tell.
REVIEW_RESULTS: Final = ("ceased", "amended", "maintained")
APPEAL_RESULTS: Final = ("rejected", "remanded", "substituted")
DISCONTINUATIONS: Final = ("withdrawn", "refused")
SCHEMES: Final = ("IPC", "CPC", "NICE", "LOCARNO", "VIENNA", "NATIONAL")


@dataclass(frozen=True)
class Table:
    """One table of the schema.

    `schema` holds the columns a reader fills, key column first. `root` is the name of the root
    table whose key the rows carry (a root table names itself). `derived` are the columns the
    register computes while loading; they are no part of the record hash. The rows of a table that
    is `ranked` speak for the record whichever feed's version is counted.
    """

    name: str
    root: str
    schema: pa.Schema
    derived: pa.Schema = NO_COLUMNS
    ranked: bool = False

    @property
    def key(self) -> str:
        return str(self.schema.names[0])

    @property
    def is_root(self) -> bool:
        return self.name == self.root


# Written by the register on every root row, after the reader's columns.
VERSION_COLUMNS: Final = pa.schema(
    [
        pa.field("known_from_load", pa.int32(), nullable=False),
        pa.field("source_file_id", pa.int32(), nullable=False),
        pa.field("source_locator", TEXT, nullable=False),
        pa.field("record_hash", pa.binary(16), nullable=False),
        # The first 63 bits of record_hash: what engines sum to identify a set of versions.
        pa.field("lineage_key", pa.int64(), nullable=False),
    ]
)
# A reader hands these two with each root row; the register makes the rest.
LOCATION_COLUMNS: Final = pa.schema(
    [
        pa.field("source_file_id", pa.int32(), nullable=False),
        pa.field("source_locator", TEXT, nullable=False),
    ]
)
OPEN_LOAD: Final = 2147483647


def _columns(key: str, **columns: pa.DataType) -> pa.Schema:
    fields = [pa.field(key, pa.int64(), nullable=False)]
    return pa.schema(fields + [pa.field(name, kind) for name, kind in columns.items()])


_TABLES = (
    Table(
        "ip_right",
        "ip_right",
        _columns(
            "right_id",
            record_key=TEXT,  # office|kind|number: what right_id is the hash of
            ip_office_code=TEXT,  # ST.3
            right_kind=TEXT,  # RIGHT_KINDS
            application_number=TEXT,  # INID 21, as the office writes it
            application_number_st13=TEXT,  # the same by ST.13, where it can be derived
            filing_date=DAY,  # INID 22
            publication_number=TEXT,  # INID 11
            publication_kind_code=TEXT,  # ST.16
            publication_date=DAY,  # INID 43 for an A document, 45 for a B document
            registration_number=TEXT,  # INID 11 of the grant, 111
            grant_date=DAY,  # INID 45, 151
            expiry_date=DAY,  # INID 180, or computed by the reader's documented rule
            termination_date=DAY,  # it ceased before its expiry: lapse, surrender, annulment
            earliest_priority_date=DAY,
            filing_route=TEXT,  # FILING_ROUTES
            int_application_number=TEXT,  # INID 86
            int_filing_date=DAY,
            int_publication_number=TEXT,  # INID 87
            int_publication_date=DAY,
            national_stage_date=DAY,  # INID 85
            term_years=pa.int16(),
            term_extension_days=pa.int32(),
            n_claims=pa.int32(),
            n_designs=pa.int32(),
            n_classes=pa.int32(),
            n_drawings=pa.int32(),
            n_figures=pa.int32(),
            title=TEXT,  # INID 54
            title_language=TEXT,
            status=TEXT,  # RIGHT_STATUSES, as of the delivery
            status_text=TEXT,  # the office's own word
        ),
        # Denormalised from the children so that whole counting never joins.
        pa.schema(
            [
                pa.field("applicant_name", TEXT),  # first-named applicant
                pa.field("applicant_country", TEXT),
                pa.field("applicant_region", TEXT),
                pa.field("applicant_type", TEXT),
                pa.field("inventor_country", TEXT),  # first-named inventor
                pa.field("inventor_region", TEXT),
                pa.field("field", pa.int16()),  # WIPO field of the first IPC (else CPC) symbol
                # Counts of child rows; null where the record has no such rows at all.
                pa.field("n_subclasses", pa.int32()),  # distinct IPC (else CPC) subclasses
                pa.field("n_cited_patents", pa.int32()),
                pa.field("n_cited_literature", pa.int32()),  # citations that are no patents
            ]
        ),
    ),
    Table(
        "right_party",
        "ip_right",
        _columns(
            "right_id",
            role=TEXT,  # PARTY_ROLES
            sequence=pa.int16(),  # from 1, in the order of the document, per role
            name=TEXT,
            name_transliterated=TEXT,
            language=TEXT,  # ISO 639-1, of name and address, as the source says
            script=TEXT,  # ISO 15924, of the name: Latn, Hani, Jpan, Kore, Cyrl, ...
            party_key=TEXT,
            applicant_type=TEXT,  # APPLICANT_TYPES
            country_code=TEXT,  # ST.3 (ISO 3166-1 alpha-2)
            region_code=TEXT,  # ISO 3166-2, or the region tree's own code
            region_text=TEXT,  # as the source has it
            city=TEXT,
            postal_code=TEXT,
            address=TEXT,
            nationality=TEXT,
        ),
        pa.schema([pa.field("role_count", pa.int16())]),  # parties of this role in the record
    ),
    Table(
        "right_classification",
        "ip_right",
        _columns(
            "right_id",
            scheme=TEXT,  # SCHEMES
            scheme_version=TEXT,
            sequence=pa.int16(),  # from 1, per scheme
            symbol=TEXT,  # IPC and CPC as "H04L 9/32"
            position=TEXT,  # first, later
            value=TEXT,  # inventive, additional
            office=TEXT,  # generating office
            assigned_date=DAY,
        ),
    ),
    Table(
        "right_field",
        "ip_right",
        pa.schema([pa.field("right_id", pa.int64(), nullable=False)]),
        # Wholly derived: the distinct WIPO fields of the record's IPC (else CPC) symbols.
        pa.schema([pa.field("field", pa.int16()), pa.field("field_count", pa.int16())]),
    ),
    Table(
        "right_spell",
        "ip_right",
        pa.schema([pa.field("right_id", pa.int64(), nullable=False)]),
        # Wholly derived: the days in force, by the events of ST.27 that the version tells.
        pa.schema(
            [
                pa.field("begins", DAY),  # null: since the grant, on a day the events do not tell
                pa.field("ends", DAY),  # the first day no longer in force; null: still in force
                pa.field("tells", TEXT),  # SPELL_TELLS
                pa.field("lineage_key", pa.int64()),  # of the version
            ]
        ),
        ranked=True,
    ),
    Table(
        "right_milestone",
        "ip_right",
        pa.schema([pa.field("right_id", pa.int64(), nullable=False)]),
        # Wholly derived: the first day of some acts, by the events that the version tells.
        pa.schema(
            [
                pa.field("first_action_date", DAY),
                pa.field("n_actions", pa.int32()),  # reports of examination, intended refusals
                pa.field("discontinued_date", DAY),  # the last time, unless it was revived
                pa.field("discontinuation", TEXT),  # DISCONTINUATIONS
                pa.field("appealed_date", DAY),
                pa.field("appeal_decided_date", DAY),  # the last decision
                pa.field("appeal_result", TEXT),  # APPEAL_RESULTS
                pa.field("opposition_publication_date", DAY),
                pa.field("opposed_date", DAY),
                pa.field("review_requested_date", DAY),
                pa.field("review_decided_date", DAY),  # the last decision
                pa.field("review_result", TEXT),  # REVIEW_RESULTS
                pa.field("lineage_key", pa.int64()),  # of the version
            ]
        ),
        ranked=True,
    ),
    Table(
        "right_priority",
        "ip_right",
        _columns(
            "right_id",
            sequence=pa.int16(),
            ip_office_code=TEXT,  # INID 33
            number=TEXT,  # INID 31
            date=DAY,  # INID 32
            kind=TEXT,  # national, regional, international
        ),
    ),
    Table(
        "right_relation",
        "ip_right",
        _columns(
            "right_id",
            sequence=pa.int16(),
            relation=TEXT,  # division, continuation, continuation-in-part, reissue, ...
            ip_office_code=TEXT,
            other_number=TEXT,
            other_date=DAY,
            other_kind=TEXT,  # application, grant
            status_text=TEXT,
        ),
    ),
    Table(
        "right_citation",
        "ip_right",
        _columns(
            "right_id",
            sequence=pa.int32(),
            cited_office=TEXT,
            cited_number=TEXT,
            cited_kind=TEXT,
            cited_date=DAY,
            cited_date_text=TEXT,  # as printed: many have no day
            npl_text=TEXT,
            category=TEXT,  # examiner, applicant, third party, other
            phase=TEXT,
        ),
    ),
    Table(
        "designation",
        "ip_right",
        _columns("right_id", designated_office=TEXT, treaty=TEXT, status=TEXT, date=DAY),
    ),
    Table(
        "status_event",
        "ip_right",
        _columns(
            "right_id",
            sequence=pa.int32(),
            event_date=DAY,
            effective_date=DAY,
            publication_date=DAY,
            recorded_date=DAY,
            state_code=TEXT,
            prev_stage_code=TEXT,
            stage_code=TEXT,
            key_event_code=TEXT,  # ST.27
            detailed_event_code=TEXT,
            event_indicator_code=TEXT,
            national_event_code=TEXT,
            amount=AMOUNT,
            currency=TEXT,
            payload=TEXT,  # JSON
        ),
    ),
    Table(
        "transaction",
        "transaction",
        _columns(
            "tx_id",
            record_key=TEXT,  # office|number of the recording
            ip_office_code=TEXT,
            recording_number=TEXT,  # as the office writes it, such as reel/frame
            tx_type=TEXT,  # TX_TYPES
            executed_date=DAY,  # the earliest on which a party signed
            recorded_date=DAY,
            amount=AMOUNT,
            currency=TEXT,
            conveyance_text=TEXT,  # the office's own words
            ends_recording=TEXT,  # of a release: the recording that its own words name
        ),
    ),
    Table(
        "transaction_party",
        "transaction",
        _columns(
            "tx_id",
            role=TEXT,  # TX_ROLES
            sequence=pa.int16(),  # from 1, per role
            name=TEXT,
            executed_date=DAY,
            country_code=TEXT,
            region_code=TEXT,
            region_text=TEXT,
            city=TEXT,
            postal_code=TEXT,
            address=TEXT,
        ),
    ),
    Table(
        "transaction_right",
        "transaction",
        _columns(
            "tx_id",
            sequence=pa.int32(),
            right_id=pa.int64(),  # the key the right has, or would have, in ip_right
            ip_office_code=TEXT,
            right_kind=TEXT,
            application_number=TEXT,
            filing_date=DAY,
            publication_number=TEXT,
            publication_date=DAY,
            registration_number=TEXT,
            grant_date=DAY,
            int_application_number=TEXT,
            title=TEXT,
            title_language=TEXT,
            share=pa.decimal128(9, 6),  # null: the whole right
        ),
    ),
    Table(
        "enforcement_case",
        "enforcement_case",
        _columns(
            "case_id",
            record_key=TEXT,  # authority|number of the case
            authority=TEXT,  # the office, court or customs house that has the case
            case_number=TEXT,  # as the authority writes it
            case_type=TEXT,  # CASE_TYPES
            right_kind=TEXT,  # RIGHT_KINDS
            accepted_date=DAY,
            closed_date=DAY,  # null: still open
            outcome=TEXT,  # CASE_OUTCOMES
            outcome_text=TEXT,  # the authority's own words
            country_code=TEXT,  # ST.3, of the authority
            region_code=TEXT,  # where the authority sits
            region_text=TEXT,
            amount=AMOUNT,  # in issue, of the penalty, or of the goods detained
            currency=TEXT,
        ),
    ),
    Table(
        "aggregate_cell",
        "aggregate_cell",
        _columns(
            "cell_id",
            record_key=TEXT,
            source=TEXT,
            table_id=TEXT,
            indicator_code=TEXT,
            period=TEXT,
            freq=TEXT,  # SDMX: A, S, Q, M
            region_code=TEXT,
            region_text=TEXT,
            region_level=TEXT,  # total, region, of-which
            dims=TEXT,  # JSON object with sorted keys
            value=AMOUNT,
            unit=TEXT,
            basis=TEXT,  # period, ytd, stock
            printed_change=pa.decimal128(12, 4),  # % on a year earlier, as printed
            obs_status=TEXT,  # SDMX CL_OBS_STATUS
        ),
    ),
    Table(
        "reference_series",
        "reference_series",
        _columns(
            "observation_id",
            record_key=TEXT,
            series=TEXT,  # population, gdp, ...
            region_code=TEXT,  # a country (ST.3) or a region
            period=TEXT,
            value=AMOUNT,
            unit=TEXT,
        ),
    ),
)

TABLES: Final[dict[str, Table]] = {table.name: table for table in _TABLES}
ROOTS: Final[dict[str, tuple[Table, ...]]] = {
    root.name: tuple(t for t in _TABLES if t.root == root.name and not t.is_root)
    for root in _TABLES
    if root.is_root
}

"""Parties as ST.96 writes them: a contact with a name in one of several forms, and an address."""

from typing import Final

from goldthread.codes import regions
from goldthread.readers.documents import values
from goldthread.readers.documents.maps import Record, Rows, Values, at
from goldthread.readers.uspto_grant.normal import applicant_types

_CONTACTS: Final = ("Contact", "PublicationContact", ".")
_ADDRESS: Final = "PostalAddressBag/PostalAddress"


def _each(*paths: str) -> tuple[str, ...]:
    """The paths in each of the elements that hold a contact."""
    return tuple(
        path if contact == "." else f"{contact}/{path}" for path in paths for contact in _CONTACTS
    )


_NAME: Final = ("Name/OrganizationName/OrganizationStandardName", "Name/EntityName")
_PERSON: Final = "Name/PersonName"
_STRUCTURED: Final = f"{_PERSON}/PersonStructuredName"
_PLACE: Final = f"{_ADDRESS}/PostalStructuredAddress"


def party(role: str, *paths: str) -> Rows:
    """The parties at these paths in this role."""
    columns = {
        "name": at(*_each(*_NAME)),
        "full": at(*_each(f"{_PERSON}/PersonFullName")),
        "last": at(*_each(f"{_STRUCTURED}/LastName", f"{_STRUCTURED}/FirstLastName")),
        "first": at(*_each(f"{_STRUCTURED}/FirstName")),
        "middle": at(*_each(f"{_STRUCTURED}/MiddleName")),
        "suffix": at(*_each(f"{_STRUCTURED}/NameSuffix")),
        "name_transliterated": at(
            *_each(f"{_PERSON}/TransliterationName", "Name/OrganizationName/TransliterationName")
        ),
        "language": at(
            *_each("Name/OrganizationName/@languageCode", f"{_PERSON}/@languageCode"),
            *_each("@languageCode"),
            to=values.language,
        ),
        "country_code": at(
            *_each(f"{_PLACE}/CountryCode"), "ResidenceCountryCode", "IncorporationCountryCode",
            to=values.country,
        ),
        "region_text": at(*_each(f"{_PLACE}/GeographicRegionName")),
        "city": at(*_each(f"{_PLACE}/CityName")),
        "postal_code": at(*_each(f"{_PLACE}/PostalCode")),
        "address": at(*_each(f"{_PLACE}/AddressLineText", f"{_ADDRESS}/PostalAddressText")),
        "nationality": at("NationalityCode", to=values.country),
    }  # fmt: skip
    return Rows("right_party", paths, columns, ("name", "full", "last"), {"role": role})


def completed(record: Record) -> None:
    """Names, regions and types of all parties; one who stands twice in a role is one party."""
    seen: set[tuple[object, object]] = set()
    kept: list[Values] = []
    for row in record.of("right_party"):
        organisation = row["name"] is not None
        row["name"] = name_of(row)
        if (row["role"], row["name"]) in seen:
            continue
        seen.add((row["role"], row["name"]))
        kept.append(row)
        country, text = row["country_code"], row["region_text"]
        if text and country in regions.countries():
            row["region_code"] = regions.resolve(str(country), str(text))
        if row["role"] in ("applicant", "inventor", "owner"):
            told = applicant_types.of_name(str(row["name"])) if organisation else "IND"
            row["applicant_type"] = told or "ENT"
    record.rows["right_party"] = kept


def applicants_of(record: Record, *roles: str) -> None:
    """Where no applicant is named, the parties of the first of these roles count as such."""
    for role in roles:
        if record.of("right_party", role="applicant"):
            return
        those = record.of("right_party", role=role)
        record.rows["right_party"] = [
            *record.of("right_party"),
            *(row | {"role": "applicant"} for row in those),
        ]


def name_of(row: Values) -> str | None:
    """The organisation's name, else a person's whole name, else one of its parts."""
    whole = row["name"] or row["full"]
    return str(whole) if whole else _person(row)


def _person(row: Values) -> str | None:
    """`Last Suffix, First Middle`, as the other readers write a person's name."""
    last = " ".join(str(row[name]) for name in ("last", "suffix") if row[name])
    first = " ".join(str(row[name]) for name in ("first", "middle") if row[name])
    return ", ".join(part for part in (last, first) if part) or None


# Elements of parties that the schema has no place for.
IGNORED: Final = frozenset({
    "FaxNumberBag", "EmailAddressBag", "WebAddressBag", "PhoneNumberBag", "ContactText",
    "OtherElectronicAddressBag", "PartyIdentifier", "LegalEntityName", "NationalLegalEntityCode",
    "IncorporationState", "RepresentativeCategory", "RegisteredPractitionerCategory",
    "ApplicantCategory", "DesignationCategory", "OrganizationOtherName", "PersonOtherName",
    "NamePrefix", "OfficialTitleTextBag", "PreferredName", "SecondLastName", "SuccessorRights",
    "Version", "CommentText",
})  # fmt: skip

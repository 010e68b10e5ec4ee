"""What readers say of single records, row by row: templates for `sentences`.

English as the readers write it, without the last full stop. The order counts: the first template
that fits is taken, so that a general one stands behind the special ones.
"""

from typing import Final

from django.utils.translation import gettext_noop as _

RECORDS: Final = (
    # What a record lacks, and records told twice.
    _("The document gives no %(field)s"),
    _("The row gives no %(field)s"),
    _("%(field)s has no value, and it is part of the record's key"),
    _("none of %(fields)s has a value"),
    _("%(field)s is required and has no value"),
    _("the right %(number)s has no kind: say PT, UM, DS or another of the list"),
    _("the key %(value)s occurs again in this load; the first one was loaded"),
    _(
        "the key %(value)s occurs again in this load; its parts cannot be told from those of "
        "the other one"
    ),
    _("another row of the same record was rejected"),
    _("Another row of the same right was rejected: its history would not be whole"),
    _(
        "%(value)s at %(place)s, and %(value2)s at %(place2)s: rows with one number must say "
        "the same"
    ),
    _("the record has %(n)s items"),
    _("The record has %(n)s rows of %(table)s"),
    _("%(field)s holds %(n)s items; at most %(n2)s are read"),
    # Rows and cells of a table.
    _("the row has %(n)s cells where the header has %(n2)s"),
    _("the cell is merged with the one in row %(n)s; write the value into each row"),
    _("the cell holds the error %(error)s"),
    _(
        "the cell holds a formula whose result is not stored; open the workbook in a "
        "spreadsheet program and save it"
    ),
    _("the cell holds a NUL character; the file may be cut or not a text"),
    _(
        "the bytes %(bytes)s are no text in %(encoding)s; if the whole file is in another "
        "encoding, say file: {encoding: …} in its mapping"
    ),
    _("a quoted field that opens on this line is never closed"),
    _("a cell that opens on this line is longer than %(n)s characters"),
    _("the quotes of this line do not pair: %(said)s"),
    _("a pattern is tried on at most %(n)s characters; this cell is %(value)s"),
    _("%(value)s does not match the pattern %(value2)s"),
    # Days and periods.
    _("%(value)s is no day of the calendar"),
    _("%(value)s is no day; wanted is yyyymmdd or yyyy-mm-dd"),
    _("%(value)s is no day of the form %(options)s"),
    _("%(value)s holds no day of the form %(options)s"),
    _("%(value)s holds more than one day"),
    _("%(value)s is too long to hold a day"),
    _("%(value)s is no year, half-year, quarter or month"),
    _("%(value)s is no period of a year"),
    # Numbers and symbols.
    _("%(value)s is a date or a time, not a number"),
    _(
        "%(value)s is no number; if its commas stand between thousands, say number: "
        '{thousands: ","}'
    ),
    _("%(value)s is no number"),
    _("%(value)s is less than %(n)s"),
    _("%(value)s is no whole number from %(n)s to %(n2)s"),
    _("%(value)s has more than %(n)s digits before the decimal mark"),
    _("%(value)s is no number of a document"),
    _("%(value)s is no number of things"),
    _("%(value)s is no term in years"),
    _("%(value)s is no number of an office"),
    _("%(value)s is no number of a right"),
    _("%(value)s is no number of a Chinese patent: 12 digits (8 until 2003) and a check digit"),
    _("%(value)s is the number of a %(kind)s, not of a %(kind2)s"),
    _("%(value)s is mistyped: the check digit of %(n)s is %(digit)s, not %(digit2)s"),
    _("%(value)s is no reel and frame"),
    _("%(value)s is no IPC or CPC symbol"),
    _("%(value)s is none"),
    # Codes and look-ups.
    _("%(value)s is none of %(names)s"),
    _("%(value)s is no two-letter code of WIPO ST.3"),
    _("%(value)s is no code of ST.3"),
    _("%(value)s is no code of an office (ST.3)"),
    _("%(value)s is no kind of document (ST.16)"),
    _("%(value)s is no kind of document of CNIPA (ST.16)"),
    _("%(value)s is no kind of document of the USPTO"),
    _("%(value)s is no kind of a published application of the USPTO"),
    _("%(value)s is no kind of gazette of the JPO (ST.16)"),
    _("the unit %(value)s is not in the map %(map)s"),
    _("%(value)s is not in %(cause)s"),
    _("the list of countries"),
    _("the list of currencies"),
    _("the regions of an unknown country"),
    _("the regions of %(code)s"),
    _("the map of %(field)s"),
    _("the map %(map)s"),
    # Events of ST.27.
    _(
        "%(value)s is no status event code of ST.27; wanted is state, previous stage, stage, "
        "key event and detailed event, as in A-2-4-F10-F11"
    ),
    _("The event gives no key event code of ST.27"),
    _("The detailed event %(code)s does not belong to the key event %(code2)s"),
    _(
        "An event of category %(code)s does not move from stage %(code2)s to %(code3)s; by "
        "ST.27 it moves from stage %(moves)s"
    ),
    _(
        "An event of category %(code)s does not move from stage %(code2)s to %(code3)s; by "
        "ST.27 it moves none"
    ),
    _("The event has no whole day"),
    _("The %(what)s is %(code)s by its column and %(code2)s by the code"),
    _("%(code)s to %(code2)s"),
    _("%(value)s is no %(what)s of ST.27"),
    # Documents.
    _("The XML is not well-formed: %(said)s"),
    _("The document says its encoding is %(value)s, which fails: %(said)s"),
    _("By %(file)s: %(said)s"),
    _("The file ends inside the record, which is cut off"),
    _("The file ends inside the document, which is cut off"),
    _("The file ends without %(tag)s: it is cut off, records may be missing"),
    _("The file ends before the document's claims: it is cut off"),
    _("The next begins before %(tag)s"),
    _("The next document begins before %(tag)s"),
    _("The document is cut off: it ends without %(tag)s"),
    _("The document has no root element where one should begin"),
    _("The record is larger than %(n)s bytes"),
    _("The document is larger than %(n)s bytes"),
    _("The part that is read is larger than %(n)s bytes"),
    _("Text stands before the first line PATN"),
    _("It has two numbers (WKU): a line PATN is missing in it"),
    _("Group %(group)s has the control character %(value)s"),
    _("The application number has no series: neither SRC nor a filing date tells it"),
    _("%(value)s is no %(what)s; wanted is yyyymmdd"),
    _("%(value)s cannot be the %(what)s"),
    _("%(value)s is no %(what)s"),
    # What the shipped mappings say of rows and records.
    _("the row names no right"),
    _("there is no date of acceptance"),
    _("there is no type of case"),
    _("the case is closed before it was accepted"),
    _("the amount has no currency"),
    _("there is no type of licence"),
    _("there is no date of recording"),
    _("there is no date of registration"),
    _("the contract is signed after it was recorded"),
    _("the contract is signed after it was registered"),
    _("the end is before the recording"),
    _("the release is before the registration"),
    _(
        "FilingDate is later than the year of the application number, so it is the date of a "
        "later act and is taken as missing"
    ),
    _("ApplicantRegion is given though the first applicant is not in Chile, and is not taken"),
)

PARSERS: Final = (
    _("%(said)s, line %(n)s, column %(n2)s"),
    _("%(said)s (<string>, line %(n)s)"),
    _("Opening and ending tag mismatch: %(tag)s line %(n)s and %(tag2)s"),
    _("Premature end of data in tag %(tag)s line %(n)s"),
    _("Entity '%(entity)s' not defined"),
    _("EntityRef: expecting ';'"),
    _("xmlParseEntityRef: no name"),
    _("StartTag: invalid element name"),
    _("AttValue: \" or ' expected"),
    _("Unescaped '<' not allowed in attributes values"),
    _("attributes construct error"),
    _("Specification mandates value for attribute %(attribute)s"),
    _("Attribute %(attribute)s redefined"),
    _("Couldn't find end of Start Tag %(tag)s"),
    _("Couldn't find end of Start Tag %(tag)s line %(n)s"),
    _("EndTag: '</' not found"),
    _("PCDATA invalid Char value %(n)s"),
    _("Input is not proper UTF-8, indicate encoding !"),
    _("Namespace prefix %(prefix)s on %(tag)s is not defined"),
    _("Namespace prefix %(prefix)s for %(attribute)s on %(tag)s is not defined"),
    _("Start tag expected, '<' not found"),
    _("Extra content at the end of the document"),
    _("unknown encoding: %(encoding)s"),
    _("%(value)s codec can't decode byte %(byte)s in position %(n)s: %(said)s"),
    _("%(value)s codec can't decode bytes in position %(positions)s: %(said)s"),
    _("%(value)s expected after %(value2)s"),
    _("No such file or directory"),
    _("Permission denied"),
    _("xmlParseCharRef: invalid xmlChar value %(n)s"),
    _("Comment not terminated"),
    _("Invalid bytes in character encoding"),
    _("Excessive depth in document: %(n)s, use XML_PARSE_HUGE option"),
    _("invalid character in attribute value"),
    _("error parsing attribute name"),
    _("expected '>'"),
    _("Failed to parse QName %(value)s"),
    _("Document is empty"),
    _("File is not a zip file"),
)
"""What parsers and Python say, where a reader hands it on."""

NOTES: Final = (
    _("%(n)s more values were noted"),
    _("%(n)s cells are too many to be checked against each other"),
    _("%(file)s is read as %(encoding)s, which was guessed from its bytes"),
    _("%(cause)s; the sheet is not read"),
    _("%(cause)s; taken as missing"),
    _("%(file)s: sheet %(sheet)s is empty"),
    _("%(file)s: sheet %(sheet)s is hidden and is not read"),
    _("%(file)s: sheet %(sheet)s is not read"),
    _("%(file)s: sheet %(sheet)s hides %(n)s row(s), which are read like the others: %(rows)s"),
    _(
        "Table %(table)s, %(period)s: %(n)s cell(s) are given more than once with different "
        "values; for example %(key)s: %(options)s"
    ),
    _(
        "Table %(table)s, %(period)s, %(basis)s: %(n)s of %(n2)s regions have a value "
        "(%(list)s missing); %(cause)s"
    ),
    _("Table %(table)s, %(period)s, %(basis)s: the %(n)s regions do not add up: %(cause)s"),
    _("the total %(n)s is %(n2)s more than their sum %(n3)s"),
    _("the total %(n)s is %(n2)s less than their sum %(n3)s"),
    _("they add up to the total"),
    _(
        "Table %(table)s, %(period)s, %(basis)s: only %(n)s of %(n2)s printed growth rates "
        "recompute from the counts of %(period2)s; for example %(region)s: printed %(n3)s, "
        "the counts give %(n4)s"
    ),
    _("a correction names an event that is not told"),
    _("its check digit does not fit"),
    _("APT %(code)s is not the type that the number's letters tell"),
    _("no meaning is known of the code %(value)s"),
    _("%(value)s is in no category of ST.27"),
    _("%(value)s is known by no rule"),
    _("%(code)s %(code2)s is no kind of document that ST.16 lists here"),
    _("bytes that are no ASCII were read as Latin-1"),
    _("a list that is not as long as its names"),
)
"""What was noticed and not repaired."""

SKIPPED: Final = (
    _("blank row"),
    _("empty cell"),
    _("total"),
    _("repeated"),
    _("unknown-withdrawal"),
    _("another row with the same key is taken"),
    _("another kind of document: %(element)s"),
    _("a file without a record: %(file)s"),
    _("%(field)s not in %(cause)s"),
)
"""Why rows are no records."""

ELEMENTS: Final = (
    _("a column without a heading"),
    _("%(group)s: a line without a field"),
    _("category: %(text)s"),
)
"""What stands among the names of elements and columns that nobody reads."""

LISTS: Final = (
    _("%(names)s and others"),
    _("%(names)s and %(n)s more"),
    _("none"),
    _("no visible sheet"),
    _("bytes that are no text"),
)
"""Lists, and what stands in place of one."""

AROUND: Final = (
    _("column %(column)s: %(said)s"),
    _("%(n)s × %(cause)s"),
    _("%(cause)s (%(n)s times)"),
)
"""What stands around another sentence."""

OF_A_FIELD: Final = (_("%(field)s: %(cause)s"),)
"""What stands before another sentence; a sentence that itself has a colon is tried before."""

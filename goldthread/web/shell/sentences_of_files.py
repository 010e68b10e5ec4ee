"""What readers and the register say of whole files: templates for `sentences`."""

from typing import Final

from django.utils.translation import gettext_noop as _

FILES: Final = (
    # Files and folders.
    _("%(file)s is empty"),
    _("%(file)s is empty (0 bytes); fetch it again"),
    _("%(file)s is a folder; give the files in it"),
    _("%(file)s is a folder, not a file"),
    _("%(file)s: the workbook cannot be read: %(said)s"),
    _("%(file)s: sheet %(sheet)s cannot be read: %(said)s"),
    _("%(file)s cannot be opened: %(said)s"),
    _("%(file)s cannot be read: %(said)s"),
    _("%(file)s does not exist, or is no file"),
    _("No file was named. Give the path of a file or a folder"),
    _("%(file)s holds no file"),
    _("%(file)s is encoded in UTF-16; convert it to UTF-8"),
    _("%(where)s holds no row"),
    # Which reader reads a file.
    _("The files ask for different readers (%(readers)s). Load them one kind after another"),
    _(
        "No reader recognises %(file)s: %(seen)s. Name one with --reader NAME, if it is one "
        "of their documents. The readers are %(names)s"
    ),
    _(
        "No reader recognises %(file)s: %(seen)s. Name one with --reader NAME or --mapping "
        "FILE, or draft a mapping with: goldthread map %(file2)s. The readers are %(names)s"
    ),
    _("%(file)s fits several mappings: %(names)s. Choose with --mapping NAME"),
    _(
        "%(file)s is no table, and %(reader)s reads tables of new events alone: a document "
        "of ST.96 tells of a right all its events, and is read by st27"
    ),
    _("%(file)s is no table: its first rows hold bytes that are no text"),
    _(
        "%(file)s is no table but an XML document: %(said)s. Load it as it is: goldthread "
        "load %(file2)s"
    ),
    _("its root element is %(element)s, in the namespace %(namespace)s"),
    _("its root element is %(element)s, in no namespace"),
    _("it begins with %(value)s, which is no XML"),
    _("it begins with nothing"),
    _("sheet %(sheet)s begins with nothing"),
    _("it has no visible sheet"),
    _("sheet %(sheet)s begins with %(list)s"),
    _("it begins with %(list)s"),
    _("%(reader)s: %(n)s file(s), such as %(file)s"),
    # ZIP files.
    _(
        "%(file)s ends at byte %(n)s without a whole ZIP directory (%(said)s): it is cut off "
        "or damaged; fetch it again"
    ),
    _("%(file)s holds no %(options)s file but nothing: give the file that holds the data"),
    _("%(file)s holds no %(options)s file but %(list)s: unpack the inner ZIP first"),
    _("%(file)s holds no %(options)s file but %(list)s: give the file that holds the data"),
    _("%(where)s is encrypted; give a ZIP without a password"),
    _(
        "%(where)s is packed by method %(n)s; only deflate (8) and stored (0) are read: "
        "unpack it, or pack it again with deflate"
    ),
    _("%(where)s says it holds %(n)s bytes; the limit is %(n2)s"),
    _(
        "%(where)s would grow from %(n)s to %(n2)s bytes, more than %(n3)s times: this is "
        "how a ZIP bomb looks, so it is not unpacked"
    ),
    _(
        "%(where)s gives more than %(n)s bytes, its directory says %(n2)s: the file is "
        "damaged; fetch it again"
    ),
    _(
        "%(where)s gives %(n)s bytes, its directory says %(n2)s: the file is damaged; fetch "
        "it again"
    ),
    _(
        "%(where)s has the CRC %(crc)s, its directory says %(crc2)s: the file is damaged; "
        "fetch it again"
    ),
    _("%(where)s should begin at byte %(n)s, but no ZIP member begins there: the file is damaged"),
    _("%(file)s is cut off at byte %(n)s, inside %(member)s; fetch it again"),
    _(
        "%(file)s: the packed data of %(member)s are damaged near byte %(n)s (%(said)s); "
        "fetch the file again"
    ),
    _("%(file)s: the packed data of %(member)s are cut off before their end; fetch the file again"),
    # Documents.
    _("%(file)s holds no %(options)s, which %(reader)s reads: %(said)s"),
    _(
        "%(file)s holds no line PATN, with which each document begins that %(reader)s reads: "
        "it begins with %(value)s"
    ),
    _("%(where)s holds no us-patent-grant document: %(said)s"),
    _("the first document's root element is %(element)s"),
    _("nothing in it begins like one"),
    _(
        "%(file)s holds grants in the format of 2001 to 2004 (root element PATDOC, DTD "
        "v2.x); this reader reads us-patent-grant documents, which the office has made since "
        "2005; the reader us_grant_old reads those"
    ),
    _("%(file)s is no XML: it begins with %(value)s"),
    _("the process that unpacks %(names)s was ended before it was ready; load the files again"),
    # Tables.
    _("%(where)s: the columns %(value)s and %(value2)s say the same"),
    _(
        "%(where)s is no table of events by ST.27: it needs the columns applicationNumber, "
        "statusEventCode or keyEventCode, and one of eventDate, effectiveDate and "
        "publicationDate; the columns found are %(list)s"
    ),
    _(
        "%(place)s: the line is longer than %(n)s characters; no cell of a table is. Check "
        "the file's line ends and encoding"
    ),
    _(
        "%(place)s: more than %(n)s lines have quotes that do not pair. If quotes are "
        "ordinary characters here, say file: {quotes: false} in the mapping"
    ),
    _(
        "%(where)s has no row of headings with %(options)s among its first %(n)s; the "
        "nearest has %(list)s"
    ),
    _("%(where)s has %(n)s row(s), but its header should be row %(n2)s"),
    _("%(where)s: no column fits the mapping's unpivot; the columns are %(list)s"),
    _(
        "%(where)s: the columns %(value)s and %(value2)s are both the %(field)s of the "
        "mapping %(mapping)s; rename or delete one"
    ),
    _(
        "%(where)s lacks the column %(value)s that the mapping %(mapping)s reads; the "
        "columns found are %(list)s"
    ),
    _(
        "%(where)s lacks the column %(value)s that the mapping %(mapping)s reads; did you "
        "mean %(value2)s? the columns found are %(list)s"
    ),
    _(
        "%(where)s lacks the columns %(values)s that the mapping %(mapping)s reads; the "
        "columns found are %(list)s"
    ),
    _(
        "%(where)s lacks the columns %(values)s that the mapping %(mapping)s reads; did you "
        "mean %(value)s? the columns found are %(list)s"
    ),
    _(
        "%(file)s: the mapping %(mapping)s takes values from the file's name, which does not "
        "match %(value)s"
    ),
    _("%(file)s has no sheet that the mapping reads; it has %(list)s"),
    _("%(file)s has its headings and no row below them: nothing was filled in"),
    # Workbooks.
    _(
        "%(file)s: the sheet %(sheet)s is not where the workbook says; open it in a "
        "spreadsheet program and save it again"
    ),
    _("%(where)s: the workbook is damaged: a part is not where it should be"),
    _("%(where)s: the workbook is damaged: %(said)s"),
    _("%(where)s: the workbook is cut short"),
    _(
        "%(file)s is protected by a password, or is a workbook of the old .xls form; save it "
        "as .xlsx without a password, or as CSV"
    ),
    _(
        "%(file)s begins as a ZIP and does not end as one (%(said)s): it was cut off or "
        "damaged on its way. Deliver it again"
    ),
    _("%(file)s is no XLSX workbook: %(said)s. If it is a text, name it .csv"),
    _("%(file)s: the workbook has %(n)s parts, more than %(n2)s"),
    _(
        "%(file)s: the workbook would inflate to %(n)s bytes, more than %(n2)s. Split it, or "
        "save its sheets as CSV"
    ),
    _("%(file)s is protected by a password; save it without one"),
    _(
        "%(file)s: the part %(part)s would inflate %(n)s times, as no real file does; it is "
        "refused as a ZIP bomb"
    ),
    _("%(file)s: the part %(part)s is compressed in an unknown way"),
    _(
        "%(where)s: it says it holds %(n)s of something and has %(n2)s bytes; the workbook "
        "is damaged: open it in a spreadsheet program and save it again"
    ),
    _(
        "%(file)s is a ZIP but no XLSX workbook: it holds %(list)s. Unpack it, and give the "
        "files that hold the data"
    ),
    _(
        "%(file)s is a ZIP but no XLSX workbook: it is empty. Unpack it, and give the files "
        "that hold the data"
    ),
    _("%(where)s: the sheet inflates beyond what its ZIP directory says"),
    _(
        "%(where)s: the sheet reaches to row %(n)s and column %(n2)s, too far to be read; "
        "delete the stray cells beyond the table, or save it as CSV"
    ),
    # What the register refuses to load.
    _("No file was given; nothing was loaded"),
    _("A delivery cannot have been received in the future (%(day)s); nothing was loaded"),
    _(
        "Load %(n)s of the feed %(feed)s was received at %(time)s UTC, after %(time2)s: the "
        "loads of a feed are loaded in the order they were received. Nothing was loaded"
    ),
    _(
        "%(file)s changed while it was being loaded; nothing was loaded. Load it again when "
        "it is complete"
    ),
    _(
        "The record %(value)s has the surrogate key of another record of %(table)s; nothing "
        "was loaded. Write its record key in another form in the mapping, and report this: "
        "it happens once in billions of records"
    ),
    _("There is no record in %(names)s; nothing was loaded"),
    _("There is no record in %(names)s; nothing was loaded. Rows left out: %(reasons)s"),
    _(
        "%(n)s of %(n2)s records (%(n3)s%%) cannot be read; the limit is %(n4)s%%, so "
        "nothing was loaded. By reason: %(reasons)s. First: %(firsts)s"
    ),
    _(
        "These files are load %(n)s of the feed %(feed)s already, received %(day)s; nothing "
        "was loaded"
    ),
    _(
        "Another load is running since %(time)s (process %(n)s on %(host)s); waited %(n2)s "
        "s. Nothing was loaded: load again when it has ended"
    ),
    _("Another load is running; waited %(n)s s. Nothing was loaded: load again when it has ended"),
)

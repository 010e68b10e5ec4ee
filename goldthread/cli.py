"""The command line: thin, each command a few lines over the parts, which are imported when used."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goldthread import __version__, terminal
from goldthread.errors import GoldthreadError, UsageError

if TYPE_CHECKING:
    from goldthread.indicators.query import Query
    from goldthread.register.store import Register

Command = Callable[[argparse.Namespace], int]

# What a person sees of a record; --json and --csv give every column.
RECORD_COLUMNS = (
    *("application_number", "registration_number", "filing_date", "grant_date", "region"),
    *("title", "share", "load", "source_file", "source_locator"),
)
DONE, OUR_ERROR, WRONG_USAGE, INPUT_REFUSED, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 done, 1 an error of ours, 2 wrong usage, 3 input refused."""
    options = parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except GoldthreadError as error:
        terminal.say(f"goldthread: {error}")
        return error.exit_status
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing may complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        terminal.say("goldthread: interrupted; nothing half-done was kept.")
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("GOLDTHREAD_DEBUG"):
            raise
        terminal.say(
            f"goldthread: an error of ours: {type(error).__name__}: {error}. "
            "Set GOLDTHREAD_DEBUG=1 to see where it happened."
        )
        return OUR_ERROR


def load(options: argparse.Namespace) -> int:
    from goldthread.readers import registry

    _refuse_to_mix(_home(options))
    paths = registry.expand(options.path)
    if options.reader:
        reader = registry.reader(options.reader)
    elif options.mapping:
        reader = registry.mapping(options.mapping)
    else:
        reader = registry.detect(paths)
    if options.validate:
        reader = registry.validating(reader, options.validate)
    with terminal.progress_bar(sum(path.stat().st_size for path in paths), reader.name) as progress:
        report = _register(options).load(
            reader,
            paths,
            feed=options.feed,
            received=options.received,
            quarantine_limit=options.quarantine_limit,
            progress=progress,
            waiting=terminal.say,
        )
    if options.json:
        terminal.print_json(report.as_dict())
        return DONE
    if report.already_loaded:
        print(report.note)
        return DONE
    print(
        f"Load {report.load} of feed {report.feed}: {report.records:,} records from "
        f"{report.files:,} file(s) in {report.seconds:.1f} s: {report.new:,} new, "
        f"{report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{report.withdrawn:,} withdrawn."
    )
    if report.skipped:
        print(f"Skipped: {terminal.counts(report.skipped)}.")
    if report.unknown:
        print(f"Not read: {terminal.counts(report.unknown)}.")
    if report.quarantined:
        print(f"Quarantined: {report.quarantined:,}. See them: goldthread quarantine {report.load}")
    for note in (*report.notes, *filter(None, [report.note])):
        print(f"Note: {note}")
    return DONE


def loads(options: argparse.Namespace) -> int:
    manifests = _register(options).manifests()
    if options.json:
        terminal.print_json([manifest.as_dict() for manifest in manifests])
    elif not manifests:
        print("The register is empty. Load a file: goldthread load FILE")
    else:
        terminal.print_table(
            ["load", "feed", "received", "reader", "files", "records", "new", "changed",
             "unchanged", "withdrawn", "quarantined", "not read"],
            [
                (m.load, m.feed, m.received_at.date().isoformat(), m.reader, len(m.sources),
                 m.records, m.new, m.changed, m.unchanged, m.withdrawn, m.quarantined,
                 sum(m.unknown.values()))
                for m in manifests
            ],
        )  # fmt: skip
    return DONE


def quarantine(options: argparse.Namespace) -> int:
    rows = _register(options).quarantine(options.load).to_pylist()
    for row in rows:
        row["raw"] = row["raw"].decode("utf-8", "replace")
    if options.json:
        terminal.print_json(rows)
    elif not rows:
        print(f"Load {options.load} quarantined nothing.")
    else:
        terminal.print_table(
            ["file", "position", "reason", "detail"],
            [
                (row["source_file"], row["source_locator"], row["reason"], row["detail"])
                for row in rows
            ],
        )
    return DONE


def map_file(options: argparse.Namespace) -> int:
    from goldthread.readers.draft import draft

    made = draft(options.path)
    # Before anything is printed: a draft that cannot be read is no draft.
    records = made.records(options.records)
    print(made.yaml.rstrip())
    print("\n# The first records that this mapping gives:")
    for record in records:
        print("#")
        for name, value in record.items():
            print(f"#   {name}: {value}".replace("\n", " "))
    return DONE


def template(options: argparse.Namespace) -> int:
    from goldthread import spreadsheets

    if not options.name:
        found = [(name, spreadsheets.template(name).form.title) for name in spreadsheets.names()]
        terminal.print_table(["template", "title"], [(n, t[options.lang]) for n, t in found])
        return DONE
    made = spreadsheets.template(options.name, options.country)
    target = options.output or Path(f"{made.name}.xlsx")
    if target.exists():
        raise UsageError(f"{target} exists already; name another file with --output.")
    out = io.BytesIO()
    if options.records:
        register = _register(options)
        rows = spreadsheets.write_records(
            out,
            made.name,
            register,
            register.known(options.as_of),
            lang=options.lang,
            country=options.country,
            feed=options.feed,
        )
        said = f"{rows:,} rows, which load as the records they were written from."
    else:
        spreadsheets.write(out, made, lang=options.lang)
        said = f"fill it in, and load it: goldthread load {target}"
    try:
        target.write_bytes(out.getvalue())
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from None
    print(f"{target}: {said}")
    return DONE


def indicators(options: argparse.Namespace) -> int:
    from goldthread.indicators.catalogue import catalogue

    known = catalogue(_home(options))
    chosen = [_named(known, options.id)] if options.id else list(known.values())
    if options.json:
        terminal.print_json([definition.as_dict() for definition in chosen])
    elif options.id:
        _describe(chosen[0].as_dict())
    else:
        terminal.print_table(
            ["id", "title", "type", "unit", "counting"],
            [(d.id, d.titles["en"], d.type, d.unit, d.counting) for d in chosen],
        )
    return DONE


_DESCRIBED: Final = (
    *("type", "unit", "where", "date_basis", "until", "numerator", "measure", "since"),
    *("within", "outcome", "weight", "between", "grain", "party", "rights", "sum"),
    *("denominator_date", "countings", "dimensions"),
)


def _describe(definition: dict[str, Any]) -> None:
    for language, title in definition["title"].items():
        print(f"{definition['id']} ({language}) {title}")
        print(f"    {definition['notes'][language]}\n")
    shown = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in definition.items()
        if name in _DESCRIBED
    }
    shown["default counting"] = definition["counting"]
    shown["source"] = definition["source"]["citation"]
    shown["definition"] = f"version {definition['version']}, {definition['definition']}"
    for name, value in shown.items():
        print(f"{name.replace('_', ' ')}: {value}")


def figure(options: argparse.Namespace) -> int:
    from goldthread.indicators.figure import figure as compute

    query = _query(options, by=_list(options.by), as_of=options.as_of, counting=options.counting)
    answer = compute(_register(options), query).as_dict()
    parts = ("inflow", "outflow") if answer["type"] == "balance" else ("numerator", "denominator")
    headings = ["period", *query.by, "value", *parts, "records", "status"]
    cells = [[cell.get(name) for name in headings] for cell in answer["cells"]]
    if options.json:
        terminal.print_json(answer)
    elif options.csv:
        terminal.print_csv(headings, cells)
    else:
        terminal.print_table(headings, cells)
        total = answer["total"]
        print(
            f"\nTotal {terminal.shown(total['value'])} ({terminal.shown(total['records'])} records)"
        )
        for note in answer["notes"]:
            print(note["en"])
        print(
            f"{answer['indicator']} version {answer['version']}, definition "
            f"{answer['definition'][:12]}, counting {answer['counting']}, as known on load "
            f"{answer['as_of']}, lineage {answer['lineage'][:12]}, {answer['engine']}"
        )
    return DONE


def records(options: argparse.Namespace) -> int:
    from goldthread.indicators.acts.records import HEADLINE
    from goldthread.indicators.records import records as list_records

    limit = options.limit
    if limit is None and not (options.json or options.csv):
        limit = 20
    query = _query(options, as_of=options.as_of, counting=options.counting)
    page = list_records(_register(options), query, limit=limit)
    if options.json:
        terminal.print_json(page.as_dict())
    elif options.csv:
        terminal.print_csv(
            page.table.column_names, (row.values() for row in page.table.to_pylist())
        )
    else:
        shown = HEADLINE.get(page.question.definition.grain, RECORD_COLUMNS)
        rows = [[row[name] for name in shown] for row in page.rows]
        terminal.print_table(shown, rows)
        print(
            f"\n{len(page.rows):,} of {page.count:,} records shown; "
            f"they all add to {terminal.shown(page.as_dict()['total'])}."
        )
    return DONE


def explain(options: argparse.Namespace) -> int:
    from goldthread.indicators.explain import explain as compare

    made = compare(_register(options), _query(options), options.from_, options.to)
    if options.json:
        terminal.print_json(made.as_dict())
        return DONE
    answer = made.as_dict()
    print(
        f"From {terminal.shown(answer['from']['value'])} "
        f"to {terminal.shown(answer['to']['value'])}: {terminal.shown(answer['difference'])}"
    )
    terminal.print_table(
        ["part", "difference", "records"],
        [(part["title"]["en"], part["value"], part["records"]) for part in answer["parts"]],
    )
    return DONE


def plan_read(options: argparse.Namespace) -> int:
    from goldthread.programme.plan import read

    made = read(options.path, year=options.year).as_dict()
    if options.json:
        terminal.print_json(made)
        return DONE
    for measure in made["measures"]:
        print(" / ".join(measure["path"]) or measure["title"])
        rows = [
            (task["number"], task["text"], ", ".join(task["lead"]), ", ".join(task["support"]),
             task["due"])
            for task in measure["tasks"]
        ]  # fmt: skip
        terminal.print_table(["number", "task", "lead", "support", "due"], rows)
        print()
    for warning in made["warnings"]:
        terminal.say(f"{warning['message']} (characters {warning['start']} to {warning['end']})")
    return DONE


def verify(options: argparse.Namespace) -> int:
    found = _register(options).verify()
    for sentence in found.findings:
        print(sentence)
    print(
        f"{found.loads:,} loads, {found.files:,} files, {found.records:,} records and "
        f"{found.segments:,} sealed segments checked: "
        + ("the register is whole." if found.whole else f"{len(found.findings):,} findings.")
    )
    return DONE if _verify_ledger(_home(options)) and found.whole else OUR_ERROR


def _verify_ledger(home: Path) -> bool:
    from goldthread.web.site_work import verify_ledger

    return verify_ledger(home, print)


def work(options: argparse.Namespace) -> int:
    from goldthread.web.site_work import work as run_jobs

    return DONE if run_jobs(_home(options), terminal.say, once=options.once) else OUR_ERROR


def backup(options: argparse.Namespace) -> int:
    from goldthread.web.site_work import up_to_date

    home = _home(options)
    up_to_date(home)
    from goldthread.handover.backup import backup as save

    with terminal.progress_bar(0, "backup") as progress:
        made = save(home, options.file.absolute(), secrets=options.with_secrets, progress=progress)
    if options.json:
        terminal.print_json(made.as_dict())
    else:
        print(
            f"{made.path}: {made.loads:,} loads, {made.rows:,} rows of the ledger and "
            f"{made.members:,} files in {made.bytes:,} bytes. The log of events ends at "
            f"{made.sequence:,} with the hash {made.head}."
        )
        if not options.with_secrets:
            print(
                "The secrets of settings.toml are not in it: without them, second factors are set "
                "up anew after a restore."
            )
    return DONE


def restore(options: argparse.Namespace) -> int:
    from goldthread.web.ledger import open_site

    home = (options.into or _home(options)).expanduser().absolute()
    open_site(home)
    from goldthread.handover.restore import restore as bring_back

    with terminal.progress_bar(0, "restore") as progress:
        made = bring_back(
            options.file.absolute(),
            home,
            url=os.environ.get("DATABASE_URL"),
            replace=options.replace,
            progress=progress,
        )
    if options.json:
        terminal.print_json(made.as_dict())
        return DONE
    print(
        f"{made.home} is as it was on {made.made_at}: {made.loads:,} loads, {made.rows:,} rows of "
        f"the ledger; the log of events ends at {made.sequence:,} with the hash {made.head}."
    )
    for what in filter(None, (made.aside, made.schema_aside)):
        print(f"What stood there before is kept as {what}; remove it when you do not need it.")
    return DONE


def export(options: argparse.Namespace) -> int:
    from goldthread.web.site_work import up_to_date

    home = _home(options)
    up_to_date(home)
    from goldthread.handover.export import export as write_out

    with terminal.progress_bar(0, "export") as progress:
        made = write_out(home, options.folder, progress=progress)
    if options.json:
        terminal.print_json(made.as_dict())
    else:
        print(
            f"{made.folder}: {made.records:,} rows of the register and {made.rows:,} of the ledger "
            f"in {made.files:,} files, {made.bytes:,} bytes. Begin with README.md."
        )
    return DONE


def package(options: argparse.Namespace) -> int:
    from goldthread.web.site_work import up_to_date

    home = _home(options)
    up_to_date(home)
    from goldthread.handover import command

    answer = command.run(home, options)
    if options.json:
        terminal.print_json(answer.as_dict())
    else:
        for sentence in answer.sentences():
            print(sentence)
    return DONE if answer.whole else INPUT_REFUSED


def bench(options: argparse.Namespace) -> int:
    from goldthread.bench.suite import run

    result = run(options.name, options.size, terminal.say).as_dict()
    if options.json:
        terminal.print_json(result)
    else:
        print(f"{result['bench']} on {result['machine']}")
        headings = ["name", "value", "unit", "limit", "ratio", "target", "holds"]
        terminal.print_table(headings, [[row[name] for name in headings] for row in result["rows"]])
    return DONE


def demo(options: argparse.Namespace) -> int:
    from goldthread.demo.prepare import prepare

    home = _home(options, demo=True)
    with terminal.progress_bar(0, "demo") as progress:
        prepare(home, say=terminal.say, progress=progress, work=True)
    terminal.say(f"The demo's home is {home}. To ask it questions: export GOLDTHREAD_HOME={home}")
    if not options.no_serve:
        return _serve(home, options.port)
    _make_ledger(home)
    return DONE


def account(options: argparse.Namespace) -> int:
    from goldthread.web.home import ensure_secret_key, read_settings

    home = _home(options)
    ensure_secret_key(home)
    _make_ledger(home)
    from goldthread.web.accounts.giving import first_account

    path = first_account(
        user_name=options.name,
        name_en=options.en or options.name,
        name_zh=options.zh or options.name,
        role=options.role,
        office=options.office,
    )
    address = read_settings(home).get("address", "http://127.0.0.1:8000").rstrip("/")
    terminal.say("Open this link to set the password. It is good once, and shown this once:")
    print(f"{address}{path}")
    return DONE


def _make_ledger(home: Path) -> None:
    from goldthread.web import ledger

    ledger.open_site(home)
    ledger.migrate(terminal.say)


def serve(options: argparse.Namespace) -> int:
    return _serve(_home(options), options.port)


def _serve(home: Path, port: int) -> int:
    from goldthread.web.serve import serve as run_site

    run_site(home, port, terminal.say)
    return DONE


def _home(options: argparse.Namespace, *, demo: bool = False) -> Path:
    """--home, else GOLDTHREAD_HOME, else a folder of the user's own (the demo has another)."""
    given = getattr(options, "home", None) or os.environ.get("GOLDTHREAD_HOME")
    if given:
        return Path(given).expanduser().absolute()
    data = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return data / ("goldthread-demo" if demo else "goldthread")


def _refuse_to_mix(home: Path) -> None:
    """The demo's pages say that every record is synthetic; a real one would make that untrue."""
    if (home / "demo.json").exists():
        raise UsageError(
            f"{home} is the demo's home, whose records are all synthetic. Load into a home of "
            "your own: --home DIR."
        )


def _register(options: argparse.Namespace) -> "Register":
    from goldthread.register.store import Register

    return Register(_home(options))


def _query(options: argparse.Namespace, **more: Any) -> "Query":
    from goldthread.indicators.query import Query

    where: dict[str, tuple[str, ...]] = {}
    for condition in options.where:
        name, sign, value = condition.partition("=")
        if not sign or not name or not value:
            raise UsageError(
                f"--where takes DIM=VALUE, such as region=CN-ZJ, and got {condition!r}."
            )
        where[name] = (*where.get(name, ()), *_list(value))
    return Query(options.id, _list(options.period), where=where, **more)


def _named(known: dict[str, Any], name: str) -> Any:
    if name not in known:
        raise UsageError(f"There is no indicator {name!r}. Known: {', '.join(known)}.")
    return known[name]


def _list(text: str | None) -> tuple[str, ...]:
    """The parts between commas, each once."""
    return tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2019-07-01") from error


def _share(text: str) -> float:
    number = text.removesuffix("%")
    try:
        share = float(number) / (100 if text.endswith("%") else 1)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; write it as 1% or 0.01") from error
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 0% and 100%")
    return share


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; choose one from 1 to 65535")
    return int(text)


def _positive(text: str) -> int:
    # No count reaches so far, and a number of 64 bits holds it.
    if not text.isdecimal() or len(text) > 18 or int(text) == 0:
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is not a whole number from 1 that has at most 18 digits"
        )
    return int(text)


def parser() -> argparse.ArgumentParser:
    """Every command with its help; docs/commands.md is written from it."""
    top = argparse.ArgumentParser(
        prog="goldthread",
        description="The work cycle of an intellectual-property office, "
        "run on the office's own records.",
        epilog="Exit status: 0 done, 1 an error of ours, 2 wrong usage, 3 input refused.",
    )
    top.add_argument("--version", action="version", version=f"goldthread {__version__}")
    _add_home(top)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        made.set_defaults(command=command)
        _add_home(made)
        return made

    _add_register_commands(add)
    _add_figure_commands(add)
    _add_plan_commands(add)
    _add_handover_commands(add)
    _add_site_commands(add)
    return top


Add = Callable[[str, Command, str], argparse.ArgumentParser]


def _add_home(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--home",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the folder that holds everything the site owns (else GOLDTHREAD_HOME, "
        "else ~/.local/share/goldthread)",
    )


def _add_register_commands(add: Add) -> None:
    made = add("load", load, "load files or folders as one delivery of one feed")
    made.add_argument("path", metavar="PATH", nargs="+", type=Path, help="a file or a folder")
    how = made.add_mutually_exclusive_group()
    how.add_argument(
        "--reader", metavar="NAME", help="the format; detected from content if left out"
    )
    how.add_argument(
        "--mapping", metavar="FILE", help="a mapping file, or the name of a shipped one"
    )
    made.add_argument(
        "--validate", metavar="DIR", help="check every record against the XSDs in a folder"
    )
    made.add_argument(
        "--feed", metavar="NAME", help="the feed; the reader or the mapping has a default"
    )
    made.add_argument("--received", metavar="DAY", type=_day, help="the day it arrived (now)")
    made.add_argument(
        "--quarantine-limit",
        metavar="SHARE",
        type=_share,
        default=0.01,
        help="refuse the load when a larger share of its records is bad (1%%)",
    )
    _add_json(made)
    _add_json(add("loads", loads, "list the loads, oldest first"))
    made = add("quarantine", quarantine, "list the records that a load could not take, and why")
    made.add_argument("load", metavar="LOAD", type=_positive, help="the load's number")
    _add_json(made)
    made = add(
        "map", map_file, "write a first draft of a mapping for a table, with its first records"
    )
    made.add_argument("path", metavar="PATH", type=Path, help="a CSV, TSV or XLSX file")
    made.add_argument(
        "--records", metavar="N", type=_positive, default=3, help="records to show (3)"
    )
    made = add(
        "template", template, "list the templates of records, or write one as a workbook to fill in"
    )
    made.add_argument("name", metavar="NAME", nargs="?", help="such as pledges")
    made.add_argument(
        "--lang", choices=("en", "zh"), default="en", help="the language of its headings (en)"
    )
    made.add_argument("--country", metavar="CODE", help="whose regions are to be chosen from")
    made.add_argument(
        "--records", action="store_true", help="with the records that the register has of its feed"
    )
    made.add_argument("--feed", metavar="NAME", help="another feed that it filled (NAME)")
    made.add_argument("--as-of", metavar="DAY|LOAD", help="the records as known then (now)")
    made.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="the workbook to write (NAME.xlsx)"
    )
    add(
        "verify",
        verify,
        "prove that register and work ledger are whole: hashes, versions, the log of events",
    )


def _add_figure_commands(add: Add) -> None:
    made = add("indicators", indicators, "list the indicators, or describe one")
    made.add_argument("id", metavar="ID", nargs="?", help="such as C03")
    _add_json(made)
    made = add("figure", figure, "compute an indicator")
    _add_question(made)
    made.add_argument(
        "--by", metavar="DIM,...", help="break down by dimensions: region, field, ..."
    )
    _add_as_of(made)
    _add_json(made, csv=True)
    made = add("records", records, "list the records that a figure counts")
    _add_question(made)
    _add_as_of(made)
    made.add_argument("--limit", metavar="N", type=_positive, help="the most records to list")
    _add_json(made, csv=True)
    made = add("explain", explain, "say why a figure differs between two days or loads")
    _add_question(made)
    made.add_argument(
        "--from", metavar="DAY|LOAD", dest="from_", required=True, help="as known then"
    )
    made.add_argument("--to", metavar="DAY|LOAD", required=True, help="as known then")
    _add_json(made)


def _add_plan_commands(add: Add) -> None:
    made = add("plan", plan_read, "read a plan or notice into proposed measures and tasks")
    made.add_argument("what", choices=("read",), help="what to do with the plan")
    made.add_argument("path", metavar="FILE", type=Path, help="DOCX, PDF, HTML or plain text")
    made.add_argument(
        "--year", metavar="YEAR", type=_positive, help="of its deadlines (its title's)"
    )
    _add_json(made)


def _add_handover_commands(add: Add) -> None:
    made = add("backup", backup, "save everything of the site in one file, while it goes on")
    made.add_argument("file", metavar="FILE", type=Path, help="the file to write")
    made.add_argument(
        "--with-secrets",
        action="store_true",
        help="take the secrets of settings.toml and the signing key along",
    )
    _add_json(made)
    made = add("restore", restore, "make the site again from a backup, proved before it is used")
    made.add_argument("file", metavar="FILE", type=Path, help="the backup")
    made.add_argument("--into", metavar="HOME", type=Path, help="another home than the site's own")
    made.add_argument(
        "--replace", action="store_true", help="in the place of what is there, which is kept aside"
    )
    _add_json(made)
    made = add("export", export, "write everything in open formats: Parquet, CSV, JSON Lines")
    made.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    _add_json(made)
    made = add("package", package, "exchange signed packages with a site on another network")
    made.add_argument(
        "what",
        choices=("key", "trust", "make", "read"),
        help="write this site's key file, make another site known, write a package, read one",
    )
    made.add_argument("file", metavar="FILE", type=Path, help="the key file or the package")
    made.add_argument("--name", metavar="NAME", help="trust, make: what the other site is called")
    made.add_argument(
        "--office", metavar="CODE", help="trust: it speaks for this office (* for everybody)"
    )
    made.add_argument(
        "--eyes", metavar="ACCOUNT", help="trust: what this account sees is what it is sent"
    )
    made.add_argument("--apply", action="store_true", help="read: carry it out; else it is shown")
    made.add_argument(
        "--leave", metavar="N,...", help="read: the numbers of requests not to be carried out"
    )
    _add_json(made)


def _add_site_commands(add: Add) -> None:
    made = add("bench", bench, "measure, each ratio beside its limit")
    named = "ingest, readers, figures, page, work, seminar, review (all), scale"
    made.add_argument("name", metavar="NAME", nargs="?", help=named)
    made.add_argument(
        "--size", choices=("small", "full"), default="full", help="of the data (full)"
    )
    _add_json(made)
    made = add("account", account, "give an account with a role, or a new link to set its password")
    made.add_argument("name", metavar="NAME", help="the user name")
    made.add_argument(
        "--role", metavar="ROLE", default="system_administrator", help="(system_administrator)"
    )
    made.add_argument("--office", metavar="CODE", required=True, help="the office of the role")
    made.add_argument("--en", metavar="NAME", help="the person's name in English (NAME)")
    made.add_argument("--zh", metavar="NAME", help="the person's name in Chinese (NAME)")
    made = add("demo", demo, "make a synthetic national register, load it and serve the site")
    made.add_argument("--no-serve", action="store_true", help="only prepare the register")
    _add_port(made)
    _add_port(add("serve", serve, "serve the site on this machine, and run its jobs"))
    made = add("work", work, "run the jobs of the site: digests, reforms that take effect, proofs")
    made.add_argument("--once", action="store_true", help="run what is due now, and end")


def _add_question(made: argparse.ArgumentParser) -> None:
    made.add_argument("id", metavar="ID", help="the indicator, such as C03")
    made.add_argument(
        "--period", metavar="P,...", required=True, help="2019, 2019-H1, 2019-Q3, 2019-07"
    )
    made.add_argument(
        "--where",
        metavar="DIM=VALUE",
        action="append",
        default=[],
        help="count only these, such as region=CN-ZJ; may be repeated",
    )


def _add_as_of(made: argparse.ArgumentParser) -> None:
    made.add_argument("--as-of", metavar="DAY|LOAD", help="as known on a day or a load (now)")
    made.add_argument(
        "--counting", metavar="RULE", help="a counting rule that the indicator allows"
    )


def _add_json(made: argparse.ArgumentParser, *, csv: bool = False) -> None:
    shape = made.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print JSON")
    if csv:
        shape.add_argument("--csv", action="store_true", help="print CSV")


def _add_port(made: argparse.ArgumentParser) -> None:
    made.add_argument("--port", metavar="N", type=_port, default=8000, help="of 127.0.0.1 (8000)")


if __name__ == "__main__":
    sys.exit(main())

"""Verify finds every kind of damage, and says so in a sentence."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldthread.register.manifest import NAME, StoredFile, read
from goldthread.register.seal import Rule
from goldthread.register.store import Register
from tests.register.conftest import Office
from tests.register.deliveries import Lines, key_of, write

PARTY = {"role": "applicant", "sequence": 1, "name": "Acme"}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four loads with versions, withdrawals and quarantine; the first three sealed."""
    folder = tmp_path_factory.mktemp("original")
    register = Register(folder / "home", rule=Rule(fanout=3, smallest=1000))
    deliveries: list[list[dict[str, Any]]] = [
        [{"number": "1", "title": "a", "parties": [PARTY]}, {"number": "2"}, {"reject": "x"}],
        [{"number": "1", "title": "b", "parties": [PARTY]}, {"number": "3"}],
        [{"withdraw": "2"}, {"number": "4", "parties": [PARTY]}],
        [{"number": "1", "title": "c", "parties": [PARTY]}, {"withdraw": "3"}, {"number": "5"}],
    ]
    for load, rows in enumerate(deliveries, 1):
        file = write(folder / f"{load}.jsonl", rows)
        register.load(Lines(), [file], quarantine_limit=0.5)
    assert [(u.first, u.last) for u in register.units("office")] == [(1, 3), (4, 4)]
    assert register.verify().findings == []
    return folder / "home"


@pytest.fixture
def whole(office: Office, original: Path) -> Office:
    """A copy to damage."""
    shutil.copytree(original, office.home)
    return office


def findings(office: Office) -> list[str]:
    return office.register.verify().findings


def segment(office: Office) -> Path:
    [found] = [unit.folder for unit in office.register.units("office") if unit.sealed]
    return found


def put(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    put(path, bytes(content))


def change(path: Path, edit: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """Write a Parquet file again with edited rows and the same columns."""
    table = pq.read_table(path)
    path.unlink()
    edited = pa.Table.from_pylist(edit(table.to_pylist()), table.schema)
    pq.write_table(edited, path, store_schema=False)


def stored(path: Path) -> StoredFile:
    content = path.read_bytes()
    rows = pq.read_metadata(path).num_rows
    return StoredFile(rows, len(content), sha256(content).hexdigest())


def forge(folder: Path, **changes: Any) -> None:
    """Make the manifest fit the folder's files again, as a careful forger would."""
    files = {path.name: stored(path) for path in folder.glob("*.parquet")}
    closes = pq.read_table(folder / "closes.parquet").column("known_from_load").to_pylist()
    manifest = replace(read(folder), files=files, closed=dict(Counter(closes)), **changes)
    put(folder / NAME, manifest.as_text().encode())


def forge_segment(folder: Path) -> None:
    path = folder / "segment.json"
    content = json.loads(path.read_text())
    for name in list(content["files"]):
        if name.endswith(".parquet"):
            content["files"][name] = vars(stored(folder / name))
        else:
            digest = sha256((folder / name).read_bytes()).hexdigest()
            content["files"][name]["sha256"] = digest
    put(path, json.dumps(content).encode())


def drop_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows[1:]


def test_whole_register_is_counted(whole: Office) -> None:
    heard: list[int] = []
    found = whole.register.verify(heard.append)
    assert (found.loads, found.segments, found.records, found.whole) == (4, 1, 7, True)
    files = [path for path in (whole.home / "register").rglob("*") if path.suffix == ".parquet"]
    arrays = list((whole.home / "register").rglob("*.npy"))
    assert sum(heard) == sum(path.stat().st_size for path in (*files, *arrays))
    assert found.files == len([path for path in files if "loads" in path.parts])


@pytest.mark.parametrize("name", ["ip_right", "right_party", "closes", "quarantine"])
def test_flipped_bit_in_a_load_is_found(whole: Office, name: str) -> None:
    path = whole.load_folder(1) / f"{name}.parquet"
    flip(path)
    [sentence] = findings(whole)
    assert sentence == (
        f"{path} of load 1 (office) was altered: its bytes do not have the hash that was "
        "recorded. Restore it from a copy of the register."
    )


def test_flipped_bit_in_a_manifest_is_found(whole: Office) -> None:
    flip(whole.load_folder(2) / NAME)
    found = findings(whole)
    assert found[0].startswith(str(whole.load_folder(2) / NAME))
    assert "Load 2 is missing, or its manifest cannot be read" in found[1]


@pytest.mark.parametrize("name", ["ip_right.parquet", "closes.parquet"])
def test_deleted_file_is_found(whole: Office, name: str) -> None:
    path = whole.load_folder(2) / name
    path.unlink()
    assert findings(whole) == [
        f"{path} of load 2 (office) is missing. Restore it from a copy of the register."
    ]


def test_deleted_manifest_is_found(whole: Office) -> None:
    (whole.load_folder(2) / NAME).unlink()
    assert "manifest.json cannot be read (FileNotFoundError" in findings(whole)[0]


@pytest.mark.parametrize("load", [1, 2, 3])
def test_deleted_load_is_found(whole: Office, load: int) -> None:
    shutil.rmtree(whole.load_folder(load))
    assert f"Load {load} is missing" in findings(whole)[0]


def test_deleted_newest_load_that_is_sealed_is_found(whole: Office) -> None:
    whole.register.reseal()
    shutil.rmtree(whole.load_folder(4))
    [sentence] = findings(whole)
    assert sentence == (
        "The segments of office do not hold its first loads. Throw the folder register/sealed "
        "away: it is made again from the loads."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"new": 2', '"new": 3'),
        ('"rank": 10', '"rank": 99'),
        ('"received_at": "2', '"received_at": "1'),
    ],
)
def test_edited_manifest_is_found(whole: Office, old: str, new: str) -> None:
    path = whole.load_folder(1) / NAME
    text = path.read_text()
    assert old in text
    put(path, text.replace(old, new, 1).encode())
    assert f"{path} was altered: its content does not have the hash it states." in findings(whole)


def test_forged_manifest_is_found_by_the_next_load(whole: Office) -> None:
    forge(whole.load_folder(1), rank=99)
    assert findings(whole) == [
        "Load 2 was made after another load 1 than the one that is there: that one was replaced."
    ]


def test_forged_counts_are_found(whole: Office) -> None:
    forge(whole.load_folder(4), new=7, withdrawn=9, quarantined=3)
    says = "The manifest of load 4 (office) states"
    assert findings(whole) == [
        f"{says} 8 new and changed records; its files hold 2.",
        f"{says} 10 changed and withdrawn records; its files hold 2.",
        f"{says} 3 quarantined records; its files hold 0.",
    ]


def test_closes_miscounted_by_load_are_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    put(folder / NAME, replace(read(folder), closed={2: 1, 3: 1}).as_text().encode())
    assert findings(whole) == ["The manifest of load 4 (office) miscounts the versions it closes."]


def test_dropped_close_is_found(whole: Office) -> None:
    """A careful forger: the manifest fits the file again."""
    folder = whole.load_folder(4)
    change(folder / "closes.parquet", lambda rows: [r for r in rows if r["reason"] != "changed"])
    forge(folder, changed=0, new=2)
    [sentence] = findings(whole)
    assert sentence == (
        "In the feed office, 1 ip_right versions are still open when the next one begins: "
        f"{key_of('1')} of load 2."
    )


def test_dropped_close_is_found_by_its_count(whole: Office) -> None:
    folder = whole.load_folder(4)
    change(folder / "closes.parquet", drop_first)
    forge(folder)
    assert "states 2 changed and withdrawn records; its files hold 1" in findings(whole)[0]


@pytest.mark.parametrize(
    ("forged", "sentence"),
    [
        ({"key": 1}, "closes are of versions that do not exist: 1 of load 2"),
        ({"known_from_load": 3}, "closes are of versions that do not exist"),
        ({"known_to_load": 1}, "versions are closed before they were known"),
    ],
)
def test_forged_close_is_found(whole: Office, forged: dict[str, int], sentence: str) -> None:
    folder = whole.load_folder(4)
    change(folder / "closes.parquet", lambda rows: [rows[0] | forged, *rows[1:]])
    forge(folder)
    assert any(sentence in found for found in findings(whole))


def test_version_closed_twice_is_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    change(folder / "closes.parquet", lambda rows: [*rows, rows[0]])
    forge(folder, withdrawn=2)
    assert any("versions are closed more than once" in found for found in findings(whole))


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("ip_right", "title", "forged"),
        ("ip_right", "lineage_key", 7),
        ("ip_right", "known_from_load", 3),
        ("right_party", "name", "forged"),
        ("right_party", "sequence", None),
    ],
)
def test_forged_row_is_found_by_the_record_hash(
    whole: Office, name: str, column: str, value: Any
) -> None:
    folder = whole.load_folder(4)
    change(folder / f"{name}.parquet", lambda rows: [rows[0] | {column: value}, *rows[1:]])
    forge(folder)
    assert findings(whole) == [
        "The record XX|PT|1 in load 4 (office) does not have the hash stored with it."
    ]


def test_forged_child_key_is_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    change(folder / "right_party.parquet", lambda rows: [rows[0] | {"right_id": 7}])
    forge(folder)
    assert findings(whole) == ["The child rows of load 4 (office) do not belong to its records."]


def test_dropped_child_rows_are_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    (folder / "right_party.parquet").unlink()
    forge(folder)
    assert findings(whole) == [
        "The record XX|PT|1 in load 4 (office) does not have the hash stored with it."
    ]


def test_file_with_other_columns_is_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    path = folder / "ip_right.parquet"
    table = pq.read_table(path).append_column("colour", pa.array(["red", "red"]))
    path.unlink()
    pq.write_table(table, path, store_schema=False)
    forge(folder)
    assert findings(whole) == [
        f"{path} of load 4 (office) does not have the columns of the schema."
    ]


def test_file_with_other_rows_than_stated_is_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    manifest = read(folder)
    files = {**manifest.files}
    files["ip_right.parquet"] = replace(files["ip_right.parquet"], rows=7)
    put(folder / NAME, replace(manifest, files=files).as_text().encode())
    [sentence] = findings(whole)
    assert sentence.endswith("ip_right.parquet of load 4 (office) has 2 rows, not 7.")


def test_file_that_is_no_parquet_is_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    manifest = read(folder)
    put(folder / "ip_right.parquet", b"nothing")
    file = StoredFile(2, 7, sha256(b"nothing").hexdigest())
    files = {**manifest.files, "ip_right.parquet": file}
    put(folder / NAME, replace(manifest, files=files).as_text().encode())
    [sentence] = findings(whole)
    assert "ip_right.parquet of load 4 (office) cannot be read as Parquet" in sentence


def test_other_schema_is_found(whole: Office) -> None:
    folder = whole.load_folder(4)
    put(folder / NAME, replace(read(folder), schema_fingerprint="0").as_text().encode())
    assert findings(whole) == [
        "The columns of load 4 (office) are those of another version of Goldthread."
    ]


def test_moved_load_is_found(whole: Office) -> None:
    moved = whole.load_folder(4, "other")
    moved.parent.mkdir()
    whole.load_folder(4).rename(moved)
    assert f"{moved} holds load 4 of the feed office: it was moved." in findings(whole)


def test_what_figures_keep_in_the_register_is_no_stray(whole: Office) -> None:
    kept = whole.home / "register" / "cubes"
    kept.mkdir(exist_ok=True)
    (kept / "a.json").write_text("{}")
    assert findings(whole) == []


@pytest.mark.parametrize(
    "stray",
    [
        "notes.txt",
        "loads/notes.txt",
        "loads/a b/",
        "loads/office/notes/",
        "loads/office/000009",
        "loads/office/000001/notes.txt",
        "sealed/notes.txt",
        "sealed/office/notes/",
        "sealed/office/notes.txt",
    ],
)
def test_stray_file_or_folder_is_found(whole: Office, stray: str) -> None:
    path = whole.home / "register" / stray
    if stray.endswith("/"):
        path.mkdir()
    else:
        path.write_text("notes")
    [sentence] = findings(whole)
    assert sentence.startswith(str(path))
    assert sentence.endswith("look at it and take it away.")


def test_file_beside_a_segment_is_found(whole: Office) -> None:
    (segment(whole) / "notes.txt").write_text("notes")
    [sentence] = findings(whole)
    assert "notes.txt does not belong to the segment of the loads 1 to 3 (office)" in sentence


def test_leftovers_of_a_killed_load_are_no_damage(whole: Office) -> None:
    (whole.home / "register" / "tmp" / "load-dead").mkdir()
    (whole.home / "register" / "loads" / "new-feed").mkdir()
    (whole.home / "register" / "sealed" / "office" / "000004-000004-0badf00d").mkdir()
    assert findings(whole) == []


@pytest.mark.parametrize("name", ["ip_right.parquet", "ip_right.past.parquet", "ip_right.keys.npy"])
def test_flipped_bit_in_a_segment_is_found(whole: Office, name: str) -> None:
    flip(segment(whole) / name)
    [sentence] = findings(whole)
    assert f"{name} of the segment of the loads 1 to 3 (office) was altered" in sentence
    assert sentence.endswith(
        "that was recorded. Throw the folder register/sealed away: it is made again from the loads."
    )


def test_deleted_segment_file_is_found(whole: Office) -> None:
    (segment(whole) / "right_party.parquet").unlink()
    [sentence] = findings(whole)
    assert "right_party.parquet of the segment of the loads 1 to 3 (office) is missing" in sentence


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("ip_right", "title", "forged"),
        ("ip_right.past", "known_to_load", 3),
        ("right_party", "city", "forged"),
        ("right_party", "known_from_load", 2),
    ],
)
def test_forged_sealed_row_is_found(whole: Office, name: str, column: str, value: Any) -> None:
    folder = segment(whole)

    def edit(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        place = next(n for n, row in enumerate(rows) if row[column] != value)
        return [*rows[:place], rows[place] | {column: value}, *rows[place + 1 :]]

    change(folder / f"{name}.parquet", edit)
    forge_segment(folder)
    table = name.removesuffix(".past")
    [sentence] = findings(whole)
    assert sentence == (
        f"The rows of {table} in the segment of the loads 1 to 3 (office) are not those of the "
        "loads. Throw the folder register/sealed away: it is made again from the loads."
    )


def test_dropped_sealed_row_is_found(whole: Office) -> None:
    folder = segment(whole)
    change(folder / "ip_right.parquet", drop_first)
    forge_segment(folder)
    assert "The rows of ip_right in the segment" in findings(whole)[0]


def test_forged_sealed_keys_are_found(whole: Office) -> None:
    folder = segment(whole)
    keys = np.load(folder / "ip_right.keys.npy")
    keys[0] -= 1
    np.save(folder / "ip_right.keys.npy", keys)
    forge_segment(folder)
    [sentence] = findings(whole)
    assert sentence.startswith("The keys of ip_right in the segment of the loads 1 to 3")


def test_forged_sealed_closes_are_found(whole: Office) -> None:
    """A second segment, made of load 4 alone, keeps the closes of what the first one holds."""
    from goldthread.register.layout import Layout
    from goldthread.register.seal import seal

    layout = Layout(whole.home / "register")
    seal(layout, "office", whole.register.units("office"), 1)
    assert findings(whole) == []
    newest = whole.register.units("office")[-1].folder
    change(newest / "closes.parquet", lambda rows: [rows[0] | {"key": 7}, *rows[1:]])
    forge_segment(newest)
    [sentence] = findings(whole)
    assert sentence.startswith("The closes in the segment of the loads 4 to 4 (office) are not")


def test_forged_segment_counts_are_found(whole: Office) -> None:
    path = segment(whole) / "segment.json"
    content = json.loads(path.read_text())
    put(path, json.dumps(content | {"closed": {"1": 1}}).encode())
    [sentence] = findings(whole)
    assert "miscounts the versions it closes" in sentence


def test_segment_that_is_no_parquet_is_found(whole: Office) -> None:
    path = segment(whole) / "segment.json"
    put(segment(whole) / "ip_right.parquet", b"nothing")
    content = json.loads(path.read_text())
    digest = sha256(b"nothing").hexdigest()
    content["files"]["ip_right.parquet"] |= {"sha256": digest}
    put(path, json.dumps(content).encode())
    assert "cannot be read" in findings(whole)[0]


def test_register_is_whole_again_once_segments_are_thrown_away(whole: Office) -> None:
    flip(segment(whole) / "ip_right.parquet")
    assert not whole.register.verify().whole
    shutil.rmtree(whole.home / "register" / "sealed")
    assert whole.register.verify().whole
    whole.register.reseal()
    assert whole.register.verify().whole

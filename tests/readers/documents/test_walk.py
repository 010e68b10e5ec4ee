"""The walk finds what ElementPath finds, path by path; start tags are those a pattern finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from goldthread.readers.documents.cutting import StartTags
from goldthread.readers.documents.maps import DocumentMap, Rows, at
from goldthread.readers.documents.values import tidy
from goldthread.readers.documents.walk import Plan

NAMES = ("a", "b", "c", "d")
PATHS = (
    "a", "a/b", "b/c", "a/b/c", "*/b", "*/*/c", "a[@k='1']/b", "a[b='x']/c", "a/@k", "*/@k", ".",
    "@k", "a[@k='1']/@k", ".//d", "b/.//d", "c/*",
)  # fmt: skip
TEXTS = st.sampled_from(["", " ", "x", " y  z "])


def elements(depth: int) -> st.SearchStrategy[str]:
    """An element with an attribute, texts and elements inside; `n:` is a namespace."""
    inside = st.lists(elements(depth - 1), max_size=3) if depth else st.just([])
    return st.builds(
        lambda name, space, key, text, below: (
            f"<{space}{name}{key}>{text}{''.join(below)}</{space}{name}>"
        ),
        st.sampled_from(NAMES), st.sampled_from(["", "n:"]),
        st.sampled_from(["", ' k="1"', ' k="2"', ' n:k="1"']), TEXTS, inside,
    )  # fmt: skip


def localised(text: str) -> str:
    """The same document without namespaces, for ElementPath."""
    return text.replace("n:", "")


def expected(document: etree._Element, path: str) -> str | None:
    """By lxml's own ElementPath: the first text that is no blanks."""
    where, _, last = path.rpartition("/")
    attribute = last[1:] if last.startswith("@") else ""
    where = where if attribute else ("" if path == "." else path)
    found = document.findall(where) if where else [document]
    texts = (one.get(attribute) if attribute else "".join(one.itertext()) for one in found)
    return next((text for one in texts if one and (text := tidy(one))), None)


@settings(max_examples=150, deadline=None)
@given(st.lists(elements(3), max_size=4), st.booleans())
def test_every_path_finds_what_element_path_finds(inside: list[str], renaming: bool) -> None:
    text = f'<r xmlns:n="urn:n" k="0">{"".join(inside)}</r>'
    plan = DocumentMap(
        right={path: at(path) for path in PATHS} | {"first": at("c/d", "a/b", "b")},
        rows=(
            Rows("t", ("a", "*/b"), {"own": at("."), "b": at("b"), "k": at("@k")}, ("own",)),
            Rows("u", (".//c",), {"d": at("d")}, ("d",)),
        ),
        ignored=frozenset({"c"}),
    )
    record, _ = Plan(plan, renaming=renaming).read(etree.fromstring(text))
    other = etree.fromstring(localised(text))
    assert record.right == {path: expected(other, path) for path in PATHS} | {
        "first": expected(other, "c/d") or expected(other, "a/b") or expected(other, "b")
    }
    rows = [*other.findall("a"), *other.findall("*/b")]
    told = [
        {name: expected(row, p) for name, p in (("own", "."), ("b", "b"), ("k", "@k"))}
        for row in rows
    ]
    assert record.of("t") == [row for row in told if row["own"]]
    assert [row["d"] for row in record.of("u")] == [
        d for row in other.iter("c") if (d := expected(row, "d"))
    ]


def test_names_that_no_path_goes_through_are_counted_and_not_looked_into() -> None:
    plan = DocumentMap(
        right={"x": at("a/b")}, rows=(), ignored=frozenset({"c"}), also=frozenset({"d"})
    )
    text = '<r xmlns:n="urn:n"><n:a><b>1</b><z><y/></z></n:a><c><w/></c><d><v/><v/></d><a/></r>'
    record, unread = Plan(plan, renaming=False).read(etree.fromstring(text))
    assert (record.right, unread) == ({"x": "1"}, {"z": 1, "v": 2})


def test_more_names_than_are_remembered() -> None:
    plan = Plan(DocumentMap(right={"x": at("a")}, rows=(), ignored=frozenset()), renaming=False)
    text = f"<r>{''.join(f'<n{n}/>' for n in range(3000))}<a>1</a></r>"
    record, unread = plan.read(etree.fromstring(text))
    assert (record.right["x"], len(unread)) == ("1", 3000)


def test_step_that_the_walk_does_not_know_is_our_own_fault() -> None:
    with pytest.raises(
        AssertionError, match=r"has the step 'a\[2\]', which the walk does not know"
    ):
        Plan(DocumentMap(right={"x": at("a[2]")}, rows=(), ignored=frozenset()), renaming=False)


PIECES = st.sampled_from(
    ["<doc>", "<x:doc ", "</doc>", "<docs>", "<case-file/", "doc>", "<doc", "<1:doc>", " ", ":"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES))
def test_start_tags_are_those_of_a_pattern(parts: list[str]) -> None:
    buffer = "".join(parts).encode()
    pattern = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?(?:doc|case-file))(?=[\s/>])")
    tags, found, place = StartTags(("doc", "case-file")), [], 0
    tags.begin()
    while (tag := tags.next(buffer, place)) is not None:
        found.append((tag.start, tag.name))
        place = tag.start + 1
    assert found == [(one.start(), one[1]) for one in pattern.finditer(buffer)]

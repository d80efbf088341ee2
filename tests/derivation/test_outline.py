"""Outlines come back as they were written, and a line that does not belong is named."""

import pytest
from hypothesis import given, strategies as st

from symbolic_alliance.derivation.outline import Entry, assignment, entries_of, mapping, split, text_of, word
from symbolic_alliance.errors import LockError

keywords = st.text(alphabet="abcz_", min_size=1, max_size=8)
rests = st.lists(st.text(max_size=6).map(word), max_size=3).map(" ".join)
entries = st.recursive(
    st.builds(Entry, keywords, rests),
    lambda below: st.builds(Entry, keywords, rests, st.lists(below, max_size=3).map(tuple)),
    max_leaves=8).filter(lambda entry: depth(entry) <= 8)


def depth(entry: Entry) -> int:
    return 1 + max(map(depth, entry.below), default=0)


@given(st.lists(entries, max_size=4).map(tuple))
def test_an_outline_comes_back(outline: tuple[Entry, ...]) -> None:
    assert entries_of(text_of(outline)) == outline


@given(st.lists(st.text(), max_size=4))
def test_any_names_come_back(names: list[str]) -> None:
    line = " ".join(map(word, names))
    assert split(line) == tuple(names)
    assert line.isprintable()


@given(st.text(alphabet='ab "\\\n =:x', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = entries_of(text)
    except LockError as error:
        assert "line " in str(error)
    else:
        assert text_of(read).rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize(("text", "complaint"), [
    ("a\n   b\n", "line 2: '   b' is no keyword and the rest"),
    ("a\n    b\n", "line 2: '    b' is no keyword and the rest"),
    ("  a\n", "line 1: '  a' is no keyword and the rest"),
    ("a\n\nb\n", "line 2: '' is no keyword and the rest"),
    ("a\tb\n", "line 1: 'a\tb' is no keyword and the rest"),
    ("a b \n", "line 1: 'a b ' is no keyword and the rest"),
    ("<<<<<<< HEAD\n", "line 1: '<<<<<<< HEAD' is no keyword and the rest"),
    ("".join("  " * level + "a\n" for level in range(20)), "line 10: "),
])
def test_a_line_that_does_not_belong_is_named(text: str, complaint: str) -> None:
    with pytest.raises(LockError) as refusal:
        entries_of(text)
    assert complaint in str(refusal.value)


def test_what_an_entry_must_hold_is_checked() -> None:
    entry, = entries_of("regime one\n  payoff a = 1\n  payoff a = 2\n  odd b 1\n")
    with pytest.raises(LockError, match=r"line 1: 'regime' needs one line 'payoff' below it and has 2"):
        entry.one("payoff")
    with pytest.raises(LockError, match=r"line 4: 'odd' does not belong below 'regime'"):
        entry.refuse_others("payoff")
    with pytest.raises(LockError, match=r"line 1: 'regime' is followed by 2 names, not by 'one'"):
        entry.words(2)
    with pytest.raises(LockError, match=r"line 3: 'a' comes twice"):
        mapping(entry.all("payoff"))
    with pytest.raises(LockError, match=r"line 4: 'odd' is followed by a name, '=' and what it is, not by 'b 1'"):
        assignment(entry.below[2])

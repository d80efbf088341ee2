"""A region in normal form as the entries of a lock, and back.

In:  a `RegionForm`; or the entry of one, which may be hostile.
Out: an `Entry`; or the form.  Raises `LockError` for a line that does not belong.
"""

from collections.abc import Iterator

import sympy as sp

from symbolic_alliance.claims.region_form import AtLeast, FormLiteral, Membership, RegionForm
from symbolic_alliance.closed_form.notation import read, write
from symbolic_alliance.derivation.frame import AnyName
from symbolic_alliance.derivation.outline import Entry, word
from symbolic_alliance.errors import RequestError

AT_LEAST = " >= "


def form_entry(form: RegionForm) -> Entry:
    """A form with its clauses, how it is proved, and the steps of that.

    >>> k, t = sp.symbols("k t", real=True)
    >>> entry = form_entry(RegionForm("peace", ((AtLeast(k, t), Membership("alone", "calm")),)))
    >>> [(one.keyword, one.rest) for one in entry.below[0].below], read_form(entry).clauses[0][0]
    ([('at_least', 'k >= t'), ('within', 'alone calm')], AtLeast(more=k, less=t))
    """
    return Entry("form", word(form.regime), (
        *(Entry("clause", "", tuple(map(_literal_entry, clause))) for clause in form.clauses),
        *([Entry("proved", "by_case")] if form.by_case else []),
        *(Entry("step", f"{write(old)}{AT_LEAST}{write(new)}") for old, new in form.steps)))


def _literal_entry(literal: FormLiteral) -> Entry:
    if isinstance(literal, Membership):
        return Entry("within", f"{word(literal.game)} {word(literal.regime)}")
    return Entry("at_least", f"{write(literal.more)}{AT_LEAST}{write(literal.less)}")


def read_form(entry: Entry) -> RegionForm:
    """The form that stands in an entry; its names are looked up where it is used."""
    entry.refuse_others("clause", "proved", "step")
    regime, = entry.words(1)
    return RegionForm(regime, tuple(tuple(_literals(clause)) for clause in entry.all("clause")),
                      entry.optional("proved") == ("by_case",), tuple(map(_pair, entry.all("step"))))


def _literals(clause: Entry) -> Iterator[FormLiteral]:
    clause.refuse_others("at_least", "within")
    for one in clause.below:
        yield Membership(*one.words(2)) if one.keyword == "within" else AtLeast(*_pair(one))


def _pair(entry: Entry) -> tuple[sp.Expr, sp.Expr]:
    more, sign, less = entry.rest.partition(AT_LEAST)
    if not sign:
        raise entry.wrong(f"'{entry.keyword}' is followed by two expressions with '>=' between them")
    try:
        return read(more, AnyName()), read(less, AnyName())
    except RequestError as error:
        raise entry.wrong(str(error)) from error

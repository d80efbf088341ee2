"""What can be read off the regions of regimes as they are printed.

In:  a `Book`, the places that something is claimed in, and what is claimed of them.
Out: the places that it is read off, or nothing.
Method: a region in normal form says that some literals hold, or one of two; that a claim fails says that others do; they
contradict each other where one says ``k >= t`` and another ``t >= k``, since a regime is meant without its edges, or where
all the literals of a clause are false.  Nothing rests on it: each claim is settled as every other.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from symbolic_alliance.appendix.prose.book import Book
from symbolic_alliance.appendix.prose.document import Parts, join, say
from symbolic_alliance.appendix.prose.places import Place, Recognised
from symbolic_alliance.claims.region_form import AtLeast, FormClause, FormLiteral, Membership
from symbolic_alliance.claims.theorems import Threshold
from symbolic_alliance.proof.claim import Inequality

FormClauses = tuple[FormClause, ...]


def read_off(book: Book, inside: Sequence[Place], given: Recognised, then: Recognised) -> Parts:
    """The words for what a claim is read off, where it is made inside some regimes; nothing where it cannot be."""
    facts = [*(clause for place in inside for clause in _facts(book, place)),
             *((one.says,) for group in given.groups for one in group if len(group) == 1 and one.says is not None),
             *((literal,) for case in given.rest for one in case if len(given.rest) == 1
               for literal in _literals(book, one))]
    if not then.groups and not then.rest:
        return ()
    used = [place for place in inside if _form(book, place) is not None]
    for group in then.groups:
        if not _follows(facts, [way for place in group for way in _ways(book, place)]):
            return ()
        used += [place for place in group if place.regime is not None]
    for case in then.rest:
        told = [list(_literals(book, one)) for one in case]
        if len(then.rest) > 1 or not all(told) or not all(_follows(facts, [((one[0],),)]) for one in told):
            return ()
    return say("this is read off {places}", places=join([place.words for place in dict.fromkeys(used)])) if used else ()


def _facts(book: Book, place: Place) -> FormClauses:
    """What is known inside a regime: that it is the regime, and its form."""
    if place.regime is None:
        return ()
    return ((Membership(place.home, place.regime.name),), *(_form(book, place) or ()))


def _ways(book: Book, place: Place) -> Iterator[FormClauses]:
    """The clauses from each of which a place follows: of a regime that it is known to be it, or its form."""
    if place.says is not None:
        yield ((place.says,),)
    if place.regime is not None:
        yield ((Membership(place.home, place.regime.name),),)
        form = _form(book, place)
        if form is not None:
            yield form


def _form(book: Book, place: Place) -> FormClauses | None:
    found = (form.clauses for form in book.derivation.forms.get(place.home, ())
             if place.regime is not None and form.regime == place.regime.name)
    return next(found, None)


def _literals(book: Book, one: Inequality) -> Iterator[AtLeast]:
    """The comparison of a parameter with a threshold of one case that an inequality is."""
    for let in book.lets:
        if isinstance(let.value, Threshold) and len(let.value.cases) == 1:
            gap = let.value.symbol - let.value.value
            for sign, (more, less) in ((1, (let.value.symbol, let.symbol)), (-1, (let.symbol, let.value.symbol))):
                if book.style.is_same(one.expression, sign * gap):
                    yield AtLeast(more, less)


def _follows(facts: Sequence[FormClause], ways: Sequence[FormClauses]) -> bool:
    """Whether facts leave no possibility that every one of several conjunctions of clauses fails."""
    if any(all(clause in facts for clause in way) for way in ways):
        return True
    return bool(ways) and all(_contradict(facts, [_opposite(one) for clause in failing for one in clause])
                              for failing in product(*ways))


def _contradict(facts: Iterable[FormClause], more: Sequence[FormLiteral | None]) -> bool:
    """Whether facts and some literals contradict each other, after what the facts imply one by one."""
    known: dict[FormLiteral, None] = dict.fromkeys(one for one in more if one is not None)
    while True:
        left = [[one for one in clause if _opposite(one) not in known] for clause in facts]
        if not all(left):
            return True
        fresh = [clause[0] for clause in left if len(clause) == 1 and clause[0] not in known]
        if not fresh:
            return any(_opposite(one) in known for one in known)
        known |= dict.fromkeys(fresh)


def _opposite(literal: FormLiteral) -> FormLiteral | None:
    """What holds where a literal fails; None for what has no name."""
    return AtLeast(literal.less, literal.more) if isinstance(literal, AtLeast) else None

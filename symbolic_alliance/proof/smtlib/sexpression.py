"""Read s-expressions: nested lists of symbols.

In:  text, of which nothing is trusted.
Out: `Tree` values: a symbol is a string, a list a tuple.  Raises `RequestError` for unbalanced parentheses, and for text
     that is nested too deeply or has too many symbols.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from symbolic_alliance.errors import RequestError

Tree: TypeAlias = str | tuple["Tree", ...]
DEEPEST, MOST_SYMBOLS = 150, 400_000
TOKEN = re.compile(r'\s+|;[^\n]*|(?P<token>[()]|\|[^|]*\||"(?:[^"]|"")*"|[^\s()|";]+)')


def read(text: str) -> tuple[Tree, ...]:
    """The s-expressions of a text, in order.

    >>> read("(assert (> x 0)) ; a comment")
    (('assert', ('>', 'x', '0')),)
    """
    stack: list[list[Tree]] = [[]]
    for count, token in enumerate(_tokens(text)):
        if count > MOST_SYMBOLS:
            raise RequestError(f"it has more than {MOST_SYMBOLS} symbols")
        if token == "(":
            stack.append([])
            if len(stack) > DEEPEST:
                raise RequestError(f"it is nested more than {DEEPEST} deep")
        elif token == ")":
            if len(stack) == 1:
                raise RequestError("a parenthesis is closed that was never opened")
            finished = tuple(stack.pop())
            stack[-1].append(finished)
        else:
            stack[-1].append(token[1:-1] if token.startswith("|") else token)
    if len(stack) > 1:
        raise RequestError("a parenthesis is never closed")
    return tuple(stack[0])


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise RequestError(f"it has a stray {text[place]!r}")
        place = match.end()
        if match["token"]:
            yield match["token"]


def shown(tree: Tree) -> str:
    """The beginning of an s-expression, to name a culprit."""
    text = tree if isinstance(tree, str) else "(" + " ".join(map(shown, tree[:4])) + (" ...)" if len(tree) > 4 else ")")
    return text[:60]

"""Cut a script at each question, so that z3's own parser can read what was said before it.

In:  text, of which nothing is trusted.
Out: for each check-sat and check-sat-assuming, the commands that it asks about, each on its line.
Raises `RequestError` for a command that is not read, and for text that is too deep or too large, where a function counts as
much as its definition, since z3 writes it out, and what was said counts again at each question, since it is read again.
"""

import re
from collections.abc import Iterator

from symbolic_alliance.errors import RequestError

DEEPEST, MOST_SYMBOLS, MOST_DIGITS = 150, 400_000, 200
LOGIC = "(set-logic QF_NRA)"  # with it z3 takes 1 for a real
TOKEN = re.compile(r'[ \t\r\n]+|;[^\n]*|(?P<token>[()]|\|[^|\0]*\||"([^"\0]|"")*"|(#[bx])?[\w~!@$%^&*+=<>.?/:-]+)', re.ASCII)
SAID = ("declare-fun", "declare-const", "define-fun", "define-const", "assert", "push", "pop", "reset-assertions")
ASKED = ("check-sat", "check-sat-assuming")
HARMLESS = re.compile("set-(logic|info|option)|echo|get-[a-z-]+")


def questions(text: str) -> Iterator[str]:
    """What z3 is to read for each question, up to the end of the script or its exit.

    >>> script = "(declare-const p Bool) (check-sat) (assert p) ; so far\\n(echo) (check-sat-assuming ((not p)))"
    >>> list(questions(script))[1].replace(LOGIC, "")
    '( declare-const p Bool )( assert p )\\n( assert ( and true ( not p ) ) )'
    """
    said, place, cost, total, weights = [LOGIC], 0, 0, 0, dict[str, int]()
    for start, tokens in _commands(text):
        name = tokens[1]
        if HARMLESS.fullmatch(name):
            continue
        if name == "exit":
            return
        if name == "reset":
            said, place, cost = [LOGIC], 0, 0
        elif name not in (*SAID, *ASKED) or "\\" in "".join(tokens):
            raise RequestError(f"it has ({' '.join(tokens[1:3])[:60]} ...), which is not read")
        said.append("\n" * text.count("\n", place, start))
        place = start
        own = sum(weights.get(token.strip("|"), 1) for token in tokens)
        own += int(tokens[2]) if name in ("push", "pop") and tokens[2].isdecimal() else 0
        if name == "define-fun" and tokens[3:5] != ["(", ")"]:
            weights[tokens[2].strip("|")] = max(own, weights.get(tokens[2].strip("|"), 0))
        cost += own
        total += cost if name in ASKED else 0
        if max(cost, total) > MOST_SYMBOLS:
            raise RequestError(f"it has more than {MOST_SYMBOLS} symbols, written out and read again at each question")
        if name in ASKED:
            yield "".join([*said, f"( assert ( and true {' '.join(tokens[3:-2])} ) )" if name != "check-sat" else ""])
        elif name in SAID:
            said.append(" ".join(tokens))


def _commands(text: str) -> Iterator[tuple[int, list[str]]]:
    """Where each command starts, and its symbols."""
    place, depth, start, tokens = 0, 0, 0, list[str]()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise RequestError(f"it has a stray {text[place]!r}")
        place, token = match.end(), match["token"]
        if token is None:
            continue
        if not depth:
            start, tokens = match.start(), []
        tokens.append(token)
        depth += (token == "(") - (token == ")")
        if depth > DEEPEST or (token[0].isdecimal() and len(token) > MOST_DIGITS):
            raise RequestError(f"it is nested more than {DEEPEST} deep, or has a number of more than {MOST_DIGITS} digits")
        if depth < 1 and (tokens[0] != "(" or len(tokens) < 3):
            raise RequestError(f"{' '.join(tokens)[:60]} is no command")
        if not depth:
            yield start, tokens
    if depth:
        raise RequestError("a parenthesis is never closed")

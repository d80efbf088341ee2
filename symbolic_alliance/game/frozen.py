"""A mapping that nobody can change, and that can be copied and pickled as `types.MappingProxyType` cannot."""

from typing import Any, NoReturn, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Frozen(dict[Key, Value]):
    """A dictionary without its methods that change it.

    >>> import copy, pickle
    >>> payoffs = Frozen({"A": 1})
    >>> pickle.loads(pickle.dumps(payoffs)) == copy.deepcopy(payoffs) == payoffs
    True
    >>> payoffs["A"] = 2
    Traceback (most recent call last):
        ...
    TypeError: this mapping cannot be changed
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this mapping cannot be changed")

    __setitem__ = __delitem__ = __ior__ = update = pop = popitem = clear = setdefault = _refuse

    def __reduce__(self) -> tuple[type["Frozen[Key, Value]"], tuple[dict[Key, Value]]]:
        return Frozen, (dict(self),)

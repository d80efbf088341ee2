"""A sweep as a table: what is played at many points, a row each.

In:  a derivation with its atlases, and an array of floats for each parameter, by name; shapes broadcast.
Out: a pandas frame.  Its numbers are floats, made to be looked at; what has to be right at a point is asked of `report`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from symbolic_alliance.errors import RequestError
from symbolic_alliance.explore.atlas import Atlases
from symbolic_alliance.explore.sweep import as_floats, made, path_function, quantities

if TYPE_CHECKING:
    import pandas as pd


def sweep_frame(atlases: Atlases, arrays: Mapping[str, Any]) -> "pd.DataFrame":
    """The parameters, the regime and its outcome, and each choice and payoff; no regime and nan where there is none.

    Raises `RequestError` for a missing or an unknown parameter, for arrays whose shapes do not fit, and without pandas.
    """
    try:
        import pandas as pd
    except ImportError:
        raise RequestError("a frame needs pandas: pip install 'symbolic_alliance[notebook]'") from None
    atlas = atlases.game
    missing = [name for name in atlas.parameters.names if name not in arrays]
    if missing:
        raise RequestError(f"a frame needs a value for {', '.join(missing)}")
    names = (*atlas.parameters.names, "regime", "outcome", *made(atlas), *atlas.equilibrium.game.players)
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise RequestError(f"a frame would have two columns that are named {twice}: use function(...) for one of them")
    played, *values = path_function(atlas).columns(**arrays)
    shape = np.broadcast_shapes(played.shape, *(as_floats(name, arrays[name]).shape for name in atlas.parameters.names))
    columns = {name: np.broadcast_to(as_floats(name, arrays[name]), shape).ravel() for name in atlas.parameters.names}
    place = np.broadcast_to(played, shape).ravel().astype(int)
    regimes = atlas.equilibrium.regimes
    columns["regime"] = np.array([*(one.name for one in regimes), None], dtype=object)[place]
    columns["outcome"] = np.array([*(one.outcome for one in regimes), None], dtype=object)[place]
    columns |= {name: np.broadcast_to(one, shape).ravel() for name, one in zip(quantities(atlas), values, strict=True)}
    return pd.DataFrame(columns)

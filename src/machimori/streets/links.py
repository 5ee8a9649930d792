"""Who may go where from each node, as arrays for kernels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Links(NamedTuple):
    """What leaves each node, for kernels: entries ``first[n]`` to ``first[n + 1]``.

    Parameters
    ----------
    first : (n + 1,) array
    heads : (e,) array
        Node at the other end.
    segments : (e,) array
        The segment that leads there.
    """

    first: Ints
    heads: Ints
    segments: Ints

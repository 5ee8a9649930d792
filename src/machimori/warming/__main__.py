"""``python -m machimori.warming``: compile the kernels now, not at their first use.

``python -m machimori.warming flat`` compiles those that a first look at a town needs.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor

from machimori.warming import call_every_kernel, forget_stale, kernels


def main() -> None:
    """Fill what numba keeps on disk; where it cannot, say so and go on."""
    try:
        forget_stale()
        with ProcessPoolExecutor(os.cpu_count()) as executor:
            call_every_kernel(executor, is_flat=sys.argv[1:] == ["flat"])
    except OSError as error:
        print(_REFUSED.format(error=error), file=sys.stderr)  # noqa: T201
        return
    print(_DONE.format(folder=kernels()[0].stats.cache_path))  # noqa: T201


_DONE = "計算の準備ができました / Kernels are compiled: {folder}"
_REFUSED = (
    "計算の準備を保存できませんでした。最初の計算に1分ほどかかります / "
    "Kernels cannot be kept; the first computation will take a minute: {error}"
)

if __name__ == "__main__":
    main()

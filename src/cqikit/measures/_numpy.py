"""NumPy, loaded when a series is first made and not when the room is imported.

Measures, aims and targets are used by programs that never make a series. `np` here is
NumPy to a type checker; at run time it looks names up in NumPy and keeps them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools: TypeAlias = NDArray[np.bool_]
    Floats: TypeAlias = NDArray[np.float64]
    Indexes: TypeAlias = NDArray[np.int64]
    Array: TypeAlias = NDArray[Any]
else:
    # What annotations say at run time, where somebody asks for them.
    Bools = Floats = Indexes = Array = Any

    class _OnFirstUse:
        def __getattr__(self, name: str) -> Any:
            value = getattr(import_module("numpy"), name)
            setattr(self, name, value)
            return value

    np = _OnFirstUse()

__all__ = ["Array", "Bools", "Floats", "Indexes", "np"]

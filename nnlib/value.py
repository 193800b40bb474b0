"""Seven never becomes eight: a value is made once and never changes, so everybody may hold on to it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NoReturn, Self


class Value:
    """An object whose fields are set once, while it is made. A copy of it is itself.

    Two of a class are equal where they tell the same of what they are (`_identity`).
    """

    __slots__ = ()

    def _identity(self) -> Hashable:
        """What is equal in two equal values; the object itself where nobody asks."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self._identity() == other._identity() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._identity())

    def _set(self, **fields: Any) -> None:
        """Set the fields; for the making only."""
        for name, field in fields.items():
            object.__setattr__(self, name, field)

    def __setattr__(self, name: str, field: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} is a value: its {name} cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} is a value: its {name} cannot be deleted")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

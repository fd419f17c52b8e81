"""The type of a list to send; for type checkers, whose ``Sequence[str]`` would take a text for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, SupportsIndex, TypeVar, overload

_T_co = TypeVar("_T_co", covariant=True)


class ListOf(Protocol[_T_co]):
    """A list or a tuple. A text or bytes aren't: of those only a part of them can be ``in``."""

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> _T_co: ...
    @overload
    def __getitem__(self, index: slice, /) -> Any: ...
    def __contains__(self, value: object, /) -> bool: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[_T_co]: ...

"""Fields that hold one of Chatwoot's words."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Any

from chatwoot_client.checks import close_to
from chatwoot_client.models.base.fields import Field, Listed
from chatwoot_client.models.base.introspection import annotations_of

if TYPE_CHECKING:
    from chatwoot_client.models.base.data import View


class _Word(Field):
    """A word of those in the ``Literal`` of its annotation; members of enumerations stand for theirs.

    Where the annotation has ``int`` too, a number is what the server takes as well. Others stand for a member's word.
    """

    __slots__ = ("_name", "_owner", "_said", "closed", "numbered")

    def __init__(self, json_name: str | None, closed: bool, numbered: str) -> None:
        super().__init__(json_name)
        self.closed = closed
        self.numbered = numbered.split()
        self._said: tuple[tuple[str, ...], bool] | None = None

    def __set_name__(self, owner: type[View], name: str) -> None:
        super().__set_name__(owner, name)
        self._owner, self._name = owner, name

    @property
    def words(self) -> tuple[str, ...]:
        return self._annotated()[0]

    def _annotated(self) -> tuple[tuple[str, ...], bool]:
        """The words, and whether a number does as well."""
        if self._said is None:
            said = annotations_of(self._owner)[self._name]
            literal = re.search(r"Literal\[(.*?)\]", said, re.S)
            words = tuple(re.findall(r"""["'](.*?)["']""", literal[1])) if literal else ()
            self._said = words, "int" in re.split(r"\W+", said)
        return self._said

    def sendable(self, where: str, value: Any) -> Any:
        words, numbers = self._annotated()
        word = _word_of(value)
        if isinstance(word, int) and not isinstance(word, bool):
            if numbers:
                return word
            word = self.numbered[word] if 0 <= word < len(self.numbered) else word
        if word in words:
            return word
        told = f"{where} must be one of {', '.join(map(repr, words))}, not {value!r}"
        if not isinstance(word, str):
            raise TypeError(told) if not isinstance(word, int) else ValueError(told)
        near = close_to(word, words)
        if self.closed or near is not None or isinstance(value, Enum):
            raise ValueError(f"{told}; did you mean {near!r}?" if near else told)
        return word


class _Words(Listed):
    """A list of such words."""

    __slots__ = ("_each",)

    def __init__(self, json_name: str | None, closed: bool) -> None:
        super().__init__(json_name, required=False)
        self._each = _Word(json_name, closed, "")

    def __set_name__(self, owner: type[View], name: str) -> None:
        super().__set_name__(owner, name)
        self._each.__set_name__(owner, name)

    def sendable(self, where: str, value: Any) -> Any:
        items = super().sendable(where, value)
        return [self._each.sendable(f"{where}[{position}]", item) for position, item in enumerate(items)]


def _word_of(value: Any) -> Any:
    """What a member of an enumeration stands for: its word, or where it has a number, its name as a word."""
    if not isinstance(value, Enum):
        return value
    return value.value if isinstance(value.value, str) else value.name.lower()


def word(json_name: str | None = None, closed: bool = True, numbered: str = "") -> Any:
    """One of the words that the annotation's ``Literal`` has.

    Parameters:
        closed: whether a server takes no others; where it may know newer ones, only a near miss is refused.
        numbered: the words in the order of the numbers that they are in answers, from 0.
    """
    return _Word(json_name, closed, numbered)


def words(json_name: str | None = None, closed: bool = True) -> Any:
    """A list of the words that the annotation's ``Literal`` has; see :func:`word`."""
    return _Words(json_name, closed)

"""Field specifiers: how a model's attribute reaches its place in the JSON, and what may go out as it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from chatwoot_client.models.base.data import NULL, View, copied


class Field:
    """How an attribute reaches its place in the JSON: handed over as it came.

    A model's class gets a plain ``property`` for each field, which Python reads twice as fast as any other
    descriptor; the specifier itself stays in ``Model._fields``.
    """

    __slots__ = ("json_name", "required")

    def __init__(self, json_name: str | None) -> None:
        self.json_name: str = json_name or ""
        #: Whether a body isn't sent without it.
        self.required: bool = False

    def __set_name__(self, owner: type[View], name: str) -> None:
        self.json_name = self.json_name or name

    def place_of_items(self) -> str:
        """Where the list is that it leads to, as ``.data.payload``; empty where it leads to none."""
        return ""

    def as_property(self) -> property:
        return property(self.getter(), self.setter(), self.deleter())

    def getter(self) -> Callable[[View], Any]:
        name = self.json_name

        def get(model: View) -> Any:
            try:
                return model._json[name]
            except KeyError:
                return None

        return get

    def setter(self) -> Callable[[View, Any], None]:
        name = self.json_name

        def put(model: View, value: Any) -> None:
            if value is None:
                model._json.pop(name, None)
            elif type(value) in _CHANGEABLE:
                # Models take the place of objects in it, which is no business of the caller's.
                model._json[name] = copied(value)
            else:
                model._json[name] = None if value is NULL else value

        return put

    def deleter(self) -> Callable[[View], None]:
        name = self.json_name

        def drop(model: View) -> None:
            model._json.pop(name, None)

        return drop

    @property
    def is_checked(self) -> bool:
        """Whether not any value goes out as it is."""
        return type(self).sendable is not Field.sendable

    def sendable(self, where: str, value: Any) -> Any:
        """*value* as it goes out; *where* is what to call it.

        Raises:
            TypeError, ValueError: it can't be what a server takes there.
        """
        return value


class Listed(Field):
    """A field that holds a list, when it's sent too; *of* what, where a server drops or misreads all else."""

    __slots__ = ("of",)

    def __init__(self, json_name: str | None, required: bool, of: type | None = None) -> None:
        super().__init__(json_name)
        self.required = required
        self.of: type | None = of

    def setter(self) -> Callable[[View, Any], None]:
        put = super().setter()
        name = self.json_name

        def put_list(model: View, value: Any) -> None:
            if isinstance(value, (str, bytes, Mapping, View)):
                check_list(name, value)
            put(model, list(value) if isinstance(value, tuple) else value)

        return put_list

    def sendable(self, where: str, value: Any) -> Any:
        check_list(where, value)
        if self.of is not None:
            for position, item in enumerate(value):
                check_item(f"{where}[{position}]", item, self.of)
        return value


class _Mapped(Field):
    """A field that holds an object with any keys, when it's sent too."""

    __slots__ = ()

    def __init__(self, json_name: str | None, required: bool) -> None:
        super().__init__(json_name)
        self.required = required

    def sendable(self, where: str, value: Any) -> Any:
        if not isinstance(value, (Mapping, View)):
            raise TypeError(f"{where} must be a dict, not {type(value).__name__}")
        return value


class _Ignored(Field):
    """A field that is described, and that every server ignores."""

    __slots__ = ("_belongs",)

    def __init__(self, belongs: str) -> None:
        super().__init__(None)
        self._belongs = belongs

    def sendable(self, where: str, value: Any) -> Any:
        raise TypeError(f"{where} is ignored there: {self._belongs}")


def check_item(where: str, value: Any, kind: type) -> None:
    """See that an item of a list is a text, or a number; what else it may be, a server leaves out in silence.

    Raises:
        TypeError: it's something else.
    """
    # Numbers may be written as text, as forms have them.
    fits = isinstance(value, str) if kind is str else isinstance(value, (int, str)) and not isinstance(value, bool)
    if not fits:
        wanted = "text" if kind is str else "a number"
        raise TypeError(f"{where} must be {wanted}, not {type(value).__name__}")


def check_list(where: str, value: Any) -> Any:
    """*value*, a list; of anything else a server takes nothing, or all that was there away.

    Raises:
        TypeError: it isn't one; *where* is what to call it.
    """
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{where} must be a list, not {type(value).__name__}")
    return value


_new = object.__new__
_CHANGEABLE = (dict, list, tuple)
# The specifiers return Any, so that a model's own annotations are what type checkers see.


def field(json_name: str | None = None) -> Any:
    """A field that is handed over as it came."""
    return Field(json_name)


def listed(json_name: str | None = None, required: bool = False, of: type | None = None) -> Any:
    """A list, which replaces another one where it's *required*, *of* texts or of numbers where nothing else counts."""
    return Listed(json_name, required, of)


def mapped(json_name: str | None = None, required: bool = False) -> Any:
    """An object with any keys, which replaces another one where it's *required*."""
    return _Mapped(json_name, required)


def ignored(belongs: str) -> Any:
    """What is described, and ignored by every server, so that it isn't sent; *belongs* says where it does."""
    return _Ignored(belongs)

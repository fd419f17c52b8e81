"""Model: a typed view over the JSON object that the server sent.

A field is converted when it's read. Nothing the server sent is lost, a field that nobody reads costs nothing, and a
value of an unexpected type is handed over as it came.
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping
from typing import TYPE_CHECKING, Any, Callable, ClassVar, TypeVar

from chatwoot_client.checks import near_miss
from chatwoot_client.models.base.data import CONTAINERS, View, plain, put_together, same, shallow, taken_apart
from chatwoot_client.models.base.fields import Field
from chatwoot_client.models.base.introspection import AttributeMap, ConstructorSignature, SwaggerTypes
from chatwoot_client.models.base.nested import place_of_items
from chatwoot_client.models.base.sending import check_unknown

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        return lambda cls: cls


_Self = TypeVar("_Self", bound="Model")
_SHOWN_DEPTH = 20


class _OneSlot(type):
    """Keeps a model's subclasses to its one slot, so that a misspelt attribute isn't taken for a new one."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        return super().__new__(cls, name, bases, {"__slots__": (), **namespace})


@dataclass_transform()
class Model(View, metaclass=_OneSlot):
    """A JSON object of Chatwoot's API, seen through typed attributes.

    Declared fields are attributes; one that wasn't sent reads None. Constructor parameters are the fields, by
    keyword or in their order; None means "not given", :data:`chatwoot_client.NULL` sends a JSON null.

    Raises:
        TypeError: an unknown field, with the nearest known one.
    """

    _fields: ClassVar[dict[str, Field]] = {}
    #: Names that a server ignores in such an object, and where what they say belongs.
    _elsewhere: ClassVar[dict[str, str]] = {}
    swagger_types: ClassVar[dict[str, str]] = SwaggerTypes()  # type: ignore[assignment]
    attribute_map: ClassVar[dict[str, str]] = AttributeMap()  # type: ignore[assignment]
    if not TYPE_CHECKING:
        __signature__ = ConstructorSignature()

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        cls._fields = {**cls._fields, **own}
        for name, specifier in own.items():
            setattr(cls, name, specifier.as_property())

    if not TYPE_CHECKING:

        def __init__(self, *positional: Any, **fields: Any) -> None:
            self._json = {}
            if len(positional) > len(self._fields):
                raise TypeError(f"{type(self).__name__} has {len(self._fields)} fields, {len(positional)} were given")
            for name, value in zip(self._fields, positional):
                if name in fields:
                    raise TypeError(f"{type(self).__name__}: {name} was given twice")
                setattr(self, name, value)
            for name, value in fields.items():
                if name not in self._fields:
                    if name in self._elsewhere:
                        check_unknown(type(self), name, value)
                    raise TypeError(f"{type(self).__name__} has no field {name!r}{near_miss(name, self._fields)}")
                setattr(self, name, value)

    @classmethod
    def _as_sent(cls, fields: dict[str, Any]) -> dict[str, Any]:
        """What of such an object is sent otherwise than it's said, by the names in JSON."""
        return fields

    @classmethod
    def from_dict(cls: type[_Self], data: Mapping[str, Any] | Model) -> _Self:
        """A model over a copy of *data*, a JSON object or a model; fields that aren't declared are kept.

        Raises:
            TypeError: *data* is neither.
        """
        if not isinstance(data, (Mapping, Model)):
            raise TypeError(f"data must be a mapping, not {type(data).__name__}")
        return view(cls, plain(dict(data)))

    @property
    def additional_properties(self) -> dict[str, Any]:
        """The fields that came and aren't declared, by their JSON names."""
        declared = {specifier.json_name for specifier in self._fields.values()}
        return {name: plain(value) for name, value in self._json.items() if name not in declared}

    # What generated clients gave back as plain dicts is read like one still.

    def __getitem__(self, name: str) -> Any:
        """The field with this JSON name, as it came; a nested object that was read is a model by then."""
        return self._json[name]

    def keys(self) -> KeysView[str]:
        """The JSON names of the fields that came; with them ``dict(model)`` and ``**model`` work."""
        return self._json.keys()

    def __len__(self) -> int:
        return len(self._json)

    def __bool__(self) -> bool:
        """True; an object that came is one, even if it's empty."""
        return True

    def __contains__(self, name: object) -> bool:
        return name in self._json

    def __iter__(self) -> Iterator[str]:
        place = place_of_items(type(self))
        if place:
            raise TypeError(
                f"{type(self).__name__} is no list, but has one in {place}; where that's a page, "
                "the operation's iter_… twin walks all pages. The names of its fields are its keys()"
            )
        return iter(self._json)

    def get(self, name: str, default: Any = None) -> Any:
        """The field with this JSON name, or *default* where it didn't come."""
        return self._json.get(name, default)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, as a deep copy of plain dicts and lists."""
        copied: dict[str, Any] = plain(self)
        return copied

    def to_str(self) -> str:
        """The JSON object, laid out by ``pprint``; ``Ellipsis`` stands for what is nested too deeply for that."""
        from pprint import pformat

        data = self.to_dict()
        try:
            return pformat(data)
        except RecursionError:
            return pformat(shallow(data, _SHOWN_DEPTH))

    def __repr__(self) -> str:
        return self.to_str()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return type(self) is type(other) and same(self, other)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __copy__(self: _Self) -> _Self:
        return view(type(self), dict(self._json))

    def __deepcopy__(self: _Self, memo: dict[int, Any]) -> _Self:
        return view(type(self), self.to_dict())

    def __reduce__(self) -> Any:
        containers, links = taken_apart(self, CONTAINERS)
        for outer, key, _ in links:
            containers[outer][key] = None
        return (_restored, (type(self), containers, links))

    def __dir__(self) -> Iterator[str]:
        return iter(name for name in super().__dir__() if name != "_json")


def view(cls: type[_Self], data: dict[str, Any]) -> _Self:
    """A *cls* over *data* itself, unchecked and uncopied."""
    model = _new(cls)
    model._json = data
    return model


def _restored(cls: type[_Self], containers: list[Any], links: list[tuple[int, Any, int]]) -> _Self:
    return view(cls, put_together(containers, links))


_new = object.__new__


def views(cls: type[_Self], items: list[Any]) -> list[_Self]:
    """A *cls* over each of *items*, JSON objects.

    Raises:
        TypeError: one of them isn't an object.
    """
    models: list[_Self] = []
    append = models.append
    new = _new
    for item in items:
        if type(item) is not dict:
            raise TypeError(f"{type(item).__name__} among the objects")
        model = new(cls)
        model._json = item
        append(model)
    return models

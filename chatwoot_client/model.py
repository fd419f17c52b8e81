"""Models: typed views over the JSON that the server sent.

A :class:`Model` holds the JSON object it came from and converts a field when it's read. Nothing the server sent
is lost, a field that nobody reads costs nothing, and a value of an unexpected type is handed over as it came.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Callable, ClassVar, TypeVar

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        return lambda cls: cls


__all__ = [
    "NULL",
    "FloatTimestamp",
    "Model",
    "Timestamp",
    "epoch",
    "field",
    "float_epoch",
    "iso",
    "json_default",
    "nested",
    "nested_list",
    "plain",
    "to_json",
]

_Self = TypeVar("_Self", bound="Model")


class _Null:
    """The type of :data:`NULL`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NULL"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "NULL"


#: Sends an explicit JSON null, where None means "not given".
NULL: Any = _Null()


class _Moment:
    """What both kinds of timestamp know."""

    __slots__ = ()

    @property
    def datetime(self) -> datetime.datetime | None:
        """The moment in UTC; None for 0, which stands for never, and for what a datetime can't hold."""
        if not self:
            return None
        try:
            moment: datetime.datetime = _EPOCH + datetime.timedelta(seconds=float(self))  # type: ignore[arg-type]
        except (OverflowError, ValueError):
            return None
        return moment


class Timestamp(_Moment, int):
    """Seconds since 1970 as the whole number that the server sent; 0 where something never happened."""

    __slots__ = ()


class FloatTimestamp(_Moment, float):
    """Seconds since 1970 with their fraction."""

    __slots__ = ()


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class _Field:
    """How an attribute reaches its place in the JSON: handed over as it came.

    A model's class gets a plain ``property`` for each field, which Python reads twice as fast as any other
    descriptor; the specifier itself stays in ``Model._fields``.
    """

    __slots__ = ("json_name",)

    def __init__(self, json_name: str | None) -> None:
        self.json_name: str = json_name or ""

    def __set_name__(self, owner: type[Model], name: str) -> None:
        self.json_name = self.json_name or name

    def as_property(self) -> property:
        return property(self.getter(), self.setter(), self.deleter())

    def getter(self) -> Callable[[Model], Any]:
        name = self.json_name

        def get(model: Model) -> Any:
            try:
                return model._json[name]
            except KeyError:
                return None

        return get

    def setter(self) -> Callable[[Model, Any], None]:
        name = self.json_name

        def put(model: Model, value: Any) -> None:
            if value is None:
                model._json.pop(name, None)
            else:
                model._json[name] = None if value is NULL else value

        return put

    def deleter(self) -> Callable[[Model], None]:
        name = self.json_name

        def drop(model: Model) -> None:
            model._json.pop(name, None)

        return drop


class _Time(_Field):
    """A time: a ``datetime`` that's put there is kept as what the server takes."""

    __slots__ = ()

    def setter(self) -> Callable[[Model, Any], None]:
        put = super().setter()
        written = self.written

        def put_written(model: Model, value: Any) -> None:
            put(model, written(value) if isinstance(value, datetime.date) else value)

        return put_written

    def written(self, moment: datetime.date) -> Any:
        return moment.isoformat()


class _Epoch(_Time):
    __slots__ = ()

    def written(self, moment: datetime.date) -> Any:
        return int(seconds_of(self.json_name, moment))

    def getter(self) -> Callable[[Model], Any]:
        name = self.json_name

        def get(model: Model) -> Any:
            value = model._json.get(name)
            return Timestamp(value) if type(value) is int else value

        return get


class _FloatEpoch(_Time):
    __slots__ = ()

    def written(self, moment: datetime.date) -> Any:
        return seconds_of(self.json_name, moment)

    def getter(self) -> Callable[[Model], Any]:
        name = self.json_name

        def get(model: Model) -> Any:
            value = model._json.get(name)
            if type(value) is not float and type(value) is not int:
                return value
            try:
                return FloatTimestamp(value)
            except OverflowError:
                return value

        return get


class _Iso(_Time):
    __slots__ = ()

    def getter(self) -> Callable[[Model], Any]:
        name = self.json_name

        def get(model: Model) -> Any:
            value = model._json.get(name)
            return iso_datetime(value) if isinstance(value, str) else value

        return get


class _Nested(_Field):
    """A field that holds an object, handed over as a model.

    The model takes the place of its object in the JSON, so that each read gives the same one and a change
    through it shows in ``to_dict()``.
    """

    __slots__ = ("model_name",)

    def __init__(self, json_name: str | None, model_name: str) -> None:
        super().__init__(json_name)
        self.model_name = model_name

    def getter(self) -> Callable[[Model], Any]:
        name, model_name = self.json_name, self.model_name
        cls: type[Model] | None = None

        def get(model: Model) -> Any:
            holder = model._json
            value = holder.get(name)
            if type(value) is dict:
                nonlocal cls
                cls = cls or find_model(model_name)
                data, value = value, _new(cls)
                value._json = data
                # Another thread may have been faster meanwhile, whose model is the one to keep then.
                if holder[name] is data:
                    holder[name] = value
                else:
                    value = holder[name]
            return value

        return get


class _NestedList(_Nested):
    __slots__ = ()

    def getter(self) -> Callable[[Model], Any]:
        name, model_name = self.json_name, self.model_name

        def get(model: Model) -> Any:
            value = model._json.get(name)
            if type(value) is list:
                for position, item in enumerate(value):
                    if type(item) is dict:
                        made = view(find_model(model_name), item)
                        if value[position] is item:
                            value[position] = made
            return value

        return get

    def setter(self) -> Callable[[Model, Any], None]:
        put = super().setter()

        def put_own(model: Model, value: Any) -> None:
            # Models take the place of objects in it, which is no business of the caller's list.
            put(model, list(value) if isinstance(value, (list, tuple)) else value)

        return put_own


# The specifiers return Any, so that a model's own annotations are what type checkers see.


def field(json_name: str | None = None) -> Any:
    """A field that is handed over as it came."""
    return _Field(json_name)


def epoch(json_name: str | None = None) -> Any:
    """A :class:`Timestamp`."""
    return _Epoch(json_name)


def float_epoch(json_name: str | None = None) -> Any:
    """A :class:`FloatTimestamp`."""
    return _FloatEpoch(json_name)


def iso(json_name: str | None = None) -> Any:
    """An aware ``datetime``, sent as ISO 8601 text."""
    return _Iso(json_name)


def nested(model: str, json_name: str | None = None) -> Any:
    """An object, handed over as the model of that name."""
    return _Nested(json_name, model)


def nested_list(model: str, json_name: str | None = None) -> Any:
    """A list of objects, each handed over as the model of that name."""
    return _NestedList(json_name, model)


def annotations_of(cls: type[Model]) -> dict[str, str]:
    """What a model's attributes are annotated with, those of its bases first; as text, since it's never evaluated."""
    texts: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        texts.update(each.__dict__.get("__annotations__", {}))  # noqa: RUF063 - kept as text
    return texts


class _SwaggerTypes:
    """Lists a model's types as generated clients do; worked out from the annotations' text when asked for."""

    def __get__(self, model: Model | None, owner: type[Model]) -> dict[str, str]:
        return {name: _swagger_type(text) for name, text in annotations_of(owner).items() if name in owner._fields}


class _AttributeMap:
    """Maps attribute names to JSON names."""

    def __get__(self, model: Model | None, owner: type[Model]) -> dict[str, str]:
        return {name: specifier.json_name for name, specifier in owner._fields.items()}


class _Signature:
    """The constructor's real parameters, for ``inspect.signature``; worked out when asked for."""

    def __get__(self, model: Model | None, owner: type[Model]) -> Any:
        from inspect import Parameter, Signature

        kind = Parameter.POSITIONAL_OR_KEYWORD
        return Signature([Parameter(name, kind, default=None) for name in owner._fields])


class _OneSlot(type):
    """Keeps a model's subclasses to its one slot, so that a misspelt attribute isn't taken for a new one."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        return super().__new__(cls, name, bases, {"__slots__": (), **namespace})


@dataclass_transform()
class Model(metaclass=_OneSlot):
    """A JSON object of Chatwoot's API, seen through typed attributes.

    Declared fields are attributes; one that wasn't sent reads None. Constructor parameters are the fields, by
    keyword or in their order; None means "not given", :data:`chatwoot_client.NULL` sends a JSON null.

    Raises:
        TypeError: an unknown field, with the nearest known one.
    """

    __slots__ = ("_json",)

    _json: dict[str, Any]
    _fields: ClassVar[dict[str, _Field]] = {}
    swagger_types: ClassVar[dict[str, str]] = _SwaggerTypes()  # type: ignore[assignment]
    attribute_map: ClassVar[dict[str, str]] = _AttributeMap()  # type: ignore[assignment]
    if not TYPE_CHECKING:
        __signature__ = _Signature()

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, _Field)}
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
                    raise TypeError(f"{type(self).__name__} has no field {name!r}{near_miss(name, self._fields)}")
                setattr(self, name, value)

    @classmethod
    def from_dict(cls: type[_Self], data: Mapping[str, Any]) -> _Self:
        """A model over a copy of *data*, a JSON object; fields that aren't declared are kept.

        Raises:
            TypeError: *data* is not a mapping.
        """
        if not isinstance(data, Mapping):
            raise TypeError(f"data must be a mapping, not {type(data).__name__}")
        return view(cls, plain(dict(data)))

    @property
    def additional_properties(self) -> dict[str, Any]:
        """The fields that came and aren't declared, by their JSON names."""
        declared = {specifier.json_name for specifier in self._fields.values()}
        return {name: plain(value) for name, value in self._json.items() if name not in declared}

    # What generated clients gave back as plain dicts is read like one still.

    def __getitem__(self, name: str) -> Any:
        """The field with this JSON name, as it came; a nested object may be a model already."""
        return self._json[name]

    def __contains__(self, name: object) -> bool:
        return name in self._json

    def __iter__(self) -> Iterator[str]:
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
            return pformat(_shallow(data, _SHOWN_DEPTH))

    def __repr__(self) -> str:
        return self.to_str()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return type(self) is type(other) and _same(self, other)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __copy__(self: _Self) -> _Self:
        return view(type(self), dict(self._json))

    def __deepcopy__(self: _Self, memo: dict[int, Any]) -> _Self:
        return view(type(self), self.to_dict())

    def __reduce__(self) -> Any:
        containers, links = _taken_apart(self)
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
    return view(cls, _put_together(containers, links))


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


def plain(value: Any) -> Any:
    """A deep copy of JSON data, models in it turned back into dicts."""
    return _put_together(*_taken_apart(value))


# What json.loads could read may be nested deeper than Python's calls, so none of these three calls itself.


def _taken_apart(value: Any) -> tuple[list[Any], list[tuple[int, Any, int]]]:
    """Copies of all containers in JSON data, each by itself, and what belongs into what: (outer, key, inner)."""
    containers: list[Any] = [[value]]
    links = []
    known: dict[int, int] = {}
    for outer, container in enumerate(containers):
        for key, item in container.items() if isinstance(container, dict) else enumerate(container):
            if isinstance(item, _CONTAINERS):
                original = item._json if isinstance(item, Model) else item
                inner = known.setdefault(id(original), len(containers))
                if inner == len(containers):
                    containers.append(dict(original) if isinstance(original, dict) else list(original))
                links.append((outer, key, inner))
            elif isinstance(item, tuple):
                container[key] = tuple(map(plain, item))
    return containers, links


def _put_together(containers: list[Any], links: list[tuple[int, Any, int]]) -> Any:
    for outer, key, inner in links:
        containers[outer][key] = containers[inner]
    return containers[0][0]


def _same(one: Any, other: Any) -> bool:
    """Whether two pieces of JSON data are equal, whatever in them has become a model."""
    work = [(one, other)]
    known = set()
    while work:
        one, other = (item._json if isinstance(item, Model) else item for item in work.pop())
        if (id(one), id(other)) in known:
            continue
        if isinstance(one, dict) and isinstance(other, dict):
            if one.keys() != other.keys():
                return False
            pairs = [(one[key], other[key]) for key in one]
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                return False
            pairs = list(zip(one, other))
        elif one is other or one == other:
            continue
        else:
            return False
        known.add((id(one), id(other)))
        work += pairs
    return True


def _shallow(value: Any, depth: int) -> Any:
    if not depth and isinstance(value, _CONTAINERS):
        return ...
    if isinstance(value, dict):
        return {key: _shallow(item, depth - 1) for key, item in value.items()}
    return [_shallow(item, depth - 1) for item in value] if isinstance(value, list) else value


_CONTAINERS = (dict, list, Model)
_SHOWN_DEPTH = 20


def json_default(value: Any) -> Any:
    """What stands in JSON for a value that JSON itself doesn't know.

    Raises:
        ValueError: nothing does.
    """
    if isinstance(value, Model):
        return value._json
    if value is NULL:
        return None
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise ValueError(f"JSON can't carry a {type(value).__name__}")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=json_default).encode


def to_json(value: Any, where: str) -> bytes:
    """*value* as JSON; *where* is what to call it in an error.

    Raises:
        ValueError: something in it that JSON or UTF-8 can't carry: NaN, a set, a circle, a lone surrogate.
    """
    try:
        return _encode(value).encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{where} has a lone surrogate, which UTF-8 can't carry") from None
    except RecursionError:
        raise ValueError(f"{where} is nested too deeply for JSON") from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where} can't be sent as JSON: {error}") from None


def iso_datetime(text: str) -> Any:
    """The aware ``datetime`` that ISO 8601 *text* stands for, or *text* itself where it stands for none."""
    from dateutil.parser import isoparse

    try:
        moment = isoparse(text)
    except (ValueError, OverflowError):
        return text
    # Chatwoot's times are UTC throughout, so one without an offset is too.
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.timezone.utc)


def seconds_of(name: str, moment: datetime.date) -> float:
    """The seconds from 1970 to *moment*.

    Raises:
        ValueError: it doesn't say in which time zone; *name* is what to call it.
    """
    if not isinstance(moment, datetime.datetime) or moment.tzinfo is None:
        raise ValueError(f"{name} must have a time zone, such as datetime.timezone.utc")
    return moment.timestamp()


def near_miss(name: str, known: Any) -> str:
    """A hint for a misspelt *name*: the nearest of the *known* ones, or all of them."""
    from difflib import get_close_matches

    nearest = get_close_matches(name, list(known), 1, 0.5)
    if nearest:
        return f"; did you mean {nearest[0]!r}?"
    return f"; there are {', '.join(known)}" if known else ""


def find_model(name: str) -> type[Model]:
    """The model that the package exports under *name*.

    Raises:
        ValueError: there is none.
    """
    import chatwoot_client

    found = getattr(chatwoot_client, name, None)
    if not (isinstance(found, type) and issubclass(found, Model)):
        raise ValueError(f"there is no model {name!r}")
    return found


def _swagger_type(annotation: str) -> str:
    """The name that ``deserialize`` has for what an annotation says; a union's is ``object``."""
    kind = annotation.replace("Timestamp", "int").replace("Floatint", "float").replace("datetime.datetime", "datetime")
    kind = kind.replace(" | None", "").strip()
    listed = re.fullmatch(r"(?:list|Sequence)\[([^|]*)\]", kind)
    if listed:
        return f"list[{_swagger_type(listed[1])}]"
    return kind if kind.isidentifier() and kind not in ("Any", "Attachment") else "object"

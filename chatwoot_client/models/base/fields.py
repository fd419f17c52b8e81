"""Field specifiers: how a model's attribute reaches its place in the JSON."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.models.base.data import NULL, View, copied
from chatwoot_client.models.base.moments import FloatTimestamp, Timestamp, iso_datetime, seconds_of

if TYPE_CHECKING:
    from chatwoot_client.models.base.model import Model


class Field:
    """How an attribute reaches its place in the JSON: handed over as it came.

    A model's class gets a plain ``property`` for each field, which Python reads twice as fast as any other
    descriptor; the specifier itself stays in ``Model._fields``.
    """

    __slots__ = ("json_name",)

    def __init__(self, json_name: str | None) -> None:
        self.json_name: str = json_name or ""

    def __set_name__(self, owner: type[Model], name: str) -> None:
        self.json_name = self.json_name or name

    def place_of_items(self) -> str:
        """Where the list is that it leads to, as ``.data.payload``; empty where it leads to none."""
        return ""

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
            elif type(value) in _CHANGEABLE:
                # Models take the place of objects in it, which is no business of the caller's.
                model._json[name] = copied(value)
            else:
                model._json[name] = None if value is NULL else value

        return put

    def deleter(self) -> Callable[[Model], None]:
        name = self.json_name

        def drop(model: Model) -> None:
            model._json.pop(name, None)

        return drop


class _Time(Field):
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


class _AnyMoment(_FloatEpoch):
    """A time that comes in either form: what's delivered has both, sometimes for one field."""

    __slots__ = ()

    def getter(self) -> Callable[[Model], Any]:
        read = super().getter()

        def get(model: Model) -> Any:
            value = read(model)
            if not isinstance(value, str):
                return value
            moment = iso_datetime(value)
            return moment if moment is value else FloatTimestamp(moment.timestamp())

        return get


class _Nested(Field):
    """A field that holds an object, handed over as a model.

    The model takes the place of its object in the JSON, so that each read gives the same one and a change
    through it shows in ``to_dict()``.
    """

    __slots__ = ("_home", "_model", "_model_name")

    def __init__(self, json_name: str | None, model_name: str) -> None:
        super().__init__(json_name)
        self._model_name = model_name
        self._model: type[Model] | None = None

    def __set_name__(self, owner: type[Model], name: str) -> None:
        super().__set_name__(owner, name)
        self._home = owner.__module__

    @property
    def model(self) -> type[Model]:
        """The model of the object, looked up when it's first needed: beside its owner, then among all models."""
        if self._model is None:
            self._model = find_model(self._model_name, self._home)
        return self._model

    def place_of_items(self) -> str:
        inside = place_of_items(self.model)
        return f".{self.json_name}{inside}" if inside else ""

    def getter(self) -> Callable[[Model], Any]:
        name = self.json_name
        cls: type[Model] | None = None

        def get(model: Model) -> Any:
            holder = model._json
            value = holder.get(name)
            if type(value) is dict:
                nonlocal cls
                cls = cls or self.model
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

    def place_of_items(self) -> str:
        return f".{self.json_name}"

    def getter(self) -> Callable[[Model], Any]:
        name = self.json_name

        def get(model: Model) -> Any:
            value = model._json.get(name)
            if type(value) is list:
                for position, item in enumerate(value):
                    if type(item) is dict:
                        made = _new(self.model)
                        made._json = item
                        if value[position] is item:
                            value[position] = made
            return value

        return get

    def setter(self) -> Callable[[Model, Any], None]:
        put = super().setter()

        def put_list(model: Model, value: Any) -> None:
            put(model, list(value) if isinstance(value, tuple) else value)

        return put_list


_new = object.__new__
_CHANGEABLE = (dict, list, tuple)
#: The package that this one stands in; it loads a model's module when it's asked for a name.
_MODELS = __name__.partition(".base.")[0]


def find_model(name: str, home: str = _MODELS) -> type[Model]:
    """The model of that *name* in the module *home*, or among the package's models.

    Raises:
        ValueError: there is none.
    """
    for module in (home, _MODELS):
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and issubclass(found, View):
            return found  # type: ignore[return-value]
    raise ValueError(f"there is no model {name!r}")


#: What an envelope has besides its list.
_PAGING = ("meta", "current_page", "per_page", "total_entries")


def place_of_items(cls: type[Model]) -> str:
    """Where a model that's no more than the envelope of a list has it, as ``.data.payload``; empty for other models."""
    fields = [specifier for name, specifier in cls._fields.items() if name not in _PAGING]
    return fields[0].place_of_items() if len(fields) == 1 else ""


# The specifiers return Any, so that a model's own annotations are what type checkers see.


def field(json_name: str | None = None) -> Any:
    """A field that is handed over as it came."""
    return Field(json_name)


def epoch(json_name: str | None = None) -> Any:
    """A :class:`Timestamp`."""
    return _Epoch(json_name)


def float_epoch(json_name: str | None = None) -> Any:
    """A :class:`FloatTimestamp`."""
    return _FloatEpoch(json_name)


def moment(json_name: str | None = None) -> Any:
    """A :class:`FloatTimestamp` of seconds or of ISO 8601 text, whichever came."""
    return _AnyMoment(json_name)


def iso(json_name: str | None = None) -> Any:
    """An aware ``datetime``, sent as ISO 8601 text."""
    return _Iso(json_name)


def nested(model: str, json_name: str | None = None) -> Any:
    """An object, handed over as the model of that name."""
    return _Nested(json_name, model)


def nested_list(model: str, json_name: str | None = None) -> Any:
    """A list of objects, each handed over as the model of that name."""
    return _NestedList(json_name, model)

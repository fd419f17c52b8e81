"""Fields that hold objects, handed over as models."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Callable

from chatwoot_client.models.base.data import View
from chatwoot_client.models.base.fields import Field, check_list
from chatwoot_client.models.base.sending import sendable, sendable_by_any

_new = object.__new__


class _Nested(Field):
    """A field that holds an object, handed over as a model.

    The model takes the place of its object in the JSON, so that each read gives the same one and a change
    through it shows in ``to_dict()``.
    """

    __slots__ = ("_home", "_model", "_model_name")

    def __init__(self, json_name: str | None, model_name: str) -> None:
        super().__init__(json_name)
        self._model_name = model_name
        self._model: type[View] | None = None

    def __set_name__(self, owner: type[View], name: str) -> None:
        super().__set_name__(owner, name)
        self._home = owner.__module__

    @property
    def model(self) -> type[View]:
        """The model of the object, looked up when it's first needed: beside its owner, then among all models."""
        if self._model is None:
            self._model = find_model(self._model_name, self._home)
        return self._model

    def place_of_items(self) -> str:
        inside = place_of_items(self.model)
        return f".{self.json_name}{inside}" if inside else ""

    def getter(self) -> Callable[[View], Any]:
        name = self.json_name
        cls: type[View] | None = None

        def get(model: View) -> Any:
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

    def sendable(self, where: str, value: Any) -> Any:
        if not isinstance(value, (Mapping, View)):
            raise TypeError(f"{where} must be a dict or a {self._model_name}, not {type(value).__name__}")
        return sendable(self.model, value, f"{where}.")


class _NestedList(_Nested):
    __slots__ = ()

    def place_of_items(self) -> str:
        return f".{self.json_name}"

    def getter(self) -> Callable[[View], Any]:
        name = self.json_name

        def get(model: View) -> Any:
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

    def setter(self) -> Callable[[View, Any], None]:
        put = super().setter()

        def put_list(model: View, value: Any) -> None:
            put(model, list(value) if isinstance(value, tuple) else value)

        return put_list

    def sendable(self, where: str, value: Any) -> Any:
        one = super().sendable
        return [one(f"{where}[{position}]", item) for position, item in enumerate(check_list(where, value))]


#: What an envelope has besides its list.
_PAGING = ("meta", "current_page", "per_page", "total_entries")


def place_of_items(cls: type[View]) -> str:
    """Where a model that's no more than the envelope of a list has it, as ``.data.payload``; empty for other models."""
    fields = [specifier for name, specifier in cls._fields.items() if name not in _PAGING]
    return fields[0].place_of_items() if len(fields) == 1 else ""


class _Variant(Field):
    """A field that holds an object of one of several models, which a field of its own tells."""

    __slots__ = ("_home", "_models", "_told_by")

    def __init__(self, told_by: str, models: dict[str, str]) -> None:
        super().__init__(None)
        self._told_by = told_by
        self._models = models

    def __set_name__(self, owner: type[View], name: str) -> None:
        super().__set_name__(owner, name)
        self._home = owner.__module__

    def sendable(self, where: str, value: Any) -> Any:
        if isinstance(value, View):
            return sendable(type(value), value, f"{where}.")
        if not isinstance(value, Mapping):
            raise TypeError(f"{where} must be a dict or a model, not {type(value).__name__}")
        told = value.get(self._told_by)
        if told in self._models:
            return sendable(find_model(self._models[told], self._home), value, f"{where}.")
        return sendable_by_any([find_model(name, self._home) for name in self._models.values()], value, f"{where}.")


#: The package that this one stands in; it loads a model's module when it's asked for a name.
_MODELS = __name__.partition(".base.")[0]


def find_model(name: str, home: str = _MODELS) -> type[View]:
    """The model of that *name* in the module *home*, or among the package's models.

    Raises:
        ValueError: there is none.
    """
    for module in (home, _MODELS):
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and issubclass(found, View):
            return found
    raise ValueError(f"there is no model {name!r}")


def nested(model: str, json_name: str | None = None) -> Any:
    """An object, handed over as the model of that name."""
    return _Nested(json_name, model)


def nested_list(model: str, json_name: str | None = None) -> Any:
    """A list of objects, each handed over as the model of that name."""
    return _NestedList(json_name, model)


def variant(told_by: str, **models: str) -> Any:
    """An object that is sent, of the model that its field *told_by* tells by a word, or of any of them without one."""
    return _Variant(told_by, models)

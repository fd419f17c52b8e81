"""What is sent is checked as a model's constructor is, in plain data and in models alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable, Optional

from chatwoot_client.checks import close_to, is_whole_number
from chatwoot_client.models.base.data import NULL, View
from chatwoot_client.models.base.introspection import annotations_of

if TYPE_CHECKING:
    from chatwoot_client.models.base.fields import Field

    #: What makes a value one that goes out; None where any does.
    Check = Optional[Callable[[str, Any], Any]]

#: By model, the checks of its fields by their names in JSON, and those names that a body isn't sent without.
_known: dict[type[View], tuple[dict[str, Check], list[str]]] = {}


def sendable(cls: type[View], data: Mapping[str, Any] | View, where: str = "", within: str | None = None) -> Any:
    """The fields of *data* as a server takes them from a *cls*; what isn't known goes out as it is.

    Parameters:
        where: what to call the object before a field's name.
        within: the name that the fields may be nested under.

    Raises:
        TypeError: a misspelt name, one that a server is known to ignore there, or a value of a wrong kind.
        ValueError: a value that a server would take for another one or for none, or one that's missing.
    """
    checks, required = _known.get(cls) or _learnt(cls)
    given = data._json if isinstance(data, View) else data
    if within is not None and isinstance(given.get(within), (Mapping, View)):
        return {**given, within: sendable(cls, given[within], f"{where}{within}.")}
    sent = {}
    for name, value in given.items():
        if name not in checks:
            check_unknown(cls, name, value, where)
        else:
            check = checks[name]
            if check is not None and value is not None and value is not NULL:
                value = check(where + name, value)
        sent[name] = value
    for name in required:
        if sent.get(name) in (None, NULL):
            raise ValueError(f"{where}{name} is missing; it replaces all that was there, so an empty one empties it")
    return cls._as_sent(sent)


def sendable_by_any(classes: list[type[View]], data: Mapping[str, Any], where: str) -> Any:
    """*data* as a server takes it from one of several models, where nothing tells from which.

    Raises:
        TypeError: a name that none of them has, and that is a mistake for one.
    """
    known = {name for cls in classes for name in _names(cls)}
    for name, value in data.items():
        if name not in known:
            for cls in classes:
                check_unknown(cls, name, value, where)
    return data


def check_unknown(cls: type[View], name: str, value: Any, where: str = "") -> None:
    """See that a name which *cls* doesn't declare isn't a mistake that's known.

    Raises:
        TypeError: it is.
    """
    if name in cls._elsewhere:
        raise TypeError(f"{where}{name} is ignored there: {cls._elsewhere[name]}")
    near = close_to(name, _names(cls)) if isinstance(name, str) else None
    # An object under a field's shorter name is what Rails has fields in.
    if near is not None and not (isinstance(value, (Mapping, View)) and near.startswith(f"{name}_")):
        raise TypeError(f"{where}{name} is no field of {cls.__name__}; did you mean {near!r}?")


def _names(cls: type[View]) -> list[str]:
    return list((_known.get(cls) or _learnt(cls))[0])


def _learnt(cls: type[View]) -> tuple[dict[str, Check], list[str]]:
    annotations = annotations_of(cls)
    checks = {each.json_name: _check_of(each, annotations[name]) for name, each in cls._fields.items()}
    known = _known[cls] = checks, [each.json_name for each in cls._fields.values() if each.required]
    return known


def _check_of(field: Field, annotation: str) -> Check:
    if field.is_checked:
        return field.sendable
    return _record_id if annotation == "int | None" and field.json_name.endswith("_id") else None


def _record_id(where: str, value: Any) -> Any:
    # A server takes anything else for the id of nobody, and takes away by a 200 who was there.
    if is_whole_number(value) or (isinstance(value, str) and value.isdecimal()):
        return value
    told = value if isinstance(value, str) else type(value).__name__
    raise TypeError(f"{where} must be a number, the id of a record, not {told!r}")

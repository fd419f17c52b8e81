"""JSON data in which objects may have become models: copied, compared, written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar


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


class View:
    """What holds a JSON object and shows it in another way; a model is one."""

    __slots__ = ("_json",)

    _json: dict[str, Any]
    #: What a class of models knows of its fields, by their names.
    _fields: ClassVar[dict[str, Any]]
    _elsewhere: ClassVar[dict[str, str]]

    if TYPE_CHECKING:

        @classmethod
        def _as_sent(cls, fields: dict[str, Any]) -> dict[str, Any]:
            """The fields of a body as a server takes them."""
            ...


#: What JSON data is nested in.
CONTAINERS = (dict, list, View)


def plain(value: Any) -> Any:
    """A deep copy of JSON data, models in it turned back into dicts."""
    return put_together(*taken_apart(value, CONTAINERS))


def copied(value: Any) -> Any:
    """A copy of the dicts and lists in JSON data all the way down; models in it stay the objects that they are."""
    return put_together(*taken_apart(value, (dict, list)))


# What json.loads could read may be nested deeper than Python's calls, so none of these three calls itself.


def taken_apart(value: Any, kinds: tuple[Any, ...]) -> tuple[list[Any], list[tuple[int, Any, int]]]:
    """Copies of all containers of these *kinds* in JSON data, each by itself, and what belongs into what.

    The latter as (outer, key, inner), by their places in the former.
    """
    containers: list[Any] = [[value]]
    links = []
    known: dict[int, int] = {}
    for outer, container in enumerate(containers):
        for key, item in container.items() if isinstance(container, dict) else enumerate(container):
            if isinstance(item, kinds):
                original = item._json if isinstance(item, View) else item
                inner = known.setdefault(id(original), len(containers))
                if inner == len(containers):
                    containers.append(dict(original) if isinstance(original, dict) else list(original))
                links.append((outer, key, inner))
            elif isinstance(item, tuple):
                container[key] = tuple(put_together(*taken_apart(each, kinds)) for each in item)
    return containers, links


def put_together(containers: list[Any], links: list[tuple[int, Any, int]]) -> Any:
    for outer, key, inner in links:
        containers[outer][key] = containers[inner]
    return containers[0][0]


def same(one: Any, other: Any) -> bool:
    """Whether two pieces of JSON data are equal, whatever in them has become a model."""
    work = [(one, other)]
    known = set()
    while work:
        one, other = (item._json if isinstance(item, View) else item for item in work.pop())
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


def shallow(value: Any, depth: int) -> Any:
    if not depth and isinstance(value, CONTAINERS):
        return ...
    if isinstance(value, dict):
        return {key: shallow(item, depth - 1) for key, item in value.items()}
    return [shallow(item, depth - 1) for item in value] if isinstance(value, list) else value


def json_default(value: Any) -> Any:
    """What stands in JSON for a value that JSON itself doesn't know.

    Raises:
        ValueError: nothing does.
    """
    if isinstance(value, View):
        return value._json
    if value is NULL:
        return None
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise ValueError(f"JSON has nothing for the type {type(value).__name__}")


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

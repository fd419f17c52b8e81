"""Holds a model's fields against the types that they're declared as."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Iterator
from typing import Any

import chatwoot_client
from chatwoot_client import Model


def models_in(result: Any) -> Iterator[Model]:
    """Every model in a result, the ones in the fields of others too."""
    if isinstance(result, Model):
        yield result
        for name in result.attribute_map:
            yield from models_in(getattr(result, name))
    elif isinstance(result, (list, dict)):
        for item in result.values() if isinstance(result, dict) else result:
            yield from models_in(item)


def misfits(model: Model) -> Iterator[str]:
    declared = annotations_of(type(model))
    for name in model.attribute_map:
        value = getattr(model, name)
        if value is not None and not fits(value, declared[name]):
            yield f"{type(model).__name__}.{name}: {value!r:.80} is no {ast.unparse(declared[name])}"


def annotations_of(model: type[Model]) -> dict[str, ast.expr]:
    texts: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        texts.update(cls.__dict__.get("__annotations__", {}))  # noqa: RUF063 - kept as text
    return {name: ast.parse(str(texts[name]), mode="eval").body for name in model.attribute_map}


#: What a value is that is annotated so; a whole number will do for a float.
KINDS: dict[str, Any] = {
    "Any": object,
    "None": type(None),
    "object": object,
    "bool": bool,
    "datetime.datetime": datetime.datetime,
    "dict": dict,
    "float": (float, int),
    "FloatTimestamp": chatwoot_client.FloatTimestamp,
    "int": int,
    "list": list,
    "Mapping": dict,
    "ListOf": list,
    "Sequence": list,
    "str": str,
    "Timestamp": chatwoot_client.Timestamp,
}


def fits(value: Any, annotation: ast.expr) -> bool:
    """Whether a value is of an annotated type."""
    if isinstance(annotation, ast.BinOp):
        return fits(value, annotation.left) or fits(value, annotation.right)
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Literal":
        return value in ast.literal_eval(annotation.slice)
    if isinstance(annotation, ast.Subscript):
        if not fits(value, annotation.value):
            return False
        of = annotation.slice
        if isinstance(of, ast.Tuple):
            return all(fits(key, of.elts[0]) and fits(item, of.elts[1]) for key, item in value.items())
        return all(fits(item, of) for item in value)
    name = ast.unparse(annotation)
    kind = KINDS.get(name) or getattr(chatwoot_client, name)
    return isinstance(value, kind) and (kind in (bool, object) or not isinstance(value, bool))

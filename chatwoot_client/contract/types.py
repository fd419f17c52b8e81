"""What JSON the client's annotations allow."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import chatwoot_client
from chatwoot_client.contract.operations import Operation
from chatwoot_client.models.base import Model, annotations_of

__all__ = ["annotation_of_answer", "annotation_of_body", "annotations_in_json", "json_types", "parameters_of", "shown"]

_LISTS = ("ListOf", "Sequence", "list")
#: What JSON is read as what is annotated so.
_JSON_TYPES = {
    "Any": "any",
    "bool": "boolean",
    "datetime.datetime": "string",
    "float": "number",
    "FloatTimestamp": "number",
    "int": "integer",
    "Json": "object",
    "None": "null",
    "object": "any",
    "str": "string",
    "Timestamp": "integer",
}


def json_types(annotation: ast.expr) -> Iterator[tuple[str, Any]]:
    """The types of JSON that an annotation allows, with the type of a list's items, or the model for an object."""
    if isinstance(annotation, ast.BinOp):
        yield from json_types(annotation.left)
        yield from json_types(annotation.right)
    elif isinstance(annotation, ast.Subscript):
        listed = ast.unparse(annotation.value) in _LISTS
        yield ("array", annotation.slice) if listed else ("object", None)
    else:
        name = ast.unparse(annotation)
        model = None if name in _JSON_TYPES else getattr(chatwoot_client, name, None)
        is_model = isinstance(model, type) and issubclass(model, Model)
        yield ("object", model) if is_model else (_JSON_TYPES.get(name, "any"), None)


def annotations_in_json(model: type[Model]) -> dict[str, ast.expr]:
    """The annotations of a model's fields, by their names in JSON."""
    texts = annotations_of(model)
    return {name: _parsed(texts[attribute]) for attribute, name in model.attribute_map.items()}


def parameters_of(operation: Operation) -> Mapping[str, inspect.Parameter]:
    return _signature(operation).parameters


def annotation_of_body(operation: Operation) -> ast.expr:
    return _parsed(parameters_of(operation)["body"].annotation)


def annotation_of_answer(operation: Operation) -> ast.expr:
    return _parsed(_signature(operation).return_annotation)


def shown(annotation: ast.expr) -> str:
    return ast.unparse(annotation)


def _signature(operation: Operation) -> inspect.Signature:
    return inspect.signature(getattr(operation.api, operation.name))


def _parsed(annotation: Any) -> ast.expr:
    return ast.parse(str(annotation), mode="eval").body

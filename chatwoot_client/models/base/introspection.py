"""What a model's class tells of its fields: their types, their names in JSON, its constructor's parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatwoot_client.models.base.data import View


#: What a text may be in particular: words, and members of enumerations, which stand for theirs.
_WORDS = re.compile(r"Literal\[.*?\] \| | \| MessageType\b")


def annotations_of(cls: type[View]) -> dict[str, str]:
    """What a model's attributes are annotated with, those of its bases first; as text, since it's never evaluated."""
    texts: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        texts.update(each.__dict__.get("__annotations__", {}))  # noqa: RUF063 - kept as text
    return texts


class SwaggerTypes:
    """Lists a model's types as generated clients do; worked out from the annotations' text when asked for."""

    def __get__(self, model: View | None, owner: type[View]) -> dict[str, str]:
        return {name: _swagger_type(text) for name, text in annotations_of(owner).items() if name in owner._fields}


class AttributeMap:
    """Maps attribute names to JSON names."""

    def __get__(self, model: View | None, owner: type[View]) -> dict[str, str]:
        return {name: specifier.json_name for name, specifier in owner._fields.items()}


class ConstructorSignature:
    """The constructor's real parameters, for ``inspect.signature``; worked out when asked for."""

    def __get__(self, model: View | None, owner: type[View]) -> Any:
        from inspect import Parameter, Signature

        kind = Parameter.POSITIONAL_OR_KEYWORD
        return Signature([Parameter(name, kind, default=None) for name in owner._fields])


def _swagger_type(annotation: str) -> str:
    """The name that ``deserialize`` has for what an annotation says; a union's is ``object``."""
    kind = (
        re.sub(_WORDS, "", annotation)
        .replace("Timestamp", "int")
        .replace("Floatint", "float")
        .replace("datetime.datetime", "datetime")
    )
    kind = kind.replace(" | None", "").strip()
    listed = re.fullmatch(r"(?:list|ListOf)\[([^|]*)\]", kind)
    if listed:
        return f"list[{_swagger_type(listed[1])}]"
    return kind if kind.isidentifier() and kind not in ("Any", "Attachment") else "object"

"""A body becomes JSON, or a form where it holds files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from chatwoot_client.calls.query import pairs
from chatwoot_client.models.base import NULL, Model, sendable, to_json

if TYPE_CHECKING:
    from chatwoot_client.calls.multipart import FileBody, Multipart

__all__ = [
    "ATTACHMENTS",
    "AVATAR",
    "CONTACTS_ATTACHMENTS",
    "JSON",
    "NO_BODY",
    "Files",
    "MayHoldFiles",
    "encoded",
    "fields_of",
    "form_of",
]

JSON = "application/json; charset=utf-8"
#: What the server gives for a file that it has: data, and what signs them.
_SIGNED_ID = re.compile(r"[\w+/=-]+--[0-9a-f]{40,}").fullmatch
#: What stands in the path or the address of a file and in no signed id.
_PLACE = re.compile(r"[/\\:~]|\.\w{1,5}$").search
#: Stands for "this operation has no body", where None is a mistake.
NO_BODY: Any = object()


class MayHoldFiles(Protocol):
    """Knows where in a body there may be files."""

    def form_or_fields(self, body: Any) -> FileBody | Mapping[str, Any]:
        """A body as a form, if there are files in it; else what JSON is made of."""


class Files(NamedTuple):
    """The field of a body that may hold files, and where a form puts them."""

    field: str
    #: Whether it's a list of files.
    many: bool = False
    #: Whether text in its place is the signed id of a file that the server has already.
    signed_ids: bool = True
    #: The name that a form nests all fields under, where the server asks for that.
    within: str | None = None

    def form_or_fields(self, body: Any) -> FileBody | Mapping[str, Any]:
        """A body as a form, if there are files in it; else what JSON is made of."""
        data = fields_of(body)
        given = self._unwrapped(data).get(self.field)
        if self.signed_ids:
            self._refuse_places(given)
        if self._any_in(given):
            return self._form(data)
        # No files are none, however that's said.
        return _without(self.field, data) if self.many and not given and self.field in data else data

    def _unwrapped(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The fields of a body, also of one that has them nested already."""
        nested = data.get(self.within) if self.within else None
        return nested if isinstance(nested, Mapping) else data

    def _any_in(self, given: Any) -> bool:
        """Whether what the field holds can't be said in JSON."""
        if given is None or given is NULL:
            return False
        if self.many and isinstance(given, str):
            return True
        held = given if self.many and isinstance(given, (list, tuple)) else [given]
        return not all(self.signed_ids and isinstance(item, str) for item in held)

    def _refuse_places(self, given: Any) -> None:
        """Refuse text that tells where a file is: in its place text is the signed id of one that the server has."""
        for position, item in enumerate(given if self.many and isinstance(given, (list, tuple)) else [given]):
            if isinstance(item, str) and _PLACE(item) and not _SIGNED_ID(item):
                where = f"{self.field}[{position}]" if self.many else self.field
                raise ValueError(
                    f"{where} is text, which stands for the signed id of an uploaded file, and looks like a path or an "
                    f"address: a file on disk is pathlib.Path(…), and the server fetches none from elsewhere"
                )

    def _form(self, data: Mapping[str, Any]) -> FileBody:
        fields = self._unwrapped(data)
        given, others = fields[self.field], _without(self.field, fields)
        if self.within:
            others = {**(_without(self.within, data) if fields is not data else {}), self.within: others}
        form = form_of(others)
        name = f"{self.within}[{self.field}]" if self.within else self.field
        if self.many:
            form.add_files(name, given, self.signed_ids)
        else:
            form.add_file(name, given)
        return form.body()


ATTACHMENTS = Files("attachments", many=True)
CONTACTS_ATTACHMENTS = Files("attachments", many=True, signed_ids=False)
AVATAR = Files("avatar")


def fields_of(body: Any) -> Mapping[str, Any]:
    """The fields of a body.

    Raises:
        TypeError: it's neither a model nor a mapping.
    """
    data = body._json if isinstance(body, Model) else body
    # Asking for the type costs a tenth of asking an abstract class.
    if type(data) is not dict and not isinstance(data, Mapping):
        raise TypeError(f"body must be a model or a dict, not {type(body).__name__}")
    return data


def encoded(
    body: Any, files: MayHoldFiles | None, takes: type[Model] | None = None
) -> tuple[bytes, str | None, FileBody | None]:
    """A body as bytes of JSON with their content type, or as a form with files; *takes* is the model that it's one of.

    Raises:
        TypeError, ValueError: it can't be sent, or a server would take it for something else.
    """
    if body is NO_BODY:
        return b"", None, None
    if takes is not None:
        body = sendable(takes, fields_of(body), within=getattr(files, "within", None))
    made = fields_of(body) if files is None else files.form_or_fields(body)
    if type(made) is dict or isinstance(made, Mapping):
        return to_json(made, "body"), JSON, None
    return b"", None, made


def _without(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


def form_of(fields: Any) -> Multipart:
    """A form of *fields*, pairs or a mapping, for files to be added.

    Raises:
        ValueError: one that a form can't carry.
    """
    # Loaded with the first file that somebody sends.
    from chatwoot_client.calls.multipart import Multipart

    form = Multipart()
    try:
        for name, value in pairs(fields):
            form.add_field(name, value)
    except RecursionError:
        raise ValueError(f"{name} is nested too deeply for a form") from None
    return form

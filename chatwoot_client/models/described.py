"""What Chatwoot's description has and no server sends; for scripts that name it."""

from __future__ import annotations

from chatwoot_client.models.base import Model, field, nested_list


class GenericId(Model):
    """The id of a record."""

    id: int | None = field()
    """Id of the record."""


class RequestError(Model):
    """An error as the description has it. What servers send is read by :class:`~chatwoot_client.ApiException`."""

    message: str | None = field()
    """What went wrong."""
    code: str | None = field()
    """What went wrong, in a word."""
    field: str | None = field()
    """Which field it's about."""


class BadRequestError(Model):
    """Errors as the description has them. What servers send is read by :class:`~chatwoot_client.ApiException`."""

    description: str | None = field()
    """What went wrong in all."""
    errors: list[RequestError] | None = nested_list("RequestError")
    """What went wrong one by one."""

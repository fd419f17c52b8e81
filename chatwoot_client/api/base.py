"""What all API classes have in common."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Callable, ClassVar, TypeVar, overload

from chatwoot_client.api_client import ApiClient
from chatwoot_client.checks import sharing_words
from chatwoot_client.credentials import PLATFORM, USER, USER_OR_BOT

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from typing import Union

    from typing_extensions import Self
    from typing_extensions import Unpack as Unpack

    from chatwoot_client.api_client import RequestOptions as RequestOptions
    from chatwoot_client.calls.route import Route

    #: A body as plain data, instead of as a model.
    Json = Mapping[str, Any]
    #: A moment with a time zone, or seconds since 1970.
    Moment = Union[datetime.datetime, int, str]

    _T = TypeVar("_T")
    _Method = TypeVar("_Method", bound=Callable[..., Any])

__all__ = ["PLATFORM", "USER", "USER_OR_BOT", "Api", "is_operation", "of_several_calls"]


class Api:
    """The operations of one tag of Chatwoot's API.

    Each has a twin ``…_with_http_info`` that returns ``(data, status, headers)``, and takes the options of
    :class:`~chatwoot_client.RequestOptions` by keyword. An ``iter_…`` asks for pages as they're needed, and gives
    nothing twice. Neither that nor a method that says that it makes several requests has a twin.

    The first line of each has its name in Chatwoot's description of the API, as ``contactList``, or where that lacks
    it, its request, as ``GET /contacts/search``. Servers have had them since Chatwoot 3.0 or before, unless an
    operation or its class says otherwise; an older server answers one that it doesn't have with a 404.

    What a class says of parameters, and of what's raised, goes for all of its operations that don't say it themselves.
    Each exception under "Raises" stands with the status that a server answers.

    A copy, a deep one too, makes its calls with the same client.

    Parameters:
        api_client: what makes the calls; one with default settings when left out.
    """

    #: Whose token the operations take that don't say it themselves.
    _auth: ClassVar[tuple[str, ...]] = ()

    def __init__(self, api_client: ApiClient | None = None) -> None:
        if api_client is None:
            api_client = ApiClient()
        elif not hasattr(api_client, "invoke"):
            raise TypeError(f"api_client must be an ApiClient, not {type(api_client).__name__}")
        self.api_client = api_client
        if not TYPE_CHECKING:
            self._call = partial(api_client.invoke, auth=self._auth) if self._auth else api_client.invoke

    if TYPE_CHECKING:
        # ApiClient.invoke, typed by what it's told to return.
        @overload
        def _call(
            self, method: str, route: Route, path: tuple[Any, ...], *, returns: type[_T], **details: Any
        ) -> _T: ...
        @overload
        def _call(
            self, method: str, route: Route, path: tuple[Any, ...], *, returns: list[type[_T]], **details: Any
        ) -> list[_T]: ...
        @overload
        def _call(
            self,
            method: str,
            route: Route,
            path: tuple[Any, ...],
            *,
            returns: dict[type[str], type[_T]],
            **details: Any,
        ) -> dict[str, _T]: ...
        @overload
        def _call(self, method: str, route: Route, path: tuple[Any, ...], **details: Any) -> None: ...
        def _call(self, method: str, route: Route, path: tuple[Any, ...], **details: Any) -> Any: ...

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # Linters that don't see the twins below being made take this for a sign that there's more than they see.
            try:
                return object.__getattribute__(self, name)
            except AttributeError as error:
                # The names are Chatwoot's, which nobody guesses.
                alike = () if name.startswith("_") else sharing_words(name, _names_of_methods(type(self)))
                if not alike:
                    raise
                told = f"{error}; what's named like that: {', '.join(alike)}"
            raise AttributeError(told)

    def __init_subclass__(cls) -> None:
        for name, member in list(vars(cls).items()):
            if is_operation(name, member):
                setattr(cls, f"{name}_with_http_info", _twin(name, member))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # It holds nothing of its own; a client is shared, as by threads.
        copied = object.__new__(type(self))
        copied.__dict__.update(self.__dict__)
        return copied

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.api_client!r}>"


def of_several_calls(method: _Method) -> _Method:
    """Mark a method that does by several operations what none of them does; its ``_deadline`` is for all together."""
    method._makes_several_calls = True  # type: ignore[attr-defined]
    return method


def is_operation(name: str, member: Any) -> bool:
    """Whether what a class has under *name* is an operation of the server's."""
    if name.startswith(("_", "iter_")) or not callable(member):
        return False
    return not getattr(member, "_makes_several_calls", False)


def missing(noun: str, listing: str) -> dict[int, str]:
    """The advice for a 500 of an operation that doesn't look whether its record is there."""
    return {500: f"A {noun} that isn't there looks like this, instead of like a 404; {listing} has those that are."}


def _names_of_methods(cls: type[Api]) -> list[str]:
    """What there is to call, each twin by the name of the other."""
    return [name for name in dir(cls) if not name.startswith("_") and not name.endswith("_with_http_info")]


def _twin(name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
    def with_http_info(self: Api, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("_return_http_data_only", False)
        return operation(self, *args, **kwargs)

    with_http_info.__name__ = f"{name}_with_http_info"
    with_http_info.__qualname__ = f"{operation.__qualname__}_with_http_info"
    with_http_info.__module__ = operation.__module__
    with_http_info.__doc__ = f"As :meth:`{name}`, but returns ``(data, status, headers)``."
    # inspect.signature follows this one.
    with_http_info.__wrapped__ = operation  # type: ignore[attr-defined]
    return with_http_info

"""``ApiClient``: what a program holds to make its calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from chatwoot_client.calls.address import address_of
from chatwoot_client.calls.body import JSON, NO_BODY, fields_of
from chatwoot_client.calls.caller import Caller
from chatwoot_client.calls.headers import Headers
from chatwoot_client.calls.options import NO_OPTIONS, ApiResponse, RequestOptions, checked, streamed, with_http_info
from chatwoot_client.calls.query import each_pair
from chatwoot_client.calls.request import READING, Call, Request, Requests
from chatwoot_client.calls.results import result_of
from chatwoot_client.calls.route import Route
from chatwoot_client.checks import held
from chatwoot_client.configuration import Configuration

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from chatwoot_client.calls.answer import RESTResponse
    from chatwoot_client.calls.attempts import Attempts
    from chatwoot_client.calls.body import MayHoldFiles
    from chatwoot_client.calls.fetching import Fetcher
    from chatwoot_client.downloads import DownloadingClient
    from chatwoot_client.generated import AsyncResult, GeneratedClient, Threads
    from chatwoot_client.models.base import Model
    from chatwoot_client.observer import Observer
else:

    class DownloadingClient:
        pass

    class GeneratedClient:
        pass


__all__ = ["ApiClient", "ApiResponse", "RequestOptions", "Route", "streamed", "with_http_info"]


class _Of:
    """A method of a class in a module that's loaded when it's first used."""

    def __init__(self, module: str, cls: str) -> None:
        self._module = module
        self._cls = cls

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    def __get__(self, client: Any, owner: type[Any]) -> Any:
        from importlib import import_module

        method = vars(getattr(import_module(self._module), self._cls))[self._name]
        return method if client is None else method.__get__(client, owner)


class ApiClient(DownloadingClient, GeneratedClient):
    """Makes the calls; one is enough for all API classes and all threads of a program.

    It opens connections when they're first needed, keeps up to ``connection_pool_maxsize`` of them, and opens new
    ones in a forked child. ``close()`` or ``with`` lets them go; a call after that opens anew. It starts no thread
    until ``async_req`` is used.

    Parameters:
        configuration: where and how; ``Configuration()`` when left out. Its settings are taken as they are now,
            its credentials are read at every call.
        header_name, header_value: a header for every request.
        cookie: the ``Cookie`` header for every request.

    Raises:
        TypeError, ValueError: a header that can't be sent.
    """

    #: Made, and loaded with all that's beneath, for the first call.
    _attempts: Attempts | None = None
    _threads: Threads | None = None
    _fetcher: Fetcher | None = None

    def __init__(
        self,
        configuration: Configuration | None = None,
        header_name: str | None = None,
        header_value: str | None = None,
        cookie: str | None = None,
    ) -> None:
        # What may be secret is in no variable of a frame whose traceback a crash reporter prints.
        own_header, header_value = None if header_value is None else held(header_value), None
        own_cookie, cookie = None if cookie is None else held(cookie), None
        if configuration is None:
            configuration = Configuration()
        elif not isinstance(configuration, Configuration):
            raise TypeError(f"configuration must be a Configuration, not {type(configuration).__name__}")
        self._settings = settings = configuration.__copy__()
        self._address = address = address_of(settings.host)
        self._headers = Headers(address.netloc, own_cookie)
        self._caller = Caller(configuration, settings)
        self._requests = Requests(self._caller, settings, address, self._headers)
        if not settings.verify_ssl and "https" in (address.scheme, (settings.proxy or "").partition(":")[0].lower()):
            from chatwoot_client.wire.tls import warn_unverified

            warn_unverified(address.host, stacklevel=2)
        self._folder = settings.temp_folder_path
        self._observer = settings.observer
        if header_name is not None:
            self._headers.set(header_name, held("") if own_header is None else own_header)

    @property
    def configuration(self) -> Configuration:
        """Where this client reads credentials, as long as they're for its host."""
        return self._caller.configuration

    @configuration.setter
    def configuration(self, configuration: Configuration) -> None:
        self._caller.configuration = configuration

    # --- headers ---

    @property
    def default_headers(self) -> dict[str, str]:
        """Headers for every request, a plain dict; they replace ours of the same name."""
        return self._headers.defaults

    @default_headers.setter
    def default_headers(self, headers: dict[str, str]) -> None:
        self._headers.defaults = headers

    @property
    def cookie(self) -> str | None:
        """The ``Cookie`` header of every request."""
        cookie = self._headers.cookie
        return None if cookie is None else cookie.value

    @cookie.setter
    def cookie(self, value: str | None) -> None:
        self._headers.cookie = None if value is None else held(value)

    @property
    def user_agent(self) -> str:
        """The ``User-Agent`` of every request."""
        return self._headers.user_agent

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.set_default_header("User-Agent", value)

    def set_default_header(self, header_name: str, header_value: str) -> None:
        """Send a header with every request; it replaces ours of the same name.

        Raises:
            TypeError, ValueError: a name or value that a header can't have.
        """
        secret, header_value = held(header_value), ""
        self._headers.set(header_name, secret)

    # --- lifetime ---

    def close(self) -> None:
        """Let go of all connections and threads, once calls that are under way in threads have ended."""
        if self._threads is not None:
            self._threads.close()
        if self._fetcher is not None:
            self._fetcher.close()
        if self._attempts is not None:
            self._attempts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError(
            "an ApiClient holds connections and secrets, and isn't pickled or copied; share it, or make another one "
            "where it's needed, in the same process by ApiClient(copy.deepcopy(client.configuration))"
        )

    def __repr__(self) -> str:
        return f"<ApiClient {self._settings.host}>"

    # --- calls ---

    def invoke(
        self,
        method: str,
        route: Route,
        path: tuple[Any, ...] = (),
        *,
        query: Iterable[tuple[str, Any]] = (),
        body: Any = NO_BODY,
        takes: type[Model] | None = None,
        files: MayHoldFiles | None = None,
        returns: Any = None,
        otherwise: Any = None,
        auth: tuple[str, ...] = (),
        accept: str = JSON,
        reads: bool = False,
        advice: Mapping[int, str] | None = None,
        refuses: Callable[[RESTResponse], bool] | None = None,
        options: RequestOptions | None = None,
    ) -> Any:
        """Make one call. This is what every operation comes down to.

        Parameters:
            method: the HTTP method.
            route, path: the path and the values of its placeholders, in its order.
            query: names and values; one that is None is left out.
            body: a model or a mapping, for an operation that has a body.
            takes: the model that the body is one of, or has the fields of.
            files: which of the body's fields may hold files.
            returns: a model, ``[model]`` for a list of it, ``str`` for text, ``object`` for plain JSON, or None.
            otherwise: the same for an answer that isn't that, where the server varies it.
            auth: the security schemes; the first one that a token is kept for is used.
            accept: the media type to ask for.
            reads: whether the call changes nothing on the server, whatever its method.
            advice: by status, a sentence to add to the error.
            refuses: whether an answer with status 422 means that nothing was done, for an operation whose server
                answers any failure so. When left out, each does.
            options: see :class:`RequestOptions`.

        Raises:
            TypeError, ValueError: an argument that can't be sent; nothing was.
            ApiException: what went wrong after that.
        """
        options = NO_OPTIONS if not options else checked(options)
        call = Call(
            method=method,
            route=route,
            path=path,
            query=tuple(query),
            body=body,
            takes=takes,
            files=files,
            returns=returns,
            otherwise=otherwise,
            auth=auth,
            accept=accept,
            reads=reads or method in READING,
            advice=advice or {},
            refuses=refuses,
            options=options,
        )
        request = self._requests.request_of(call)
        perform = self._perform if self._observer is None else self._performed_under(self._observer)
        return self._in_a_thread(perform, request) if options.get("async_req") else perform(request)

    def _perform(self, request: Request) -> Any:
        return result_of(request, self._attempts or self._first_attempts())

    def _performed_under(self, observer: Observer) -> Callable[[Request], Any]:
        import contextvars

        from chatwoot_client.calls.observing import observed, operation_name

        # In the context of the caller, in whatever thread the call is made.
        run: Callable[..., Any] = contextvars.copy_context().run
        return partial(run, observed, observer, operation_name(), self._perform)

    def _in_a_thread(self, perform: Callable[[Request], Any], request: Request) -> AsyncResult[Any]:
        threads = self._threads
        if threads is None:
            from chatwoot_client.generated import Threads

            # As one, for callers that come here at the same time.
            threads = self.__dict__.setdefault("_threads", Threads(self._settings.connection_pool_maxsize))
        return threads.submit(perform, request)

    def request(
        self,
        method: str,
        path: str,
        *,
        path_params: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        body: Model | Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        returns: Any = object,
        auth: str | Iterable[str] | None = None,
        reads: bool = False,
        **options: Unpack[RequestOptions],
    ) -> Any:
        """Call any endpoint, such as one that has no method yet, as the methods do.

        Token, timeouts, repeats, errors and decoding are the same as theirs.

        Parameters:
            method: the HTTP method.
            path: the path below ``host``, such as ``/api/v1/accounts/{account_id}/labels``.
            path_params: values for the placeholders in *path*, which are quoted. Put there what isn't yours; the rest
                of the path goes as it is.
            query: the query; what is None is left out, a list becomes one pair for each item (name it ``labels[]``).
            body: a model or a dict, sent as JSON; with files in it, or in *files*, the fields of a form.
            files: files of a form by field name, each an attachment (see the guide), or a list of them, whose field
                name gets ``[]``.
            returns: what the answer is: a model, ``[model]`` for a list of it, ``str`` for text, ``object`` for plain
                JSON, None to ignore it; or a name as ``deserialize`` takes it.
            auth: whose token to send, ``'userApiKey'``, ``'agentBotApiKey'`` or ``'platformAppApiKey'``, or several to
                choose from, or ``()`` for none; when left out, the one that paths of this kind take.
            reads: whether the call changes nothing on the server although its method might. Such a call may be
                repeated after any failure on the way.
            options: see :class:`RequestOptions`.

        Raises:
            TypeError, ValueError: an argument that can't be sent; nothing was.
            ApiException: what went wrong after that.
        """
        from chatwoot_client.calls import refusals, written

        verb = written.verb(method)
        route = written.route_of("path", path)
        if "?" in path or "#" in path:
            raise ValueError("path must not have a query; query takes it")
        sent = NO_BODY if body is None else body
        if files:
            sent = written.with_files({} if body is None else fields_of(body), files)
        return self.invoke(
            verb,
            route,
            written.values_for(route, path_params),
            query=each_pair(query),
            body=sent,
            files=written.AnyField(files or ()),
            returns=self._shape_of(returns),
            auth=written.schemes_for(path) if auth is None else written.schemes_of("auth", auth),
            reads=reads,
            refuses=refusals.rule_for(verb, path),
            options=options,
        )

    def _first_attempts(self) -> Attempts:
        from chatwoot_client.calls.attempts import Attempts

        # Two threads that come here at once have to share one, with its connections.
        made: Attempts = self.__dict__.setdefault("_attempts", Attempts(self._settings, self._address))
        return made

    def _shape_of(self, returns: Any) -> Any:
        if not isinstance(returns, str):
            return returns
        from chatwoot_client.generated import shape_of

        return shape_of(returns, self._folder)

    if not TYPE_CHECKING:
        download = _Of("chatwoot_client.downloads", "DownloadingClient")
        call_api = _Of("chatwoot_client.generated", "GeneratedClient")
        sanitize_for_serialization = _Of("chatwoot_client.generated", "GeneratedClient")
        deserialize = _Of("chatwoot_client.generated", "GeneratedClient")

"""What only generated clients offer: ``call_api``, ``deserialize``, calls in threads, downloads."""

from __future__ import annotations

import datetime
import json
import os
import re
from collections.abc import Iterable, Mapping
from functools import partial
from threading import get_ident
from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar

from chatwoot_client.calls.answer import ReadBy, decode, text_of
from chatwoot_client.calls.body import NO_BODY
from chatwoot_client.calls.headers import same_header
from chatwoot_client.calls.query import each_pair
from chatwoot_client.calls.refusals import rule_for
from chatwoot_client.calls.served import name_in
from chatwoot_client.calls.written import AnyField, route_of, schemes_of, values_for, verb, with_files
from chatwoot_client.models.base import find_model, to_json
from chatwoot_client.secret import SecretDict
from chatwoot_client.wire.forks import generation

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from typing_extensions import ParamSpec

    from chatwoot_client.calls.options import RequestOptions

    _P = ParamSpec("_P")

__all__ = ["AsyncResult", "GeneratedClient", "Threads", "file_name", "in_a_thread", "shape_of"]

_T = TypeVar("_T")


class GeneratedClient:
    """What the ``ApiClient`` of generated clients offers besides."""

    if TYPE_CHECKING:
        _folder: str | None

        def invoke(self, *args: Any, **kwargs: Any) -> Any: ...

    def call_api(
        self,
        resource_path: str,
        method: str,
        path_params: Mapping[str, Any] | None = None,
        query_params: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        header_params: Mapping[str, str] | None = None,
        body: Any = None,
        post_params: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        files: Mapping[str, Any] | None = None,
        response_type: Any = None,
        auth_settings: Iterable[str] | None = None,
        async_req: bool | None = None,
        _return_http_data_only: bool | None = None,
        collection_formats: Mapping[str, str] | None = None,
        _preload_content: bool = True,
        _request_timeout: float | tuple[float, float] | None = None,
    ) -> Any:
        """Call any path, with the parameters that generated clients' ``call_api`` has.

        Parameters:
            resource_path: the path below ``host``, with placeholders like ``{id}``.
            method: the HTTP method.
            path_params: values for the placeholders.
            query_params: the query; a list becomes one pair for each item.
            header_params: headers for this request.
            body: a model or a dict.
            post_params: fields of a form, instead of a body.
            files: files of a form by field name, each an attachment (see the guide), or a list of them, whose
                field name gets ``[]``.
            response_type: a type's name such as ``'list[PublicMessage]'``, or a model class.
            auth_settings: security schemes, such as ``['userApiKey']``.
            async_req, _return_http_data_only, _preload_content, _request_timeout: see :class:`RequestOptions`.
            collection_formats: ignored; Chatwoot takes lists in one form only.

        Returns:
            An :class:`ApiResponse`; with ``_return_http_data_only`` its data alone.

        Raises:
            TypeError, ValueError: an argument that can't be sent; nothing was.
            ApiException: what went wrong after that.
        """
        route = route_of("resource_path", resource_path)
        method = verb(method)
        options: RequestOptions = {
            "_return_http_data_only": bool(_return_http_data_only),
            "_preload_content": _preload_content,
            "async_req": bool(async_req),
        }
        if header_params:
            header_params = SecretDict(header_params)
            kept = (name for name in header_params if same_header(name) != "content-type")
            options["_headers"] = SecretDict((name, header_params[name]) for name in kept)
        if _request_timeout is not None:
            options["_request_timeout"] = _request_timeout
        is_form = bool(files or post_params)
        return self.invoke(
            method,
            route,
            values_for(route, path_params),
            query=each_pair(query_params),
            body=with_files(post_params, files) if is_form else NO_BODY if body is None else body,
            files=AnyField(files or (), always_form=is_form),
            returns=shape_of(response_type, self._folder),
            auth=schemes_of("auth_settings", auth_settings or ()),
            refuses=rule_for(method, resource_path),
            options=options,
        )

    def sanitize_for_serialization(self, obj: Any) -> Any:
        """*obj* as plain data that JSON can carry: models become dicts, dates ISO 8601 text.

        Raises:
            ValueError: something in it that JSON can't carry.
        """
        if isinstance(obj, tuple):
            return tuple(self.sanitize_for_serialization(item) for item in obj)
        return json.loads(to_json(obj, "obj"))

    def deserialize(self, response: Any, response_type: Any) -> Any:
        """The body of *response*, anything with ``.data``, ``.status`` and ``.getheader``, as *response_type*.

        Parameters:
            response: the answer.
            response_type: a model class, or a name: of a model, ``'list[…]'``, ``'dict(str, …)'``, ``'object'``,
                ``'str'``, ``'int'``, ``'float'``, ``'bool'``, ``'datetime'``, ``'date'``, or ``'file'`` for a
                file in ``temp_folder_path`` whose path is returned.

        Raises:
            DecodeException: the body isn't what *response_type* says.
            ValueError: there is no such type.
        """
        return decode(response, shape_of(response_type, self._folder))


class AsyncResult(Generic[_T]):
    """A call that is under way in a thread, as ``async_req=True`` and :func:`in_a_thread` return it."""

    __slots__ = ("_future",)

    def __init__(self, future: Future[_T]) -> None:
        self._future = future

    def get(self, timeout: float | None = None) -> _T:
        """What the call returns, or raises; waited for up to *timeout* seconds, or as long as it takes.

        Raises:
            TimeoutError: the call is still under way after *timeout* seconds.
        """
        self.wait(timeout)
        if not self._future.done():
            raise TimeoutError(f"the call is still under way after {timeout} s")
        return self._future.result()

    def wait(self, timeout: float | None = None) -> None:
        """Wait until the call has ended, up to *timeout* seconds."""
        from concurrent.futures import wait

        wait([self._future], timeout)

    def ready(self) -> bool:
        """Whether the call has ended."""
        return self._future.done()

    def successful(self) -> bool:
        """Whether the call has ended without an exception.

        Raises:
            ValueError: it hasn't ended.
        """
        if not self._future.done():
            raise ValueError("the call is still under way")
        return self._future.exception() is None


def in_a_thread(method: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> AsyncResult[_T]:
    """Begin a call in a thread: ``in_a_thread(api.create_a_message, body, …).get()`` is what the operation returns.

    It's what ``async_req=True`` does, in a form that type checkers can follow.
    """
    kwargs["async_req"] = True
    return method(*args, **kwargs)  # type: ignore[return-value]


class _Work:
    """A call that one thread is to make, whichever comes to it first."""

    def __init__(self, call: Callable[..., Any], *arguments: Any) -> None:
        from concurrent.futures import Future

        self.future: Future[Any] = Future()
        self._left: list[Callable[[], Any]] = [partial(call, *arguments)]

    def __call__(self) -> None:
        try:
            call = self._left.pop()
        except IndexError:
            return
        try:
            result = call()
        except BaseException as error:
            self.future.set_exception(error)
            # Its traceback holds this frame.
            del self
            if not isinstance(error, Exception):
                raise
        else:
            self.future.set_result(result)


class Threads:
    """The threads in which a client makes calls that aren't waited for; started when they're first needed."""

    def __init__(self, most: int) -> None:
        self._most = most
        # By generation of processes, as a client's connections are.
        self._executors: dict[int, ThreadPoolExecutor] = {}
        #: Those that are this client's own.
        self._own: set[int] = set()

    def submit(self, call: Callable[..., Any], *arguments: Any) -> AsyncResult[Any]:
        """Make a call in a thread; in this one, where no thread can be started any more."""
        work = _Work(call, *arguments)
        while not self._handed_over(work):
            continue
        return AsyncResult(work.future)

    def _handed_over(self, work: _Work) -> bool:
        """Whether *work* is in some thread's hands, or done; not if the client was closed meanwhile."""
        current = generation()
        executor = None
        try:
            executor = self._executors.get(current) or self._executors.setdefault(current, self._executor())
            executor.submit(work)
        except RuntimeError:
            if executor is not None and self._executors.get(current) is not executor:
                return False
            # The interpreter is at its end, or the system has no thread left. Should one have taken it all the same,
            # it isn't done twice.
            work()
        return True

    def _executor(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(self._most, "chatwoot_client", initializer=lambda: self._own.add(get_ident()))

    def close(self) -> None:
        """Let the threads go, once the calls that are under way in them have ended; one of them doesn't wait."""
        executor = self._executors.pop(generation(), None)
        if executor is not None:
            executor.shutdown(wait=get_ident() not in self._own)


_NAMED: dict[str, Any] = {
    **dict.fromkeys(("object", "int", "float", "bool"), object),
    "datetime": datetime.datetime,
    "date": datetime.date,
}


def shape_of(response_type: Any, folder: str | None = None) -> Any:
    """The shape for a generated client's *response_type*: a class, or a name such as ``'list[PublicMessage]'``.

    Parameters:
        folder: where the files of ``'file'`` are put, or None for the system's folder.

    Raises:
        ValueError: there is no model of that name.
    """
    if not isinstance(response_type, str):
        return response_type
    if response_type == "str":
        return ReadBy(_unquoted)
    if response_type == "file":
        return ReadBy(lambda response: _downloaded(response, folder))
    return _shape_named(response_type)


def _shape_named(name: str) -> Any:
    inner = re.fullmatch(r"list\[(.*)\]", name)
    if inner:
        return [_shape_named(inner[1])]
    inner = re.fullmatch(r"dict\([^,]*, *(.*)\)", name)
    if inner:
        return {str: _shape_named(inner[1])}
    return object if name == "str" else _NAMED.get(name) or find_model(name)


def _unquoted(response: Any) -> str | None:
    """The text of an answer, or what it says where it's a JSON string."""
    if not response.data:
        return None
    text = text_of(response)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, str) else text


def _downloaded(response: Any, folder: str | None) -> str:
    """The path of a file with what the answer holds, in a folder of its own."""
    import tempfile

    path = os.path.join(tempfile.mkdtemp(dir=folder), file_name(response.getheader("content-disposition") or ""))
    with open(path, "wb") as opened:
        opened.write(response.data)
    return path


def file_name(disposition: str) -> str:
    """A name for a downloaded file out of what the server calls it, with nothing in it that leads elsewhere."""
    return name_in(disposition) or "download"

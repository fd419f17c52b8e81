"""What a test lets go wrong in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping

from chatwoot_client.sandbox.http.faults import PROXY_PAGE, Fault, Faults, made_answer


class Trouble:
    """The faults that meet a sandbox's next requests."""

    _faults: Faults

    def fail_next(
        self,
        *,
        status: int,
        times: int = 1,
        retry_after: int | str | None = None,
        body: str | bytes | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
        processed: bool = False,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        """Answer the next requests with a status of your choice.

        Parameters:
            status: 200 to 599.
            times: how many requests it meets.
            retry_after: the value of `Retry-After`, in seconds or as a date; None for no such header.
            body: what to send; None for an empty body.
            content_type: the body's type; None for none.
            headers: more headers to send.
            processed: whether Chatwoot does what the request asks for, though the answer doesn't tell.
            method: only requests with this method.
            path: only requests whose path (as sent, without the query) fits this pattern; `*` stands for anything.

        Raises:
            ValueError: a status, a number of times or a wait that can't be, or a body or a content type where none can.
        """
        if isinstance(retry_after, int) and retry_after < 0:
            raise ValueError(f"retry_after is not negative, as {retry_after} is")
        more = dict(headers or {})
        if retry_after is not None:
            more["retry-after"] = str(retry_after)
        answer = made_answer(status, body.encode() if isinstance(body, str) else body, content_type, more)
        self._faults.add(Fault(times=times, method=method, path=path, answer=answer, processed=processed))

    def show_proxy_page_next(
        self,
        *,
        status: int = 502,
        times: int = 1,
        processed: bool = False,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        """Answer the next requests with an HTML page, as a proxy before Chatwoot does; the rest as in `fail_next`."""
        answer = made_answer(status, PROXY_PAGE.encode(), "text/html", {})
        self._faults.add(Fault(times=times, method=method, path=path, answer=answer, processed=processed))

    def delay_next(self, *, seconds: float, times: int = 1, method: str | None = None, path: str | None = None) -> None:
        """Do what the next requests ask for at once, but answer so many seconds late; the rest as in `fail_next`."""
        self._faults.add(Fault(times=times, method=method, path=path, delay=seconds))

    def cut_next(self, *, processed: bool, times: int = 1, method: str | None = None, path: str | None = None) -> None:
        """End the connection of the next requests without an answer; the rest as in `fail_next`.

        `processed` says whether Chatwoot did what the request asks for before the connection ended.
        """
        self._faults.add(Fault(times=times, method=method, path=path, processed=processed, cut=True))

    def truncate_next(
        self, *, missing: int = 1, times: int = 1, method: str | None = None, path: str | None = None
    ) -> None:
        """Do what the next requests ask for, but end the connection before the whole body was sent.

        `missing` bytes at its end never come; more than there are means all of them. The rest is as in `fail_next`.
        """
        if missing < 1:
            raise ValueError(f"missing is at least 1 byte, not {missing}")
        self._faults.add(Fault(times=times, method=method, path=path, missing=missing))

    @property
    def faults_left(self) -> int:
        """How many requests will still meet a fault."""
        return self._faults.left()

    def clear_faults(self) -> None:
        """Forget the faults that no request has met yet."""
        self._faults.clear()

"""What a test lets go wrong in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping

from chatwoot_client.sandbox.http.faults import PROXY_PAGE, Accident, Fault, Faults, Race, made_answer


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

    def lose_redis_next(self, *, times: int = 1, method: str | None = None, path: str | None = None) -> None:
        """Let Redis, which takes Chatwoot's jobs, be away while the next writes are served.

        What they ask for is stored, and yet they fail: with 422 and `{"error": "Connection refused - …"}` where an
        agent or a bot writes a message, with 500 elsewhere. Only what hands over its jobs first isn't stored: making a
        conversation, and setting its status, over the application API. The rest is as in `fail_next`.
        """
        words = "Connection refused - connect(2) for 127.0.0.1:6379"
        self._break(Accident(words, without_jobs=True), times, method, path)

    def lose_files_next(self, *, times: int = 1, method: str | None = None, path: str | None = None) -> None:
        """Let the file store be away while the next requests with files are served; the rest as in `fail_next`.

        They fail as those of `lose_redis_next`. A message is stored and lists its files with their sizes, but whoever
        fetches one gets 404.
        """
        place = "files.sandbox.test"
        refused = f'Connection refused - connect(2) for "{place}" port 443'
        words = f"Failed to open TCP connection to {place}:443 ({refused})"
        accident = Accident(words, loses_files=True)
        self._faults.add(Fault(times=times, method=method, path=path, accident=accident, with_files_only=True))

    def delay_files_next(
        self, *, seconds: float, times: int = 1, method: str | None = None, path: str | None = None
    ) -> None:
        """Let the next requests with files be answered so many seconds before the files are stored.

        Their messages list the files, but whoever fetches one meanwhile gets 404. The rest is as in `fail_next`.

        Raises:
            ValueError: no number of seconds above 0.
        """
        if not 0 < seconds < 1e6:
            raise ValueError(f"a delay of files is a number of seconds above 0, not {seconds}")
        accident = Accident("", delays_files=seconds)
        self._faults.add(Fault(times=times, method=method, path=path, accident=accident, with_files_only=True))

    def lock_database_next(
        self,
        *,
        seconds: float = 15.0,
        stored: bool = True,
        canceled: bool = False,
        times: int = 1,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        """Let the next writes wait for a lock in the database, until their time is over; the rest as in `fail_next`.

        Parameters:
            seconds: how long they wait; a real server gives a request 15 seconds, and a statement 14.
            stored: whether the message was stored before something else had to wait (a lock on conversations), or not
                (a lock on messages).
            canceled: whether the database gave up before the server did. Where an agent or a bot writes a message, the
                answer is then 422 and `{"error": "PG::QueryCanceled: …"}`; otherwise it's 500, as it is elsewhere.
        """
        words = "PG::QueryCanceled: ERROR:  canceling statement due to statement timeout\n"
        accident = Accident(words, stored=stored, ends_request=not canceled)
        self._break(accident, times, method, path, delay=seconds)

    def restart_next(
        self, *, seconds: float = 3600.0, times: int = 1, method: str | None = None, path: str | None = None
    ) -> None:
        """Let the server restart while the next requests arrive: it takes the connection, and says nothing.

        Nothing is done either. The connection ends after so many seconds, or once the client has given up. The rest is
        as in `fail_next`.
        """
        self._faults.add(Fault(times=times, method=method, path=path, delay=seconds, silent=True))

    def race_next(self, *, times: int = 2, method: str | None = None, path: str | None = None) -> None:
        """Let the next requests be served at the same time: none sees what the others do; the rest as in `fail_next`.

        So contacts with the same new phone number are stored by all of them; with the same identifier or e-mail address
        by one, and the others are a 500. Of labels that bulk actions add, of attributes that contacts are given, those
        of the last one stay. An inbox that's locked to a single conversation gets one from each.
        """
        self._faults.add(Fault(times=times, method=method, path=path, race=Race()))

    def queue_next(self, *, seconds: float, times: int = 1, method: str | None = None, path: str | None = None) -> None:
        """Let the next requests wait so many seconds before the server begins with them; the rest as in `fail_next`.

        It looks at the connection just before it begins. A request whose sender has gone by then, or has closed its
        half of the connection, is dropped without a trace; any other is served as ever.
        """
        self._faults.add(Fault(times=times, method=method, path=path, queued=seconds))

    def work_long_next(
        self, *, seconds: float, times: int = 1, method: str | None = None, path: str | None = None
    ) -> None:
        """Let the server work on the next requests for so many seconds before it stores what they ask for.

        It has begun with them, so nothing but its own end stops it: what's asked for is done though its sender has gone
        meanwhile. A real server gives a request 15 seconds. The rest is as in `fail_next`.
        """
        self._faults.add(Fault(times=times, method=method, path=path, worked=seconds))

    def _break(self, accident: Accident, times: int, method: str | None, path: str | None, delay: float = 0.0) -> None:
        fault = Fault(times=times, method=method, path=path, accident=accident, delay=delay, writes_only=True)
        self._faults.add(fault)

    @property
    def faults_left(self) -> int:
        """How many requests will still meet a fault."""
        return self._faults.left()

    def clear_faults(self) -> None:
        """Forget the faults that no request has met yet."""
        self._faults.clear()

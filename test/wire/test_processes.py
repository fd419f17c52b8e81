"""Threads, forks and the end of a process: no answer belongs to another request, and nothing hangs or is left open."""

from __future__ import annotations

import gc
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
import threading
import time
import urllib.request

import pytest
from echo import Echo
from servers import HANG, ScriptedServer, drip, head, json_answer
from timing import wait_until

import chatwoot_client

ROOT = pathlib.Path(chatwoot_client.__file__).parent.parent
#: What each of the scripts below begins with; its arguments are a server's URL and the roots to trust.
PRELUDE = """
import os, signal, sys, threading, time
import chatwoot_client

def inboxes(**settings):
    settings = dict(retries=0, timeout=10.0, ssl_ca_cert=sys.argv[2] if len(sys.argv) > 2 else None, **settings)
    configuration = chatwoot_client.Configuration(sys.argv[1], **settings)
    return chatwoot_client.InboxAPIApi(chatwoot_client.ApiClient(configuration))

def call(api, name, times=1):
    for count in range(times):
        asked = f"{name}-{os.getpid()}-{threading.get_ident()}-{count}"
        answered = api.get_details_of_a_inbox(asked, _deadline=20).identifier
        assert answered == asked, (asked, answered)

def in_threads(count, act):
    failures = []
    def guarded(number):
        try:
            act(number)
        except BaseException as error:
            failures.append(error)
    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert not failures, failures

def fork(act):
    child = os.fork()
    if child: return child
    try:
        act()
    except BaseException:
        import traceback
        traceback.print_exc()
        os._exit(1)
    os._exit(0)

def wait_for(children):
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert not any(codes), codes
"""
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.fixture(params=["http", "https"])
def server(request, authority):
    context = None
    if request.param == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
    with Echo(context) as echo:
        yield echo


def run(script, *arguments, flags=(), timeout=40.0, **options):
    """Run a script in an interpreter of its own; it ends well, in time, and says nothing but what's returned."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    ran = subprocess.run(
        [sys.executable, *flags, "-c", PRELUDE + textwrap.dedent(script), *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=environment,
        **options,
    )
    # Since 3.12 Python warns of any fork beside threads; the line in question follows.
    complaints = [line for line in ran.stderr.splitlines() if "fork() may lead" not in line and "os.fork()" not in line]
    assert (ran.returncode, complaints) == (0, [])
    return ran.stdout


def descriptors():
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


# --- threads ---


def test_32_threads_share_a_client_and_each_gets_its_own_answers(server, roots):
    configuration = chatwoot_client.Configuration(server.url, retries=0, ssl_ca_cert=roots)
    with chatwoot_client.ApiClient(configuration) as client:
        api, wrong = chatwoot_client.InboxAPIApi(client), []

        def call(thread):
            for count in range(20):
                asked = f"{thread}-{count}"
                answered = api.get_details_of_a_inbox(asked).identifier
                if answered != asked:
                    wrong.append((asked, answered))

        threads = [threading.Thread(target=call, args=(number,)) for number in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong
    assert len(server.requests) == 640
    assert server.connections <= configuration.connection_pool_maxsize


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts descriptors in /proc")
def test_2000_clients_cost_no_thread_and_no_descriptor():
    before = threading.active_count(), descriptors()
    clients = [
        chatwoot_client.ApiClient(chatwoot_client.Configuration(api_key={"userApiKey": "t"})) for _ in range(2000)
    ]
    assert (threading.active_count(), descriptors()) == before
    del clients
    assert (threading.active_count(), descriptors()) == before


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts descriptors in /proc")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_clients_that_were_used_and_dropped_leave_nothing_open():
    with Echo() as server:
        before = threading.active_count(), descriptors()
        for _ in range(100):
            client = chatwoot_client.ApiClient(chatwoot_client.Configuration(server.url))
            chatwoot_client.InboxAPIApi(client).get_details_of_a_inbox("one")
        del client
        gc.collect()
        wait_until(lambda: server.open_connections == 0)
        assert descriptors() == before[1]


# --- forks ---


@FORKS
def test_after_a_fork_parent_and_children_each_get_their_own_answers(server, roots):
    run(
        """
        api = inboxes()
        in_threads(4, lambda number: call(api, "warm", 5))
        # A thread that has ended may still be inside OpenSSL, which can't be forked at that moment.
        time.sleep(0.2)
        children = [fork(lambda: in_threads(2, lambda number: call(api, "child", 25))) for _ in range(4)]
        in_threads(4, lambda number: call(api, "parent", 25))
        wait_for(children)
        call(api, "parent again")
        """,
        server.url,
        roots,
    )
    assert len(server.requests) == 20 + 200 + 100 + 1


@FORKS
def test_a_grandchild_has_connections_of_its_own_too(server, roots):
    run(
        """
        api = inboxes()
        call(api, "parent")
        def child():
            call(api, "child")
            grandchildren = [fork(lambda: call(api, "grandchild", 10)) for _ in range(2)]
            call(api, "child", 10)
            wait_for(grandchildren)
        children = [fork(child) for _ in range(2)]
        call(api, "parent", 10)
        wait_for(children)
        """,
        server.url,
        roots,
    )


@FORKS
def test_a_fork_in_the_middle_of_other_threads_calls_locks_nobody_out():
    """Over HTTP: whether OpenSSL gets through a fork while another thread is inside it is nothing we can promise."""
    with Echo() as server:
        _fork_in_the_middle(server)


def _fork_in_the_middle(server):
    run(
        """
        api = inboxes(connection_pool_maxsize=2, debug=True, logger_file=os.devnull)
        # Before it, Python and this package are still loading what a call needs, and no child gets past a module
        # that another thread was loading at the fork.
        call(api, "first")
        over = threading.Event()
        def busy(number):
            while not over.is_set():
                call(api, "busy")
        def forking():
            children = []
            for _ in range(20):
                children.append(fork(lambda: call(api, "child", 2)))
            try:
                wait_for(children)
            finally:
                over.set()
        forker = threading.Thread(target=forking)
        forker.start()
        in_threads(6, busy)
        forker.join()
        """,
        server.url,
    )


@FORKS
def test_an_answer_that_is_still_streaming_stays_with_the_process_that_asked(authority, roots):
    body = b"0123456789" * 20
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def script(request):
        if not request.target.endswith("streamed"):
            return json_answer({"identifier": request.target.rpartition("/")[2]})
        return (head(200, [("Content-Length", str(len(body)))]) + body[:10], drip(body[10:], 0.001))

    for tls in (None, context):
        with ScriptedServer(script, tls=tls) as server:
            run(
                """
                api = inboxes()
                response = api.get_details_of_a_inbox("streamed", _preload_content=False)
                first = response.read(5)
                def child():
                    try:
                        response.read()
                    except chatwoot_client.ApiException as error:
                        assert "fork" in str(error), error
                    else:
                        raise AssertionError("the parent's answer was read by its child")
                    response.close()
                    call(api, "child", 3)
                children = [fork(child), fork(lambda: call(api, "child", 3))]
                wait_for(children[:1])
                call(api, "parent", 3)
                assert first + response.read() == b"0123456789" * 20
                wait_for(children[1:])
                """,
                server.url,
                roots,
            )


@FORKS
def test_calls_in_threads_of_its_own_work_before_and_after_a_fork(server, roots):
    run(
        """
        api = inboxes()
        def in_background():
            handles = [(name, api.get_details_of_a_inbox(name, async_req=True)) for name in map(str, range(20))]
            for name, handle in handles:
                assert handle.get(20).identifier == name
        in_background()
        children = [fork(in_background) for _ in range(2)]
        in_background()
        wait_for(children)
        # A child that ends as programs do, instead of at once.
        if not os.fork():
            in_background()
            sys.exit(0)
        code = os.waitstatus_to_exitcode(os.wait()[1])
        assert code == 0, code
        """,
        server.url,
        roots,
    )


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_multiprocessing_workers_make_clients_of_their_own(method, tmp_path):
    import multiprocessing

    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    script = tmp_path / "main.py"
    script.write_text(
        PRELUDE
        + textwrap.dedent("""
        import multiprocessing

        def work(name):
            call(inboxes(), name, 3)
            return os.getpid()

        def shared(name):
            call(api, name, 3)
            return os.getpid()

        if __name__ == "__main__":
            context = multiprocessing.get_context(sys.argv[3])
            api = inboxes()
            call(api, "parent")
            with context.Pool(2) as pool:
                assert os.getpid() not in pool.map(shared if sys.argv[3] == "fork" else work, list("abcdef"), 1)
                try:
                    pool.apply(work, (api.api_client,))
                except TypeError as error:
                    assert "pickled" in str(error)
                else:
                    raise AssertionError("a client was pickled")
                pool.close()
                pool.join()
            call(api, "parent")
    """)
    )
    with Echo() as server:
        ran = subprocess.run(
            [sys.executable, str(script), server.url, os.devnull, method],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ran.returncode == 0, ran.stderr


@FORKS
def test_gunicorn_s_workers_share_a_client_that_was_made_and_used_before_they_were(tmp_path):
    pytest.importorskip("gunicorn")
    (tmp_path / "application.py").write_text(
        textwrap.dedent("""
        import os
        import chatwoot_client

        api = chatwoot_client.InboxAPIApi(
            chatwoot_client.ApiClient(chatwoot_client.Configuration(os.environ["SERVER"], retries=0))
        )
        assert api.get_details_of_a_inbox("preloaded").identifier == "preloaded"

        def application(environ, start_response):
            asked = environ["PATH_INFO"].strip("/")
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [f"{os.getpid()} {api.get_details_of_a_inbox(asked).identifier}".encode()]
    """)
    )
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--preload", "--workers", "3", "--threads", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--chdir", str(tmp_path), "application:application"]
    with Echo(delay=0.01) as server:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "SERVER": server.url}
        gunicorn = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            _wait_until_open(port)
            answers = {}
            # On a busy machine one worker may answer all before the others are there.
            while len({worker for worker, _ in answers.values()}) < 2 and len(answers) < 3000:
                asked = range(len(answers), len(answers) + 60)
                answers.update(_ask_at_once(port, [f"request-{number}" for number in asked]))
        finally:
            gunicorn.send_signal(signal.SIGTERM)
            _, errors = gunicorn.communicate(timeout=30)
    assert all(answered == asked for asked, (_, answered) in answers.items())
    assert len({worker for worker, _ in answers.values()}) > 1
    assert gunicorn.returncode == 0
    assert "Traceback" not in errors


def _wait_until_open(port):
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _ask_at_once(port, names):
    answers = {}

    def ask(name):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{name}", timeout=20) as response:
            answers[name] = response.read().decode().split()

    threads = [threading.Thread(target=ask, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(names)
    return answers


# --- the end of a process, and of a call ---


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("api = inboxes(); call(api, 'one')", id="an open client"),
        pytest.param(
            "api = inboxes(); response = api.get_details_of_a_inbox('one', _preload_content=False)", id="an open answer"
        ),
        pytest.param("handle = inboxes().get_details_of_a_inbox('one', async_req=True)", id="a call under way"),
        pytest.param(
            "api = inboxes(); threading.Thread(target=call, args=(api, 'one'), daemon=True).start(); time.sleep(0.1)",
            id="a call in a daemon thread",
        ),
        pytest.param("api = inboxes(); api.api_client.self = api; call(api, 'one')", id="a client in a circle"),
    ],
)
def test_an_interpreter_ends_in_time_and_without_a_word(script, authority, roots):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    for tls in (None, context):
        with Echo(tls, delay=0.3) as server:
            started = time.monotonic()
            assert run(script, server.url, roots) == ""
            assert time.monotonic() - started < 10


def test_a_call_that_was_interrupted_leaves_its_client_fit_for_use(authority, roots):
    """With one connection to give, so that one that isn't given back would be missed."""

    def script(request):
        name = request.target.rpartition("/")[2]
        return HANG if name.startswith("slow") else json_answer({"identifier": name})

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    for tls in (None, context):
        with ScriptedServer(script, tls=tls) as server:
            run(
                """
                api = inboxes(connection_pool_maxsize=1)
                call(api, "before")
                for _ in range(3):
                    threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
                    try:
                        call(api, "slow")
                    except KeyboardInterrupt:
                        pass
                    else:
                        raise AssertionError("not interrupted")
                call(api, "after", 2)
                """,
                server.url,
                roots,
            )


def test_an_interrupted_read_of_an_open_answer_leaves_its_client_fit_for_use():
    def script(request):
        if request.target.endswith("slow"):
            return (head(200, [("Content-Length", "100")]), drip(b"." * 100, 0.1))
        return json_answer({"identifier": request.target.rpartition("/")[2]})

    with ScriptedServer(script) as server:
        run(
            """
            api = inboxes(connection_pool_maxsize=1)
            response = api.get_details_of_a_inbox("slow", _preload_content=False)
            threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
            try:
                response.read()
            except KeyboardInterrupt:
                pass
            else:
                raise AssertionError("not interrupted")
            call(api, "after", 2)
            """,
            server.url,
        )


def test_calls_in_threads_need_no_shared_memory():
    """As on AWS Lambda, where no semaphore that processes share can be made."""
    with Echo() as server:
        run(
            """
            import _multiprocessing
            class SemLock:
                SEM_VALUE_MAX = _multiprocessing.SemLock.SEM_VALUE_MAX
                def __init__(self, *_):
                    raise OSError(38, "Function not implemented")
            _multiprocessing.SemLock = SemLock
            try:
                import multiprocessing
                multiprocessing.Lock()
            except OSError:
                pass
            else:
                raise AssertionError("there is shared memory after all")
            api = inboxes()
            handles = [(name, api.get_details_of_a_inbox(name, async_req=True)) for name in map(str, range(5))]
            for name, handle in handles:
                assert handle.get(20).identifier == name
            """,
            server.url,
        )


def test_calls_in_threads_work_where_multiprocessing_is_missing():
    with Echo() as server:
        run(
            """
            sys.modules["_multiprocessing"] = sys.modules["multiprocessing"] = None
            api = inboxes()
            assert api.get_details_of_a_inbox("one", async_req=True).get(20).identifier == "one"
            """,
            server.url,
        )


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts descriptors in /proc")
def test_a_closed_client_leaves_no_thread_no_socket_and_no_warning(server, roots):
    """Under ``-X dev -W error``, after whatever may happen to a call."""
    run(
        """
        import gc, io
        def descriptors():
            gc.collect()
            return len(os.listdir("/proc/self/fd"))

        def use(**settings):
            with inboxes(**settings).api_client as client:
                api, messages = chatwoot_client.InboxAPIApi(client), chatwoot_client.MessagesAPIApi(client)
                in_threads(4, lambda number: call(api, "thread", 3))
                api.get_details_of_a_inbox("one", async_req=True).get(20)
                with api.get_details_of_a_inbox("streamed", _preload_content=False) as response:
                    response.read()
                api.get_details_of_a_inbox("dropped", _preload_content=False)
                for failing in (dict(_request_timeout=1e-6), dict(_deadline=1e-6)):
                    try:
                        api.get_details_of_a_inbox("late", **failing)
                    except chatwoot_client.ApiTimeoutException:
                        pass
                body = chatwoot_client.PublicMessageCreatePayload(attachments=[("a.txt", io.BytesIO(b"data"))])
                try:
                    messages.create_a_message(body, "inbox", "contact", 1)
                except chatwoot_client.ApiException:
                    pass
                client.close()
                call(api, "after close")
            for host in ("http://127.0.0.1:1", "http://nobody.invalid", sys.argv[1].replace("https", "http", 1)):
                unreachable = chatwoot_client.Configuration(host, retries=0, timeout=0.3)
                with chatwoot_client.ApiClient(unreachable) as client:
                    try:
                        chatwoot_client.InboxAPIApi(client).get_details_of_a_inbox("nowhere")
                    except chatwoot_client.ApiException:
                        pass

        use()
        before = threading.active_count(), descriptors()
        use(debug=True, logger_file=os.devnull)
        assert (threading.active_count(), descriptors()) == before == (1, before[1])
        """,
        server.url,
        roots,
        flags=["-X", "dev", "-W", "error"],
    )

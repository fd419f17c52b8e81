"""Real parts, started by the tests that need them on a free port of the loopback."""

from __future__ import annotations

import contextlib
import glob
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest
from servers import closed_port

SECONDS_TO_START = 20
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the tools, all of the room is skipped: what needs none of them takes too long to be run everywhere."""
    if importlib.util.find_spec("redis") is None:
        missing = pytest.mark.skip(reason="the tools of test/ecosystem/requirements.txt aren't installed")
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(missing)


class Part:
    """A server of a test's own on a port that it keeps; it may be killed and started again."""

    def __init__(self) -> None:
        self.port = closed_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Have it running, and wait until it answers."""
        raise NotImplementedError

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class Redis(Part):
    """A Redis server of a test's own; one that was killed and started again has what it stored."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        settings = {"bind": "127.0.0.1", "port": self.port, "dir": self._folder, "appendonly": "yes", "save": ""}
        arguments = [text for name, value in settings.items() for text in (f"--{name}", str(value))]
        with open(self._folder / "redis.log", "ab") as log:
            self._process = subprocess.Popen(["redis-server", *arguments], stdout=log, stderr=log)
        ends = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError((self._folder / "redis.log").read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server isn't installed (Debian: redis-server)")
    server = Redis(tmp_path)
    yield server
    server.kill()


class Memcached(Part):
    """A memcached of a test's own; one that was killed and started again has forgotten everything."""

    @property
    def url(self) -> str:
        return f"memcached://127.0.0.1:{self.port}"

    def start(self) -> None:
        as_user = ["-u", "nobody"] if os.getuid() == 0 else []
        self._process = subprocess.Popen(["memcached", "-l", "127.0.0.1", "-p", str(self.port), *as_user])
        ends = time.monotonic() + SECONDS_TO_START
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert self._process.poll() is None, "memcached ended"
            assert time.monotonic() < ends, "memcached didn't start"
            time.sleep(0.02)


@pytest.fixture
def memcached_server() -> Iterator[Memcached]:
    if shutil.which("memcached") is None:
        pytest.skip("memcached isn't installed (Debian: memcached)")
    server = Memcached()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """What a client connects with to a PostgreSQL of this run's own."""
    programs = {name: _of_postgres(name) for name in ("initdb", "postgres", "pg_isready")}
    if None in programs.values():
        pytest.skip("PostgreSQL isn't installed (Debian: postgresql)")
    # It refuses to run as root; the package has made a user for it.
    run_as: dict[str, Any] = {"user": "postgres"} if os.getuid() == 0 else {}
    folder = tempfile.mkdtemp(prefix="postgres-")
    try:
        if run_as:
            shutil.chown(folder, "postgres")
        log = subprocess.DEVNULL
        made = [programs["initdb"], "-D", f"{folder}/data", "-U", "tests", "-A", "trust", "--no-sync"]
        subprocess.run(made, check=True, stdout=log, cwd=folder, **run_as)
        port = closed_port()
        served = [programs["postgres"], "-D", f"{folder}/data", "-p", str(port), "-k", folder, "-c", "fsync=off"]
        process = subprocess.Popen([*served, "-h", "127.0.0.1"], stderr=log, cwd=folder, **run_as)
        try:
            asked = [programs["pg_isready"], "-q", "-h", "127.0.0.1", "-p", str(port)]
            ends = time.monotonic() + SECONDS_TO_START
            # It listens before it lets anybody in.
            while subprocess.run(asked, check=False).returncode:
                assert time.monotonic() < ends, "PostgreSQL didn't start"
                time.sleep(0.05)
            yield f"postgresql://tests@127.0.0.1:{port}/postgres"
        finally:
            process.terminate()
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of_postgres(name: str) -> str | None:
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return found[-1] if found else shutil.which(name)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path is not None:
            return path
    pytest.skip("Chromium isn't installed (Debian: chromium)")


class Nginx:
    """An nginx of a test's own, with *servers* for its whole configuration of HTTP; ``PORT`` in it is its port."""

    def __init__(self, folder: Path, servers: str) -> None:
        self.port = closed_port()
        places = "".join(
            f"{kind}_temp_path {folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; master_process off; pid {folder / 'pid'}; error_log {folder / 'error.log'};\n"
            f"events {{}}\nhttp {{ access_log off; {places}\n{servers.replace('PORT', str(self.port))}\n}}\n",
            encoding="utf-8",
        )
        self._process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
        ends = time.monotonic() + SECONDS_TO_START
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            if self._process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError((folder / "error.log").read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.02)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Nginx]]:
    """Starts an nginx with these servers."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx isn't installed (Debian: nginx-light)")
    with contextlib.ExitStack() as stack:

        def started(servers: str) -> Nginx:
            server = Nginx(tmp_path_factory.mktemp("nginx"), servers)
            stack.callback(server.close)
            return server

        yield started

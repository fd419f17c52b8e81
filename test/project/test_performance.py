"""What using this package costs, held where it can be: counts exactly, ratios to bare urllib3 with room for noise."""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
import threading
import tracemalloc
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest

import chatwoot_client
from chatwoot_client import contract

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import chart  # noqa: E402
import rounds  # noqa: E402
import table  # noqa: E402
from clients import CONTACT, INBOX  # noqa: E402
from figures import FIGURES  # noqa: E402
from workers import Process, Workers  # noqa: E402

MEGABYTE = 1024 * 1024
DEPENDENCIES = {"urllib3", "certifi", "six", "dateutil"}
#: The most that a figure may be of the floor's before a test fails: its bar with room for a busy machine, or less
#: where the package stays so far below its bar that half the way lost must not pass unseen.
LIMITS = {
    "create": 0.60,
    "update": 0.60,
    "list-20": 0.80,
    "list-1000": 1.25,
    "read-1000": 1.50,
    "decode-1000": 1.35,
    "memory-1000": 1.15,
    "verify": 1.60,
    "import": 0.60,
    "first-client": 1.60,
    "one-more-client": 6.00,
    "threads-16": 0.90,
    "one-more-message": 1.30,
}


@pytest.fixture(scope="module")
def python_path():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        # Installed packages have their bytecode; so has this one, after its first import.
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(scope="module")
def host():
    with Process(sys.executable, str(BENCHMARKS / "server.py")) as server:
        yield f"http://127.0.0.1:{server.read()}"


@pytest.fixture
def client(host):
    with chatwoot_client.ApiClient(chatwoot_client.Configuration(host=host)) as client:
        yield client


@pytest.fixture
def messages(client):
    return chatwoot_client.MessagesAPIApi(client)


@pytest.fixture(scope="module")
def workers(python_path):
    with ExitStack() as processes:
        yield Workers({client: [sys.executable] for client in ("urllib3", "this", "limit")}, processes)


def modules_after(statements):
    """The modules of a new interpreter that ran *statements*."""
    code = f"import sys\n{statements}\nprint(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


FIRST_CLIENT = "import chatwoot_client as c; c.MessagesAPIApi(c.ApiClient(c.Configuration()))"


def ours(modules):
    return {name.partition(".")[2] for name in modules if name.split(".")[0] == "chatwoot_client"}


class TestImports:
    pytestmark = pytest.mark.usefixtures("python_path")

    def test_importing_the_package_loads_nothing_else_of_it(self):
        assert ours(modules_after("import chatwoot_client")) == {"", "_lazy"}

    def test_importing_the_package_loads_none_of_its_dependencies(self):
        assert not DEPENDENCIES & modules_after("import chatwoot_client")

    def test_importing_the_package_loads_nothing_of_the_standard_library_that_urllib3_does_without(self):
        # Its oldest versions do without typing.
        foreign = modules_after("import chatwoot_client") - modules_after("import urllib3, typing")
        assert foreign == {"chatwoot_client", "chatwoot_client._lazy"}

    def test_a_first_client_loads_the_core_and_its_own_resource_only(self):
        loaded = ours(modules_after(FIRST_CLIENT))
        assert {name for name in loaded if name.startswith("api.")} == {"api.base", "api.public_messages"}
        models = {name for name in loaded if name.startswith("models.")}
        assert {name for name in models if not name.startswith("models.base")} == {"models.public_messages"}
        assert not loaded & {"compose", "contract", "filters", "limits", "apis", "sandbox"}
        assert len(loaded) < 60

    def test_a_first_client_loads_nothing_else_but_urllib3_and_json_and_random(self):
        foreign = modules_after(FIRST_CLIENT) - modules_after("import urllib3, json, random, typing")
        assert {name for name in foreign if name.split(".")[0] != "chatwoot_client"} == set()


class TestIdleClients:
    def test_a_client_that_is_not_used_holds_no_thread_and_no_descriptor(self):
        threads, descriptors = threading.active_count(), len(os.listdir("/dev/fd"))
        clients = [chatwoot_client.MessagesAPIApi(chatwoot_client.ApiClient()) for _ in range(50)]
        assert (threading.active_count(), len(os.listdir("/dev/fd"))) == (threads, descriptors)
        assert len(clients) == 50

    def test_a_client_that_was_used_by_one_thread_holds_one_descriptor_and_no_thread(self, messages):
        threads, descriptors = threading.active_count(), len(os.listdir("/dev/fd"))
        for _ in range(5):
            messages.list_all_converation_messages(INBOX, CONTACT, 20)
        assert threading.active_count() == threads
        assert len(os.listdir("/dev/fd")) == descriptors + 1


def create(messages):
    body = chatwoot_client.PublicMessageCreatePayload(content="Hello")
    return messages.create_a_message(body, INBOX, CONTACT, 1)


def list_and_read(messages):
    return [
        (message.id, message.created_at, message.sender.name)
        for message in messages.list_all_converation_messages(INBOX, CONTACT, 20)
    ]


def update(messages):
    return messages.update_a_message({"submitted_values": {}}, INBOX, CONTACT, 1, 1)


@pytest.fixture
def quiet_collector():
    """The cyclic collector, off and with nothing to do."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("call", [create, list_and_read, update])
@pytest.mark.usefixtures("quiet_collector")
class TestMemoryOfCalls:
    def test_calls_leave_nothing_behind(self, messages, call):
        for _ in range(50):
            call(messages)
        before = sys.getallocatedblocks()
        for _ in range(500):
            call(messages)
        # Less than one block in two calls: what the interpreter itself keeps and lets go.
        assert sys.getallocatedblocks() - before < 250

    def test_calls_leave_no_work_for_the_cyclic_collector(self, messages, call):
        call(messages)
        gc.collect()
        for _ in range(20):
            call(messages)
        assert gc.collect() == 0


def peak_above_idle(use):
    """Bytes in use at the peak of *use*, less those before it."""
    tracemalloc.start()
    try:
        idle, _ = tracemalloc.get_traced_memory()
        use()
        return tracemalloc.get_traced_memory()[1] - idle
    finally:
        tracemalloc.stop()


class TestLargeFiles:
    SIZE = 200 * MEGABYTE
    MOST = 10 * MEGABYTE

    def test_uploading_a_large_file_holds_little_of_it_in_memory(self, messages, tmp_path):
        large = tmp_path / "large.bin"
        with open(large, "wb") as opened:
            opened.truncate(self.SIZE)
        body = chatwoot_client.PublicMessageCreatePayload(content="Hello", attachments=[large])
        create(messages)
        assert peak_above_idle(lambda: messages.create_a_message(body, INBOX, CONTACT, 1)) < self.MOST

    def test_streaming_a_large_answer_holds_little_of_it_in_memory(self, client):
        sizes = []

        def download():
            answer = client.call_api(
                "/download/{size}", "GET", {"size": self.SIZE}, _preload_content=False, _return_http_data_only=True
            )
            sizes.append(sum(len(piece) for piece in answer.stream()))

        assert peak_above_idle(download) < self.MOST
        assert sizes == [self.SIZE]


class TestCost:
    def test_every_figure_has_a_limit(self):
        assert set(LIMITS) == {figure.name for figure in FIGURES}

    @pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
    def test_a_figure_keeps_within_its_limit(self, workers, figure):
        limit = LIMITS[figure.name]
        ratios = []
        # Noise can only make a figure worse for so long; what is really slow is so each time.
        while len(ratios) < 3:
            ratios.append(rounds.measure(workers, figure, 3)["this"]["ratio"])
            if ratios[-1] >= limit if figure.more_is_better else ratios[-1] <= limit:
                return
        pytest.fail(f"{figure.label}: {ratios} of the floor's, where {limit} is the limit")


def test_an_operation_takes_less_than_half_of_the_bytes_that_it_takes_in_the_generated_package():
    # Whose wheel has 359,264 bytes for 115 operations, and no server to test with, no doctor, nor what a field is.
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in Path(chatwoot_client.__file__).parent.rglob("*"):
            if path.is_file() and not {"__pycache__", "sandbox", "doctor"}.intersection(path.parts):
                packed.write(path)
    assert len(wheel.getvalue()) / len(list(contract.operations())) < 359_264 / 115 / 2


class TestPublishedFigures:
    """The table and the chart come from one run."""

    @pytest.fixture
    def record(self):
        return json.loads((BENCHMARKS / "results.json").read_text(encoding="utf-8"))

    def test_the_table_shows_the_recorded_run(self, record):
        assert table.markdown(record) in (ROOT / "README.md").read_text(encoding="utf-8")

    def test_the_chart_shows_the_recorded_run(self, record):
        assert (ROOT / "docs" / "benchmark.svg").read_text(encoding="utf-8") == chart.svg(record)

    @pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
    def test_the_recorded_run_keeps_each_bar_within_its_noise(self, record, figure):
        assert any(map(figure.holds, record["figures"][figure.name]["this"]["quartiles"]))

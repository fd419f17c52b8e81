"""Do the tests notice when a line of the client is wrong? Mutation testing with cosmic-ray.

    pip install cosmic-ray pytest-random-order
    python test/mutation/run.py retries
    python test/mutation/run.py rest --sample 100

Each mutant is one small change (``<`` for ``<=``, ``and`` for ``or``, 1 for 0 …) to a module as it was committed last,
made in a copy of the project and tested by the files that hold the module's rules. One that no test notices has
survived: it's printed as a diff, and the command fails.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import tarfile
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, WorkerOutcome, WorkItem, WorkResult

TESTS = {
    "limits": ["calls/test_limits.py", "calls/test_shared_limits.py"],
    "retries": ["calls/test_retries.py"],
    "calls/outcomes": ["calls/test_outcomes.py", "calls/test_retries.py"],
    "calls/waits": ["calls/test_retries.py", "calls/test_exceptions.py"],
    "calls/attempts": [
        "calls/test_retries.py",
        "calls/test_limits.py",
        "calls/test_outcomes.py",
        "calls/test_deadlines.py",
        "wire/test_exchange.py",
    ],
    "calls/hiding": ["calls/test_hiding.py", "calls/test_secrets.py"],
    "calls/explain": ["calls/test_secrets.py", "calls/test_exceptions.py", "calls/test_api_client.py"],
    "certain/settling": ["certain/test_send_once.py"],
    "certain/history": ["certain/test_history.py"],
    "certain/keys": ["certain/test_send_once.py", "events/test_own.py"],
    "models/base/data": ["models/test_model.py"],
    "models/base/fields": ["models/test_model.py"],
    "models/base/model": ["models/test_model.py"],
    "models/base/moments": ["models/test_model.py"],
    "api_client": [
        "calls/test_api_client.py",
        "calls/test_retries.py",
        "api/test_public_messages.py",
        "calls/test_secrets.py",
    ],
    "wire/exchange": ["wire/test_exchange.py", "wire/test_open_answers.py", "wire/test_kept_connections.py"],
    "wire/http1": ["wire/test_http1.py"],
    "wire/content": ["wire/test_content.py"],
    "wire/connection": ["wire/test_connection.py", "wire/test_sending.py"],
    "wire/dialling": ["wire/test_dialling.py", "wire/test_tls.py", "wire/test_proxies.py"],
    "wire/failures": ["wire/test_connection.py", "wire/test_interruptions.py"],
    "wire/sending": ["wire/test_sending.py", "wire/test_connection.py"],
    "wire/pool": ["wire/test_pool.py"],
    "wire/transport": ["wire/test_connection.py", "wire/test_tls.py", "wire/test_proxies.py"],
    "wire/names": ["wire/test_names.py"],
    "wire/proxies": ["wire/test_proxies.py", "wire/test_names.py"],
    "wire/tls": ["wire/test_tls.py"],
    "compose": ["api/test_compose.py"],
    "filters/asking": ["api/test_filters_asked.py"],
    "filters/attributes": ["api/test_filters.py", "api/test_filters_asked.py"],
    "filters/checking": ["api/test_filters.py", "api/test_filters_asked.py"],
    "filters/expression": ["api/test_filters.py", "api/test_filters_asked.py"],
    "filters/kinds": ["api/test_filters.py", "api/test_filter_meaning.py"],
    "filters/rewriting": ["api/test_filters.py", "api/test_filter_meaning.py", "api/test_filters_asked.py"],
    "filters/texts": ["api/test_filters.py", "api/test_filter_meaning.py"],
    "pagination": ["api/test_pagination.py", "api/test_messages.py", "api/test_public_messages.py"],
}
#: Annotations are never evaluated, so nothing can notice a change in them; these modules have no other ``|``.
IN_ANNOTATIONS = "core/ReplaceBinaryOperator_BitOr_"
PROJECT = Path(__file__).parents[2]
SETTINGS, SESSION = "mutants.toml", "mutants.sqlite"
#: Rules stand beside their like, so in a random order one that a mutant breaks comes sooner; a seed keeps it the same.
ORDER = "--failed-first --random-order-bucket=global --random-order-seed=1"
CONFIGURATION = """
[cosmic-ray]
module-path = "chatwoot_client/{module}.py"
timeout = 120.0
excluded-modules = []
test-command = "{python} -m pytest -x -q --timeout 30 {order} {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def main() -> int:
    asked = arguments()
    with ExitStack() as stack:
        copies = [project_copy(stack, asked.module) for _ in range(asked.workers)]
        if cosmic_ray(copies[0], "baseline", SETTINGS).wait():
            print("the tests fail without a mutant too", file=sys.stderr)
            return 2
        for number, copy in enumerate(copies):
            cosmic_ray(copy, "init", SETTINGS, SESSION).wait()
            keep_share(copy / SESSION, asked, number)
        for running in [cosmic_ray(copy, "exec", SETTINGS, SESSION) for copy in copies]:
            running.wait()
        results = [result for copy in copies for result in results_of(copy / SESSION)]
    survivors = [result for result in results if not result.is_killed]
    for survivor in survivors:
        print(survivor.diff)
    print(f"{asked.module}: {len(results) - len(survivors)} of {len(results)} mutants killed")
    return 1 if survivors else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("module", choices=TESTS)
    parser.add_argument("--sample", type=int, help="test this many mutants, chosen at random but the same each time")
    parser.add_argument("--lines", type=int, nargs=2, default=(1, sys.maxsize), help="mutants of these lines only")
    parser.add_argument("--workers", type=int, default=2, help="how many are tested at a time")
    return parser.parse_args()


def project_copy(stack: ExitStack, module: str) -> Path:
    """A copy of the last commit that is set up for mutants of *module*."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="mutants-")))
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=PROJECT, stdout=subprocess.PIPE, check=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as opened:
        opened.extractall(folder)
    tests = " ".join(f"test/{name}" for name in TESTS[module])
    settings = CONFIGURATION.format(module=module, python=sys.executable, order=ORDER, tests=tests)
    (folder / SETTINGS).write_text(settings, encoding="utf-8")
    return folder


def cosmic_ray(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "cosmic_ray.cli", *command], cwd=folder)


def keep_share(session: Path, asked: argparse.Namespace, worker: int) -> None:
    """Skip all mutants of a session but those that are this worker's to test."""
    with use_db(session, WorkDB.Mode.open) as database:
        items = list(database.work_items)
        mutants = sorted((item for item in items if is_wanted(item, asked.lines)), key=place)
        if asked.sample is not None and asked.sample < len(mutants):
            mutants = sorted(random.Random(asked.module).sample(mutants, asked.sample), key=place)
        kept = {item.job_id for item in mutants[worker :: asked.workers]}
        skipped = [item.job_id for item in items if item.job_id not in kept]
        database.set_multiple_results(skipped, WorkResult(WorkerOutcome.SKIPPED))


def is_wanted(item: WorkItem, lines: tuple[int, int]) -> bool:
    mutation = only_mutation(item)
    first, last = lines
    return first <= mutation.start_pos[0] <= last and not mutation.operator_name.startswith(IN_ANNOTATIONS)


def place(item: WorkItem) -> tuple[object, ...]:
    mutation = only_mutation(item)
    return mutation.start_pos, mutation.operator_name, mutation.occurrence


def only_mutation(item: WorkItem) -> MutationSpec:
    return item.mutations[0]


def results_of(session: Path) -> list[WorkResult]:
    with use_db(session, WorkDB.Mode.open) as database:
        return [result for _, result in database.results if result.worker_outcome != WorkerOutcome.SKIPPED]


if __name__ == "__main__":
    sys.exit(main())

"""Programs that carry the client along: one file or one folder, made by the tools that people make them with.

The program uses what's found by name only when it runs: modules loaded on first use, the generated package's import
paths, files beside the modules, the sandbox.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]
SECONDS = 300
#: Nuitka compiles for minutes, so it's for whoever has it installed, and not among the requirements.
SECONDS_TO_COMPILE = 3600
PROGRAM = """\
from importlib import import_module

import chatwoot_client
from chatwoot_client.apis.messages_api_api import MessagesAPIApi
from chatwoot_client.models.public_message import PublicMessage


def main():
    assert import_module("chatwoot_client.contract").known_differences()
    try:
        chatwoot_client.ApiClient(chatwoot_client.Configuration("https://127.0.0.1:1", retries=0)).request("GET", "/")
    except chatwoot_client.ApiConnectionException:
        pass
    with import_module("chatwoot_client.sandbox").Sandbox() as server:
        client = chatwoot_client.ApiClient(chatwoot_client.Configuration(server.url))
        try:
            MessagesAPIApi(client).list_all_converation_messages("inbox", "contact", 1)
        except chatwoot_client.NotFoundException:
            print(PublicMessage(content="carried along").content)


if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client, and all that it and its sandbox need, as pip installs it."""
    folder = tmp_path_factory.mktemp("bundles") / "site"
    source = folder.parent / "source"
    shutil.copytree(CLONE, source, ignore=shutil.ignore_patterns(".*", "test", "docs", "build", "*.egg-info"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
    subprocess.run([*pip, f"{source}[sandbox]"], check=True, timeout=SECONDS)
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    return folder


def run(command: Iterable[object], folder: Path, path: Path | None = None, seconds: float = SECONDS) -> str:
    """What a command prints, run in *folder* where nothing of the client is, unless on *path*."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PEX", "SHIV"))}
    environment["HOME"] = str(folder)
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    arguments = [str(each) for each in command]
    done = subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def needs(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} isn't installed")


def test_pyinstaller_finds_what_is_loaded_by_name(site: Path, tmp_path: Path) -> None:
    needs("PyInstaller")
    run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", site / "program.py"], tmp_path, site)
    assert run([tmp_path / "dist/program/program"], tmp_path) == "carried along\n"


def test_cx_freeze_takes_the_package_that_it_is_told(site: Path, tmp_path: Path) -> None:
    needs("cx_Freeze")
    told = [
        "--packages=chatwoot_client",
        "--excludes=chatwoot_client.pytest_plugin",
        f"--target-dir={tmp_path / 'made'}",
    ]
    command = [sys.executable, "-m", "cx_Freeze", "build_exe", f"--script={site / 'program.py'}", *told, "--silent"]
    run(command, tmp_path, site)
    assert run([tmp_path / "made/program"], tmp_path) == "carried along\n"


def test_zipapp(site: Path, tmp_path: Path) -> None:
    run([sys.executable, "-m", "zipapp", site, "-m", "program:main", "-o", tmp_path / "program.pyz"], tmp_path)
    assert run([sys.executable, "-S", tmp_path / "program.pyz"], tmp_path) == "carried along\n"


def test_shiv(site: Path, tmp_path: Path) -> None:
    needs("shiv")
    run([sys.executable, "-m", "shiv", "--site-packages", site, "-e", "program:main", "-o", "program.pyz"], tmp_path)
    assert run([sys.executable, "-S", tmp_path / "program.pyz"], tmp_path) == "carried along\n"


def test_pex(site: Path, tmp_path: Path) -> None:
    needs("pex")
    run([sys.executable, "-m", "pex", "--sources-directory", site, "-e", "program:main", "-o", "program.pex"], tmp_path)
    assert run([sys.executable, tmp_path / "program.pex"], tmp_path) == "carried along\n"


def test_nuitka_finds_what_is_loaded_by_name(site: Path, tmp_path: Path) -> None:
    needs("nuitka")
    names = "chatwoot_client.MessagesAPIApi(), chatwoot_client.PublicMessage(content='carried along').content"
    (tmp_path / "small.py").write_text(f"import chatwoot_client\nprint(*({names},)[1:])\n", encoding="utf-8")
    command = [sys.executable, "-m", "nuitka", "--standalone", "--quiet", tmp_path / "small.py"]
    run([*command, "--assume-yes-for-downloads"], tmp_path, site, SECONDS_TO_COMPILE)
    assert run([tmp_path / "small.dist/small.bin"], tmp_path) == "carried along\n"

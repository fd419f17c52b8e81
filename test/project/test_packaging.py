"""What a user installs, and what importing it costs and gives."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import inspect
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import chatwoot_client
import chatwoot_client.api
import chatwoot_client.models
from chatwoot_client.version import VERSION

CLONE = Path(__file__).resolve().parents[2]
RUN_TIME_DEPENDENCIES = {"urllib3", "certifi", "six", "python-dateutil"}
LAZY_PACKAGES = [chatwoot_client, chatwoot_client.api, chatwoot_client.models]


def in_fresh_python(code: str) -> str:
    """What *code* prints in a Python of its own, which has nothing imported yet."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=CLONE, check=True, capture_output=True, text=True).stdout


def named_in(lines: list[str]) -> set[str]:
    """The packages that requirements name, without those of extras."""
    return {
        re.split(r"[^\w.-]", line)[0] for line in lines if line and not line.startswith("#") and "extra ==" not in line
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    # Built from a copy: what an earlier build left behind isn't part of it, and this one leaves nothing behind.
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    shutil.copytree(CLONE / "chatwoot_client", source / "chatwoot_client", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.py", "requirements.txt", "README.md", "LICENSE"):
        shutil.copy(CLONE / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(built)]
    subprocess.run([*pip, str(source)], check=True)
    (path,) = built.iterdir()
    return zipfile.ZipFile(path)


def test_the_run_time_dependencies_are_exactly_these_four() -> None:
    assert named_in((CLONE / "requirements.txt").read_text(encoding="utf-8").splitlines()) == RUN_TIME_DEPENDENCIES


def test_an_old_pip_installs_it_where_nothing_can_build_a_wheel() -> None:
    pytest.importorskip("setuptools")
    code = (
        "import runpy, sys; sys.modules['setuptools.command.bdist_wheel'] = sys.modules['wheel'] = None\n"
        "sys.argv = ['setup.py', '--version']; runpy.run_path('setup.py')"
    )
    assert in_fresh_python(code).split()[-1] == VERSION


def test_the_wheel_asks_for_what_requirements_txt_names(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read(f"chatwoot_python_client-{VERSION}.dist-info/METADATA").decode()
    assert named_in(re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)) == RUN_TIME_DEPENDENCIES
    assert re.search(r"^Requires-Dist: werkzeug.*extra == .sandbox", metadata, re.MULTILINE)


def test_the_wheel_has_types_and_license_and_only_the_package(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert "chatwoot_client/py.typed" in names
    assert any(name.endswith("LICENSE") for name in names)
    assert {name.partition("/")[0] for name in names} == {
        "chatwoot_client",
        f"chatwoot_python_client-{VERSION}.dist-info",
    }


def test_the_wheel_has_every_module(wheel: zipfile.ZipFile) -> None:
    modules = {str(path.relative_to(CLONE).as_posix()) for path in (CLONE / "chatwoot_client").rglob("*.py")}
    assert modules <= set(wheel.namelist())


def test_the_wheel_says_what_it_is_made_of_and_needs(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if "/sboms/" in name]
    bom = json.loads(wheel.read(name))
    assert bom["metadata"]["component"]["purl"] == f"pkg:pypi/chatwoot-python-client@{VERSION}"
    assert {each["name"] for each in bom["components"]} == RUN_TIME_DEPENDENCIES
    assert set(bom["dependencies"][0]["dependsOn"]) == {each["bom-ref"] for each in bom["components"]}


def test_a_wheel_tells_neither_when_nor_by_whose_umask_it_was_built(wheel: zipfile.ZipFile) -> None:
    files = [each for each in wheel.infolist() if not each.is_dir()]
    assert {each.date_time for each in files} == {(1980, 1, 1, 0, 0, 0)}
    # The list of files is made with the zip, which gives it rights of its own.
    assert {each.external_attr >> 16 & 0o777 for each in files if not each.filename.endswith("/RECORD")} == {0o644}


def test_the_wheel_has_all_of_the_sandboxs_window(wheel: zipfile.ZipFile) -> None:
    window = CLONE / "chatwoot_client" / "sandbox" / "window"
    files = {path.relative_to(CLONE).as_posix() for path in window.rglob("*.*") if "__pycache__" not in path.parts}
    assert {path.rpartition(".")[2] for path in files} == {"css", "html", "js", "json", "py", "svg"}
    assert files <= set(wheel.namelist())


def test_the_version_is_the_same_everywhere(wheel: zipfile.ZipFile) -> None:
    assert chatwoot_client.__version__ == VERSION
    assert f"/{VERSION} " in chatwoot_client.ApiClient().user_agent
    assert f"\n## [{VERSION}] - " in (CLONE / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_client_needs_no_werkzeug() -> None:
    code = (
        "import sys; sys.modules['werkzeug'] = None; from chatwoot_client import *; print(MessagesAPIApi().api_client)"
    )
    assert in_fresh_python(code) == "<ApiClient https://app.chatwoot.com>\n"


def test_the_sandbox_says_how_to_get_werkzeug() -> None:
    code = (
        "import sys; sys.modules['werkzeug'] = None\n"
        "try: from chatwoot_client.sandbox import Sandbox\n"
        "except ImportError as error: print(error)"
    )
    assert "pip install 'chatwoot-python-client[sandbox]'" in in_fresh_python(code)


@pytest.mark.parametrize("fixture", ["chatwoot_sandbox", "chatwoot_client_for", "chatwoot_receiver"])
def test_pytest_finds_the_fixtures(fixture: str) -> None:
    try:
        entry_points = importlib.metadata.distribution("chatwoot-python-client").entry_points
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package isn't installed here; `python3 test` installs it")
    plugins = [each.load() for each in entry_points if each.group == "pytest11"]
    assert any(hasattr(plugin, fixture) for plugin in plugins)


@pytest.mark.parametrize("package", LAZY_PACKAGES, ids=lambda package: package.__name__)
def test_every_public_name_resolves(package: ModuleType) -> None:
    for name in package.__all__:
        assert getattr(package, name) is not None
        assert name in dir(package)
    helpers = {name for name in dir(package) if name[0] != "_" and not isinstance(getattr(package, name), ModuleType)}
    assert helpers <= set(package.__all__)


@pytest.mark.parametrize("package", LAZY_PACKAGES, ids=lambda package: package.__name__)
def test_type_checkers_see_the_names_that_there_are(package: ModuleType) -> None:
    assert package.__file__ is not None
    tree = ast.parse(Path(package.__file__).read_text(encoding="utf-8"))
    guards = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    seen: dict[str, object] = {}
    for node in (each for guard in guards for each in guard.body if isinstance(each, ast.ImportFrom)):
        assert node.module is not None
        module = importlib.import_module(node.module)
        exported = getattr(module, "__all__", None) or names_defined_in(module)
        for name in exported if node.names[0].name == "*" else [alias.asname for alias in node.names]:
            seen[name] = getattr(module, name)
    # Modules are attributes, and no names that a program is given by *.
    modules = {name: value for name, value in seen.items() if isinstance(value, ModuleType)}
    assert modules == {name: getattr(package, name) for name in modules}
    assert seen == {name: getattr(package, name) for name in (*package.__all__, *modules)}


def test_modules_that_programs_use_by_name_are_there_without_an_import_of_their_own() -> None:
    said = in_fresh_python(
        "import chatwoot_client as c; print(c.compose.input_select.__name__, c.filters.attribute.__name__)"
    )
    assert said.split() == ["input_select", "attribute"]


def names_defined_in(module: ModuleType) -> set[str]:
    """The classes that *module* defines and other names for them; its functions, too."""
    return {
        name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__
        and (isinstance(value, type) or inspect.isfunction(value)) and not name.startswith("_")
    }  # fmt: skip


@pytest.mark.parametrize("package", ["api", "models"])
def test_every_class_is_exported(package: str) -> None:
    defined: set[str] = set()
    for path in (CLONE / "chatwoot_client" / package).glob("*.py"):
        if path.stem not in ("__init__", "base"):
            defined |= names_defined_in(importlib.import_module(f"chatwoot_client.{package}.{path.stem}"))
    assert defined
    assert defined == set(getattr(chatwoot_client, package).__all__) <= set(chatwoot_client.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="MessageApi"):
        chatwoot_client.MessageApi  # noqa: B018

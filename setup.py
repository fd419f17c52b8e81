"""Packaging: all metadata is here, but the version (in version.py) and the dependencies (requirements.txt)."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from setuptools import find_packages, setup

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    try:
        from wheel.bdist_wheel import bdist_wheel
    except ImportError:
        # Where nothing can build a wheel, as in a new environment of Python 3.9, pip installs without one.
        from setuptools import Command as bdist_wheel

HERE = Path(__file__).resolve().parent
NAME = "chatwoot-python-client"
#: The time of every file in a wheel: the first that a zip can tell, so that the same source makes the same bytes.
NO_TIME = "315532800"


def text_of(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def version() -> str:
    """The client's version, read without importing it, since what it needs may not be installed yet."""
    found = re.search(r'^VERSION = "(.+)"$', text_of("chatwoot_client/version.py"), re.MULTILINE)
    if found is None:
        raise RuntimeError("chatwoot_client/version.py names no VERSION")
    return found[1]


def requirements() -> list[str]:
    return [line for line in text_of("requirements.txt").splitlines() if line and not line.startswith("#")]


def bill_of_materials() -> str:
    """What a wheel consists of and needs, in CycloneDX."""

    def component(name: str, **more: object) -> dict[str, object]:
        return {"type": "library", "bom-ref": f"pkg:pypi/{name}", "name": name, "purl": f"pkg:pypi/{name}", **more}

    this = component(NAME, version=version(), licenses=[{"license": {"id": "MIT"}}])
    this["purl"] = f"pkg:pypi/{NAME}@{version()}"
    needed = {re.split(r"[^\w.-]", line)[0]: line for line in requirements()}
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": this},
        "components": [
            component(name, scope="required", properties=[{"name": "python:requirement", "value": line}])
            for name, line in needed.items()
        ],
        "dependencies": [
            {"ref": this["bom-ref"], "dependsOn": [f"pkg:pypi/{name}" for name in needed]},
            *({"ref": f"pkg:pypi/{name}"} for name in needed),
        ],
    }
    return json.dumps(bom, indent=2) + "\n"


class ReproducibleWheel(bdist_wheel):  # type: ignore[misc]
    """A wheel that is the same byte for byte wherever it's built, with a bill of materials inside (PEP 770)."""

    def run(self) -> None:
        os.environ.setdefault("SOURCE_DATE_EPOCH", NO_TIME)
        super().run()

    def egg2dist(self, egginfo_path: str, distinfo_path: str) -> None:
        super().egg2dist(egginfo_path, distinfo_path)
        boms = Path(distinfo_path) / "sboms"
        boms.mkdir()
        (boms / f"{NAME}.cdx.json").write_text(bill_of_materials(), encoding="utf-8")

    def write_wheelfile(self, *args: str, **kwargs: str) -> None:
        super().write_wheelfile(*args, **kwargs)
        # All that goes in is there now, with the rights that the builder's umask made of it.
        for path in Path(self.bdist_dir).rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


setup(
    name=NAME,
    version=version(),
    description="A synchronous client for Chatwoot, the open-source customer-support platform",
    long_description=text_of("README.md"),
    long_description_content_type="text/markdown",
    author="The chatwoot-python-client authors",
    license="MIT",
    license_files=["LICENSE"],
    keywords=["chatwoot", "customer support", "live chat", "api", "sdk"],
    classifiers=[
        "Development Status :: 5 - Production/Stable",
        "Intended Audience :: Developers",
        "Operating System :: OS Independent",
        *(f"Programming Language :: Python :: 3.{minor}" for minor in range(9, 16)),
        "Topic :: Communications :: Chat",
        "Typing :: Typed",
    ],
    python_requires=">=3.9",
    packages=find_packages(include=["chatwoot_client", "chatwoot_client.*"]),
    package_data={
        "chatwoot_client": ["py.typed"],
        "chatwoot_client.contract": ["known.json"],
        "chatwoot_client.sandbox.window": ["operations.json", "page/*.html", "page/*.css", "page/*.js", "page/*.svg"],
    },
    zip_safe=False,
    cmdclass={"bdist_wheel": ReproducibleWheel},
    install_requires=requirements(),
    extras_require={
        "export": ["tqdm>=4.60"],
        "limits": ["limits[memcached,redis]>=4"],
        "live": ["websocket-client>=1.6"],
        "otel": ["opentelemetry-api>=1.30"],
        "sandbox": ["werkzeug>=2.3.8", "wsproto>=1.0"],
    },
    entry_points={
        "pyinstaller40": ["hook-dirs = chatwoot_client.__pyinstaller:get_hook_dirs"],
        "pytest11": [
            "chatwoot_client = chatwoot_client.pytest_plugin",
            "chatwoot_sandbox = chatwoot_client.sandbox.pytest_plugin",
        ],
    },
)

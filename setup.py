"""Packaging: all metadata is here, but the version (in version.py) and the dependencies (requirements.txt)."""

from __future__ import annotations

import re
from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).resolve().parent


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


setup(
    name="chatwoot-python-client",
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
        *(f"Programming Language :: Python :: 3.{minor}" for minor in range(9, 14)),
        "Topic :: Communications :: Chat",
        "Typing :: Typed",
    ],
    python_requires=">=3.9",
    packages=find_packages(include=["chatwoot_client", "chatwoot_client.*"]),
    package_data={"chatwoot_client": ["py.typed"], "chatwoot_client.contract": ["known.json"]},
    zip_safe=False,
    install_requires=requirements(),
    extras_require={"live": ["websocket-client>=1.6"], "sandbox": ["werkzeug>=2.3.8", "wsproto>=1.0"]},
    entry_points={
        "pytest11": [
            "chatwoot_client = chatwoot_client.pytest_plugin",
            "chatwoot_sandbox = chatwoot_client.sandbox.pytest_plugin",
        ]
    },
)

"""An environment of its own for each client, kept from run to run in the user's cache folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = {
    "urllib3": ["urllib3"],
    "limit": [],
    "this": [line for line in (ROOT / "requirements.txt").read_text().splitlines() if not line.startswith("#")],
    "chatwoot-python-client": ["chatwoot-python-client==1.0.0.18"],
    "chatwoot-sdk": ["chatwoot-sdk==0.2.0"],
    "requests": ["requests"],
}


def python_of(client: str) -> str:
    """The interpreter of *client*'s environment, which is made when it isn't there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    environment = cache / "chatwoot-client-benchmarks" / f"{sys.implementation.cache_tag}-{client}"
    python = environment / "bin" / "python"
    made_for = environment / "requirements.txt"
    wanted = "\n".join(REQUIREMENTS[client])
    if not made_for.exists() or made_for.read_text() != wanted:
        print(f"making the environment of {client}", file=sys.stderr)
        venv.create(environment, clear=True, with_pip=True)
        if wanted:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *REQUIREMENTS[client]], check=True)
        made_for.write_text(wanted)
    if client == "this":
        _link_checkout(python)
    return str(python)


def _link_checkout(python: Path) -> None:
    """Have the package imported from this checkout, so that what is measured is what stands here."""
    command = [python, "-Ic", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "checkout.pth").write_text(f"{ROOT}\n")


def versions_of(client: str) -> dict[str, str]:
    """What is installed beside *client*, by name."""
    command = [python_of(client), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    versions = dict(line.split("==") for line in lines)
    return {name: version for name, version in versions.items() if name not in ("pip", "setuptools")}

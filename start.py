"""Sets placemeaning up in this folder and runs it. Needs Python 3.11 or later, and nothing else.

python start.py demo    run the main job on the example study
python start.py test    run all tests
python start.py lab     open JupyterLab on the notebooks
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.txt"


def wanted(developer):
    """Return what the environment is made from: the Python, pyproject.toml, and whether the test tools are in it."""
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{sys.version_info[:2]} {project} {'dev' if developer else 'use'} {ROOT}"


def run(command, problem):
    """Run a command and show one short line for each package it works on; stop with one sentence where it fails."""
    try:
        work = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
    except OSError as error:
        sys.exit(f"{problem} ({error})")
    said = []
    for line in work.stdout:
        said.append(line)
        words = line.split()
        if words[:1] in (["Collecting"], ["Installing"], ["Building"]):
            print(f"  {' '.join(words[:2])}{' … (a minute or two)' if words[1] == 'collected' else ''}", flush=True)
    if work.wait():
        sys.exit("".join(said[-8:]) + problem)


def set_up(developer):
    """Make the virtual environment beside this file, unless it is there and pyproject.toml has not changed since."""
    installed = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if PYTHON.exists() and installed in (wanted(True), wanted(developer)):
        return
    if not installed.startswith(str(sys.version_info[:2])) and VENV.exists():
        shutil.rmtree(VENV)
    print("Setting up: this takes a few minutes the first time, and is not done again.", flush=True)
    if not PYTHON.exists():
        run(
            [sys.executable, "-m", "venv", VENV],
            "This Python cannot make virtual environments: install venv (Debian, Ubuntu: sudo apt install python3-venv).",
        )
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    network = "Installing failed: check that this computer is on the network, then run the same command again."
    run([*pip, "install", "--quiet", "--upgrade", "pip>=25.1"], network)
    print("Installing placemeaning and what it needs …", flush=True)
    run([*pip, "install", "--editable", ".", *(["--group", "dev"] if developer else [])], network)
    STAMP.write_text(wanted(developer), "utf-8")


def add_typescript():
    """Install what the tests of the coder's page need, where npm is; without it, those tests say what is missing."""
    npm, folder = shutil.which("npm"), ROOT / "tests/js"
    asked = json.loads((folder / "package.json").read_text("utf-8"))["devDependencies"]["typescript"]
    there = folder / "node_modules/typescript/package.json"
    if npm and not (there.exists() and json.loads(there.read_text("utf-8"))["version"] == asked):
        print("Installing TypeScript, for the tests of the coder's page …", flush=True)
        quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
        subprocess.call([npm, "install", *quiet], cwd=folder, stdout=subprocess.DEVNULL)


def main():
    """Do what the command line says."""
    if sys.version_info < (3, 11):
        sys.exit(
            f"placemeaning needs Python 3.11 or later; this is {sys.version.split()[0]}. Install a newer one from python.org, then run this again."
        )
    command, arguments = (sys.argv[1] if len(sys.argv) > 1 else "help"), sys.argv[2:]
    if command not in ("demo", "test", "lab"):
        sys.exit(__doc__)
    set_up(developer=command == "test")
    if command == "test":
        add_typescript()
        sys.exit(subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT))
    sys.exit(subprocess.call([str(PYTHON), "-m", "placemeaning", command, *arguments], cwd=ROOT))


if __name__ == "__main__":
    main()

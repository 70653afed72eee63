"""Opens the exercise in this folder. Needs Python 3.11 or later, and nothing else. It is copied into every student's folder.

python start.py         set up (the first time) and open the exercise in the browser
python start.py zip     put what you made into one zip file, to hand in
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WORDS = {
    "nl": {
        "old": "Python 3.11 of nieuwer is nodig; dit is {version}. Installeer een nieuwere van python.org en probeer het opnieuw.",
        "unpacked": "Pak eerst het hele zip-bestand uit: in deze map ontbreekt {name}.",
        "setting up": "Eenmalig klaarzetten in {where}: dit duurt een paar minuten.",
        "no venv": "Deze Python kan geen omgeving maken. Installeer venv (Debian, Ubuntu: sudo apt install python3-venv).",
        "no network": "Installeren lukte niet. Is deze computer op internet? Probeer daarna dezelfde opdracht opnieuw.",
        "opening": "{name} wordt geopend in je browser. Klaar? Druk hier op Ctrl-C.",
    },
    "en": {
        "old": "Python 3.11 or later is needed; this is {version}. Install a newer one from python.org, then try again.",
        "unpacked": "First unpack the whole zip file: {name} is missing from this folder.",
        "setting up": "Setting up once in {where}: this takes some minutes.",
        "no venv": "This Python cannot make environments. Install venv (Debian, Ubuntu: sudo apt install python3-venv).",
        "no network": "Installing failed. Is this computer on the internet? Then try the same command again.",
        "opening": "{name} opens in your browser. Done? Press Ctrl-C here.",
    },
}
HAS_IT = "import importlib.metadata as m, jupyterlab; print(m.version('placemeaning'))"


def say(language: str, word: str, **values: object) -> str:
    """Return a sentence in the language of the handout."""
    return WORDS[language][word].format(**values)


def numbers(version: str) -> list[int]:
    """Return a version as numbers that can be compared."""
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def has_it(python: str | Path, least: str) -> bool:
    """Return whether an interpreter has placemeaning, as new as the handout."""
    try:
        asked = subprocess.run([str(python), "-c", HAS_IT], capture_output=True, text=True, check=False, cwd=Path.home())
    except OSError:
        return False
    return asked.returncode == 0 and numbers(asked.stdout) >= numbers(least)


def environment(version: str) -> Path:
    """Return the folder of the environment: outside this folder, so that it is not handed in and not synchronised."""
    home = Path(os.environ.get("PLACEMEANING_HOME") or Path.home() / ".placemeaning")
    return home / f"class-{version}-py{sys.version_info[0]}{sys.version_info[1]}"


def python_with_it(version: str, language: str) -> Path:
    """Return an interpreter that has placemeaning: this one, or that of an environment that is made the first time."""
    if has_it(sys.executable, version):
        return Path(sys.executable)
    where = environment(version)
    python = where / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if has_it(python, version):
        return python
    print(say(language, "setting up", where=where), flush=True)
    if not python.exists():
        run([sys.executable, "-m", "venv", where], say(language, "no venv"))
    wheels = sorted(str(path) for path in ROOT.glob("*.whl"))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--progress-bar", "off"]
    run([*pip, *(wheels or ["placemeaning"])], say(language, "no network"))
    return python


def run(command: list[object], problem: str) -> None:
    """Run a command; stop with one sentence where it fails."""
    try:
        done = subprocess.run([str(part) for part in command], check=False)
    except OSError as error:
        sys.exit(f"{problem} ({error})")
    if done.returncode:
        sys.exit(problem)


def main() -> None:
    """Do what the command line says."""
    manifest = ROOT / "handout.json"
    about = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {"language": "nl"}
    language = about["language"]
    if sys.version_info < (3, 11):
        sys.exit(say(language, "old", version=sys.version.split()[0]))
    for name in ("handout.json", "codebook.yaml", "data"):
        if not (ROOT / name).exists():
            sys.exit(say(language, "unpacked", name=name))
    if sys.argv[1:] not in ([], ["zip"]):
        sys.exit(__doc__)
    python = python_with_it(about["placemeaning"], language)
    if sys.argv[1:] == ["zip"]:
        make = "import sys, placemeaning; print(placemeaning.open_project(sys.argv[1]).hand_in())"
        sys.exit(subprocess.call([str(python), "-c", make, str(ROOT)]))
    print(say(language, "opening", name=about["notebook"]), flush=True)
    lab = [str(python), "-m", "jupyter", "lab", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    options = [f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url=/lab/tree/{about['notebook']}"]
    try:
        sys.exit(subprocess.call([*lab, "--LabApp.extension_manager=readonly", "--LabApp.news_url=", *options], cwd=ROOT))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()

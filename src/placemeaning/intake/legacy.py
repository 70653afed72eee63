"""Old Word files: .doc, read by LibreOffice where it is installed; else a sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from placemeaning.errors import IntakeError, UnknownFormat
from placemeaning.intake import word
from placemeaning.intake.raw import Raw

LARGEST = 60_000_000
_LONGEST = 45
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_INSIDE = (
    ("EncryptedPackage", "a Word or Excel file with a password", "Open it and save it without a password, as .docx"),
    ("Workbook", "an old Excel file (.xls)", "Open it and save it as .xlsx"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", "Copy its text into a .docx or .txt"),
)


def read(path: Path, language: str | None = None) -> Raw:
    """Return the lines of an old Word file, as LibreOffice understands them.

    Raises
    ------
    UnknownFormat
        If it is no Word file or has a password, or LibreOffice is not installed; the message says what to do.
    IntakeError
        If LibreOffice cannot read it.
    """
    data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    for stream, what, cure in _INSIDE:
        if stream.encode("utf-16-le") in data:
            raise UnknownFormat(f"{path.name}: this is {what}, for which there is no reader. {cure}.")
    program = next((found for one in _PROGRAMS if (found := shutil.which(one))), None)
    if program is None or "WordDocument".encode("utf-16-le") not in data:
        raise UnknownFormat(
            f"{path.name}: this is an old Word file (.doc), or one with a password, for which there is no reader. "
            "Open it in Word or LibreOffice and save it as .docx."
        )
    with tempfile.TemporaryDirectory(prefix="placemeaning-") as folder:
        raw = word.read(_converted(program, path, Path(folder)), language)
    return replace(raw, name=path.name).with_warnings("an old Word file, read by LibreOffice")


def _converted(program: str, path: Path, folder: Path) -> Path:
    """Return the .docx that LibreOffice makes of a file, in a profile of its own, so that nothing of the user's is touched."""
    source = folder / "old.doc"
    shutil.copyfile(path, source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder / "new"), str(source)]
    _run(command)
    made = folder / "new" / "old.docx"
    if not made.exists():
        raise IntakeError(f"{path.name}: LibreOffice cannot read this old Word file. Open it in Word and save it as .docx.")
    return made


def _run(command: list[str]) -> None:
    """Run a program to its end, or stop it with all that it started."""
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        return
    try:
        running.wait(_LONGEST)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
        running.wait()

"""Finds the real material that lies beside the repository and may not be copied into it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def samples(*parts: str) -> Path:
    """Return a path below the folder of samples; skip the test where that folder is absent."""
    folder = Path(os.environ.get("PLACEMEANING_SAMPLES", ROOT.parent / "shared" / "samples"))
    if not folder.is_dir():
        pytest.skip(f"the real transcripts are not in {folder} (their licences keep them out of this repository); set PLACEMEANING_SAMPLES to where they are")
    return folder.joinpath(*parts)

"""Real transcripts that lie beside the repository; their licences keep them out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def samples(*parts: str) -> Path:
    """Return a file or folder of the samples; skip the test, and say what is missing, where it is not there."""
    root = Path(os.environ.get("PLACEMEANING_SAMPLES") or REPOSITORY.parent / "shared" / "samples")
    wanted = root.joinpath(*parts)
    if not wanted.exists():
        pytest.skip(f"{wanted} is missing: these samples may not be copied into the repository (set PLACEMEANING_SAMPLES to their folder)")
    return wanted

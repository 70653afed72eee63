"""The tidy frames as files for those who go on elsewhere: CSV that Excel opens, Parquet that keeps the types."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from placemeaning.errors import MissingExtra, check_choice
from placemeaning.output.files import replacing

SEPARATORS = (",", ";", "\t")


def write_csv(folder: str | os.PathLike[str], frames: Mapping[str, pd.DataFrame], separator: str = ",") -> list[Path]:
    """Write each frame as ``<name>.csv`` in a folder: UTF-8 with a mark, so that Excel reads it right; several values with ``; `` between.

    Parameters
    ----------
    separator
        A comma, a semicolon (for Excel in Dutch) or a tab.

    Raises
    ------
    ValueError
        If the separator is another one.
    ProjectError
        If a file cannot be written.
    """
    check_choice("separator", separator, SEPARATORS)
    return _each(folder, frames, ".csv", lambda frame, path: _flat(frame).to_csv(path, sep=separator, index=False, encoding="utf-8-sig"))


def write_parquet(folder: str | os.PathLike[str], frames: Mapping[str, pd.DataFrame]) -> list[Path]:
    """Write each frame as ``<name>.parquet`` in a folder, with its types: lists stay lists, categories categories.

    Raises
    ------
    MissingExtra
        If pyarrow is not installed.
    ProjectError
        If a file cannot be written.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise MissingExtra("writing Parquet needs the parquet extra: pip install 'placemeaning[parquet]'")
    return _each(folder, frames, ".parquet", lambda frame, path: frame.to_parquet(path, engine="pyarrow", index=False))


def _each(
    folder: str | os.PathLike[str], frames: Mapping[str, pd.DataFrame], ending: str, write: Callable[[pd.DataFrame, Path], None]
) -> list[Path]:
    paths = {Path(folder) / f"{name}{ending}": frame for name, frame in frames.items()}
    for path, frame in paths.items():
        with replacing(path, "en") as new:
            write(frame, new)
    return list(paths)


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    several = [name for name in frame if any(isinstance(one, tuple) for one in frame[name])]
    return frame.assign(**{str(name): ["; ".join(one) for one in frame[name]] for name in several})

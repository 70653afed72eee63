"""Nominal alpha with a bootstrap against the `krippendorff` package, and uα at 1, 4 and 16 times as many codings; ratios of one run.

Run with ``python benchmarks/bench_agreement.py --oracle /tmp/oracle/bin/python``: a Python that has `krippendorff` (0.9, GPL, so never a
dependency; ``uv venv /tmp/oracle && uv pip install --python /tmp/oracle/bin/python krippendorff``). It runs in that environment on the same
table, in the same run, and is timed there, without the start of Python. Without --oracle only our own times are printed. Of each the fastest round counts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from placemeaning.analysis.reliability import bootstrap, nominal, unitizing
from placemeaning.analysis.reliability.spans import Spans

CODERS, UNITS, VALUES, DRAWS = 30, 10_000, 20, 1000
THEIRS = """
import json, sys, time, numpy as np, krippendorff
table = np.load(sys.argv[1]).astype(float); table[table < 0] = np.nan; times = []
for i in range(int(sys.argv[2])):
    drawn = table[:, np.random.default_rng(i).integers(0, table.shape[1], table.shape[1])] if i else table
    begun = time.perf_counter(); value = krippendorff.alpha(reliability_data=drawn, level_of_measurement="nominal"); times.append(time.perf_counter() - begun)
    if not i: alpha = value
print(json.dumps([alpha, times]))
"""


def table() -> np.ndarray[Any, Any]:
    """Return units by coders: 20 values, 30 % missing, -1."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, VALUES, UNITS)[:, None]
    values = np.where(rng.random((UNITS, CODERS)) < 0.7, truth, rng.integers(0, VALUES, (UNITS, CODERS)))
    return np.where(rng.random((UNITS, CODERS)) < 0.3, -1, values)


def best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def nominal_alpha(oracle: str | None, rounds: int) -> None:
    values = table()

    def ours() -> bootstrap.Interval | None:
        sums = nominal.krippendorff(values, VALUES)
        return bootstrap.interval(sums.rows, sums.values, by="unit", draws=DRAWS, seed=0, level=0.95)

    value, mine = nominal.coefficient("krippendorff", values, VALUES).value, best(ours, rounds)
    print(f"## Nominal α, {CODERS} coders × {UNITS} units, {DRAWS} bootstrap draws\n")
    print("| what | value | seconds |\n|---|---|---|")
    print(f"| placemeaning: table, α and {DRAWS} draws | {value:.6f} [{ours()}] | {mine:.3f} |")
    if oracle:
        with tempfile.TemporaryDirectory() as folder:
            np.save(Path(folder) / "t.npy", values.T)
            said = subprocess.run(
                [oracle, "-c", THEIRS, str(Path(folder) / "t.npy"), "20"], capture_output=True, text=True, check=True
            ).stdout
        alpha, times = json.loads(said)
        call = min(times)
        print(f"| krippendorff package: one call (fastest of {len(times)}) | {alpha:.6f} | {call:.4f} |")
        print(f"| the same called {DRAWS} times | | {call * DRAWS:.1f} |")
        print(f"\n**{call * DRAWS / mine:.0f} times faster** (asked: 200); same value to {abs(alpha - (value or 0)):.0e}.\n")


def spans(codings: int, seed: int = 0, coders: int = 30, documents: int = 31, overlap: bool = True) -> Spans:
    """Return codings for each coder and document; at random places, or one after the other."""
    rng, n = np.random.default_rng(seed), coders * documents * codings
    document, coder = np.repeat(np.arange(documents), n // documents), np.tile(np.repeat(np.arange(coders), codings), documents)
    length = 34_000.0 * max(1, codings // 200)
    if overlap:
        start = rng.integers(0, int(length) - 500, n).astype(float)
        stop = start + rng.integers(20, 400, n)
    else:
        ends = np.sort(rng.integers(0, int(length), (coders * documents, 2 * codings)), axis=1) + np.arange(2 * codings) / (4 * codings)
        start, stop = ends[:, ::2].ravel(), ends[:, 1::2].ravel()
    names = tuple(str(i) for i in range(max(coders, documents)))
    read = np.ones((documents, coders), dtype=bool)
    code = rng.integers(0, 8, n)
    return Spans(
        document, coder, code, start, stop, np.full(documents, length + 1), read, names[:documents], names[:coders], tuple("abcdefgh")
    )


def unitizing_alpha(rounds: int) -> None:
    print("## uα, 30 coders × 31 documents, 8 codes\n")
    print("| codings a coder and document | in all | not overlapping, s | at random places, s |\n|---|---|---|---|")
    seen: dict[tuple[int, bool], float] = {}
    for codings in (50, 200, 800):
        for overlap in (False, True):
            given = spans(codings, overlap=overlap)
            seen[codings, overlap] = best(lambda given=given: unitizing.coefficient("krippendorff-u", given), rounds)  # type: ignore[misc]
        print(f"| {codings} | {30 * 31 * codings} | {seen[codings, False]:.2f} | {seen[codings, True]:.2f} |")
    growth = [seen[800, overlap] / seen[50, overlap] for overlap in (False, True)]
    n, m = 30 * 31 * 50, 30 * 31 * 800
    print(
        f"\n16 times as many codings: {growth[0]:.1f} and {growth[1]:.1f} times the time; n log n would be {m * np.log(m) / (n * np.log(n)):.1f}.\n"
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--oracle", help="a Python with the krippendorff package")
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    nominal_alpha(given.oracle, given.rounds)
    unitizing_alpha(given.rounds)

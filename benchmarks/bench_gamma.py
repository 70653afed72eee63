"""γ against `pygamma-agreement`, on the same spans, in one run; ratios, and whether the observed disorder is the same.

Run with ``python benchmarks/bench_gamma.py --oracle /tmp/oracle/bin/python``: a Python that has `pygamma-agreement` 0.5.9 (684 MB, so never a
dependency; ``uv venv /tmp/oracle && uv pip install --python /tmp/oracle/bin/python pygamma-agreement``). It is timed there, in the same run, after
its numba code was compiled and without its import. Both draw 30 chance continua;
of each the fastest round counts (9 of ours, 2 of theirs), so that other programs on the machine matter less.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time

import numpy as np

from placemeaning.analysis.reliability.gamma import gamma
from placemeaning.analysis.reliability.spans import spans_of

SIZES = ((2, 100), (2, 300), (2, 500), (3, 50), (3, 100))
Coded = list[list[tuple[int, int, str]]]
THEIRS = """
import json, logging, os, sys, time, numpy as np
logging.disable(logging.CRITICAL)
begun = time.perf_counter()
from pygamma_agreement import Continuum, CombinedCategoricalDissimilarity
from pyannote.core import Segment
imported = time.perf_counter() - begun
out = os.dup(1); quiet = os.open(os.devnull, os.O_WRONLY); os.dup2(quiet, 1)
def run(coders):
    c = Continuum()
    for k, spans in enumerate(coders):
        for s, e, x in spans: c.add(f"c{k}", Segment(s, e), x)
    np.random.seed(0)
    return c.compute_gamma(CombinedCategoricalDissimilarity(alpha=1, beta=1), n_samples=30)
given = json.load(sys.stdin); found = []
run([one[:8] for one in given[0]]); run([one[:8] for one in given[-1]])
for coders in given:
    times = []
    for _ in range(2):
        begun = time.perf_counter(); g = run(coders); value, disorder = float(g.gamma), float(g.observed_disorder); times.append(time.perf_counter() - begun)
    found.append([min(times), value, disorder])
os.dup2(out, 1); print(json.dumps([imported, found]))
"""


def generated(coders: int, spans: int, seed: int = 1, length: int = 34_000) -> Coded:
    """Return noisy copies of the same spans, as ../shared/peer_benchmarks/bench_gamma.py makes them."""
    rng = np.random.default_rng(seed)
    starts = np.sort(rng.integers(0, length - 500, spans))
    sizes, codes = rng.integers(20, 500, spans), rng.integers(0, 8, spans)
    truth = [(int(s), int(s + n), int(c)) for s, n, c in zip(starts, sizes, codes, strict=True)]
    given: Coded = []
    for _ in range(coders):
        mine = []
        for s, e, c in truth:
            if rng.random() >= 0.15:
                start = max(0, s + int(rng.normal(0, 15)))
                stop = max(start + 5, e + int(rng.normal(0, 15)))
                mine.append((start, stop, str(c if rng.random() > 0.15 else int(rng.integers(0, 8)))))
        given.append(mine)
    return given


def main(oracle: str | None, rounds: int) -> None:
    given = [generated(*size) for size in SIZES]
    ours = []
    for coders in given:
        spans, times = spans_of({str(i): one for i, one in enumerate(coders)}, 34_500), []
        for _ in range(rounds):
            begun = time.perf_counter()
            found = gamma(spans)
            times.append(time.perf_counter() - begun)
        ours.append((min(times), found.gamma.value or 0.0, found.gamma.observed or 0.0))
    theirs = []
    if oracle:
        said = subprocess.run([oracle, "-c", THEIRS], input=json.dumps(given), capture_output=True, text=True, check=True).stdout
        imported, theirs = json.loads(said)
        print(f"pygamma-agreement takes {imported:.1f} s to import (not counted below).\n")
    print("| coders × spans | placemeaning, s | pygamma, s | times faster | γ, γ | disorder differs by |\n|---|---|---|---|---|---|")
    for (coders, _), spans, (seconds, value, disorder), other in zip(SIZES, given, ours, theirs or [None] * len(SIZES), strict=True):
        size = f"{coders} × {'/'.join(str(len(one)) for one in spans)}"
        if other is None:
            print(f"| {size} | {seconds:.3f} | | | {value:.4f} | |")
        else:
            ratio, apart = other[0] / seconds, abs(other[2] - disorder)
            print(f"| {size} | {seconds:.3f} | {other[0]:.1f} | {ratio:.0f} | {value:.4f}, {other[1]:.4f} | {apart:.0e} |")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--oracle", help="a Python with pygamma-agreement")
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    main(chosen.oracle, chosen.rounds)

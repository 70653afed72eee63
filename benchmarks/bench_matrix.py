"""Matrices over 100,000 and 1 million codings in memory, against pandas, polars and DuckDB on the same columns; ratios of one run.

Run with ``python benchmarks/bench_matrix.py``; polars and duckdb are compared where they are installed (``pip install polars duckdb``; they are no
dependencies). All keys are categories; the fastest of the rounds counts. Every peer's answer is compared with ours first.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

import placemeaning as pm
from placemeaning.analysis.tidy import CODING_COLUMNS

PLACES, CODES = 16, 40


def frame(n: int, *, again: float = 0.0) -> pd.DataFrame:
    """Return a tidy frame: 16 places, 40 codes, a document and person for 100 codings; `again` is the part that a second coder repeats."""
    rng = np.random.default_rng(1)
    documents = max(31, n // 100)
    first = n - int(n * again)
    document = np.sort(rng.integers(0, documents, first))
    start = rng.integers(0, 50_000, first)
    made = {"place": rng.integers(0, PLACES, first), "code": rng.integers(0, CODES, first), "document": document, "start": start}
    made["stop"] = start + rng.integers(5, 300, first)
    repeated = np.sort(rng.permutation(first)[: n - first])  # a second coder, who goes through the documents in the same order
    made = {name: np.concatenate([values, values[repeated]]) for name, values in made.items()}
    found = pd.DataFrame(dict.fromkeys(CODING_COLUMNS), index=range(n))
    for name, prefix, size, ordered in (("place", "p", PLACES, True), ("code", "c", CODES, True), ("document", "d", documents, False)):
        found[name] = pd.Categorical.from_codes(made[name], [f"{prefix}{i:06}" for i in range(size)], ordered=ordered)
    for name in ("start", "stop"):
        found[name] = pd.array(made[name], dtype="Int64")
    found["status"] = pd.Categorical.from_codes(np.zeros(n, dtype=int), ["exact", "moved", "edited", "unsure", "lost"])
    everybody = pd.Index([(f"r{i:06}",) for i in range(documents)], tupleize_cols=False, dtype=object)
    found["people"] = pd.Categorical.from_codes(made["document"], everybody)
    found["person"] = pd.Categorical.from_codes(made["document"], [f"r{i:06}" for i in range(documents)])
    return found


def fastest(works: dict[tuple[str, str], Callable[[], Any]], rounds: int) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the milliseconds of each work's fastest round, and its least CPU time of all threads; in every round all take their turn."""
    times = {name: (float("inf"), float("inf")) for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begun, used = time.perf_counter(), time.process_time()
            work()
            took = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - used)
            times[name] = min(times[name][0], took[0]), min(times[name][1], took[1])
    return times


def peers(codings: pd.DataFrame) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Yield (what, who, work): ``rows`` counts rows, ``passages`` different passages, ``people`` different persons, by place and code."""
    columns = ["place", "code", "document", "start", "stop", "person"]
    keys, passage = ["place", "code"], ["document", "start", "stop", "code", "place"]
    yield "rows", "pandas groupby.size", lambda: codings.groupby(keys, observed=True).size()
    yield "rows", "pandas groupby.size, observed=False", lambda: codings.groupby(keys, observed=False).size()
    yield "passages", "pandas drop_duplicates", lambda: codings.drop_duplicates(passage).groupby(keys, observed=True).size()
    yield "people", "pandas groupby.nunique", lambda: codings.groupby(keys, observed=True)["person"].nunique()
    yield "people", "pandas drop_duplicates", lambda: codings.drop_duplicates([*keys, "person"]).groupby(keys, observed=True).size()
    if importlib.util.find_spec("polars"):
        import polars as pl

        table = pl.from_pandas(codings[columns])
        yield "passages", "polars unique", lambda: table.unique(passage).group_by(keys).len()
        yield "people", "polars n_unique", lambda: table.group_by(keys).agg(pl.col("person").n_unique())
        yield "people", "polars unique", lambda: table.unique([*keys, "person"]).group_by(keys).len()
    if importlib.util.find_spec("duckdb"):
        import duckdb

        base = duckdb.connect()
        base.register("frame", codings[columns])
        base.execute("create table codings as select * from frame")
        distinct = "select place, code, count(*) from (select distinct {} from codings) group by place, code"
        yield "passages", "duckdb distinct", lambda: base.execute(distinct.format(", ".join(passage))).fetchall()
        people = "select place, code, count(distinct person) from codings group by place, code"
        yield "people", "duckdb count(distinct)", lambda: base.execute(people).fetchall()
        yield "people", "duckdb distinct", lambda: base.execute(distinct.format("place, code, person")).fetchall()


def total(answer: Any) -> int:
    """Return the sum of all counts of an answer, whoever gave it."""
    if isinstance(answer, list):
        return sum(row[2] for row in answer)
    return int(answer.to_series(-1).sum() if hasattr(answer, "to_series") and len(answer.shape) == 2 else answer.sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    print(f"{os.cpu_count()} cores\n")
    for n in (100_000, 1_000_000):
        for again in (0.0, 0.5):
            report(n, again, rounds)


def report(n: int, again: float, rounds: int) -> None:
    codings = frame(n, again=again)
    works: dict[tuple[str, str], Callable[[], Any]] = {
        ("passages", "placemeaning"): lambda: pm.matrix(codings),
        ("people", "placemeaning"): lambda: pm.matrix(codings, count="people"),
        **{(what, who): work for what, who, work in peers(codings)},
    }
    counted = {what: int(works[what, "placemeaning"]().to_numpy().sum()) for what in ("passages", "people")}
    for (what, who), work in works.items():
        if what in counted and who != "placemeaning" and total(work()) != counted[what]:
            raise SystemExit(f"{who} counts {total(work())} {what}, placemeaning {counted[what]}")
    times = fastest(works, rounds)
    print(f"### {n:,} codings, {again:.0%} of them the same passage by a second coder\n")
    print("| counting | who | ms | times placemeaning | CPU ms | times |\n|---|---|---:|---:|---:|---:|")
    for (what, who), (ms, used) in times.items():
        ours = times["people" if what == "people" else "passages", "placemeaning"]
        print(f"| {what} | {who} | {ms:.1f} | {ms / ours[0]:.2f} | {used:.1f} | {used / ours[1]:.2f} |")
    print()


if __name__ == "__main__":
    main()

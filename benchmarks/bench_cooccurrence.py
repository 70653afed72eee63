"""Co-occurrence by overlap against DuckDB's self-join and the plain double loop; all in memory, interleaved, ratios of one run.

Run with ``python benchmarks/bench_cooccurrence.py`` where duckdb and pyarrow are installed beside placemeaning (they are no dependencies of it).
The codings are those of the trial this bar was set on: 50 codes of very different frequency, 160 codings a document of 34,000 characters.
"whole" is `placemeaning.cooccurrence` on the tidy frame, which first takes doubled passages out and keeps what is behind each cell.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from placemeaning.analysis.cooccurrence import cooccurrence
from placemeaning.analysis.overlaps import on_one_line, together

CODES, LENGTH = 50, 34_000
Numbers = np.ndarray[Any, Any]


def columns(n: int) -> dict[str, Numbers]:
    rng = np.random.default_rng(3)
    start = rng.integers(0, LENGTH - 600, n)
    return {
        "document": rng.integers(0, max(31, n // 160), n),
        "code": np.minimum(rng.zipf(1.4, n) - 1, CODES - 1).astype("int64"),
        "start": start,
        "stop": start + rng.integers(20, 500, n),
    }


def frame(given: dict[str, Numbers]) -> pd.DataFrame:
    """Return the columns of the tidy frame that are looked at, in the types that it has."""
    n = len(given["code"])
    names = np.array([f"doc-{i}" for i in range(int(given["document"].max()) + 1)], dtype=object)
    made = pd.DataFrame({"document": names[given["document"]], "status": "exact", "coder": "anna", "place": pd.Categorical(["kanaal"] * n)})
    made["document"] = made["document"].astype("str")
    made["code"] = pd.Categorical.from_codes(given["code"], [f"code-{i}" for i in range(CODES)], ordered=True)
    for name in ("start", "stop"):
        made[name] = pd.array(given[name], dtype="Int64")
    return made


def database(given: dict[str, Numbers]) -> Callable[[], Numbers]:
    table = pd.DataFrame(given).assign(i=np.arange(len(given["code"])))
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table c as select * from given")
    question = (
        "select a.code x, b.code y, count(*) n from c a join c b "
        "on a.document = b.document and a.start < b.stop and b.start < a.stop and a.i < b.i group by 1, 2"
    )

    def run() -> Numbers:
        found = connection.execute(question).fetchnumpy()
        square = np.zeros((CODES, CODES), dtype="int64")
        square[found["x"], found["y"]] = found["n"]
        return square + square.T

    return run


def double_loop(given: dict[str, Numbers]) -> Callable[[], Numbers]:
    def run() -> Numbers:
        documents: dict[int, list[tuple[int, int, int]]] = {}
        for document, start, stop, code in zip(*(given[name].tolist() for name in ("document", "start", "stop", "code")), strict=True):
            documents.setdefault(document, []).append((start, stop, code))
        square = np.zeros((CODES, CODES), dtype="int64").tolist()
        for rows in documents.values():
            for i, (start, stop, code) in enumerate(rows):
                for other_start, other_stop, other in rows[:i]:
                    if start < other_stop and other_start < stop:
                        square[code][other] += 1
        half = np.array(square)
        return half + half.T

    return run


def best(contenders: dict[str, Callable[[], Numbers]], rounds: int) -> dict[str, float]:
    """Return the fastest of some rounds, interleaved; what takes more than 10 s runs once. All must find the same pairs."""
    seconds: dict[str, float] = {}
    found: dict[str, Numbers] = {}
    for turn in range(rounds):
        for name, run in contenders.items():
            if turn and seconds[name] > 10:
                continue
            begun = time.perf_counter()
            table = run()
            seconds[name] = min(seconds.get(name, np.inf), time.perf_counter() - begun)
            found.setdefault(name, np.where(np.eye(CODES, dtype=bool), 0, table))
    first = next(iter(found.values()))
    assert all((table == first).all() for table in found.values()), "the contenders do not find the same"
    return seconds


def main(sizes: list[int], rounds: int) -> None:
    print("| codings | what | seconds | against the whole | against sort and search |\n|---:|---|---:|---:|---:|")
    for n in sizes:
        given = columns(n)
        whole = frame(given)
        different = ~whole.duplicated(["document", "start", "stop", "code"]).to_numpy()
        given = {name: values[different] for name, values in given.items()}
        on_line = on_one_line(given["document"], given["start"], given["stop"])
        contenders = {
            "placemeaning, whole": lambda whole=whole: cooccurrence(whole).to_numpy(),
            "placemeaning, sort and search": lambda on_line=on_line, given=given: together(on_line, given["code"], CODES),
            "DuckDB self-join": database(given),
            "plain double loop": double_loop(given),
        }
        seconds = best(contenders, rounds)
        for name, taken in seconds.items():
            ratios = " | ".join(f"{taken / seconds[f'placemeaning, {one}']:.1f}" for one in ("whole", "sort and search"))
            print(f"| {len(given['code']):,} | {name} | {taken:.3f} | {ratios} |", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    main(chosen.sizes, chosen.rounds)

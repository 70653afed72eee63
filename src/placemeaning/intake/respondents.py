"""``data/people.csv`` with what a survey says about its respondents: rows and columns are added, nothing there is changed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

_SEPARATORS = ",;\t"


def merged(
    columns: Sequence[str], rows: Iterable[Mapping[str, str]], found: Mapping[str, Mapping[str, str]], source: str
) -> tuple[list[str], list[dict[str, str]], list[str]]:
    """Return the columns and rows of a table of people with further attributes, and warnings where the two disagree.

    Parameters
    ----------
    columns, rows
        The table as it is; its first column is ``id``.
    found
        Attributes by person.
    source
        The file they come from, for the warnings.
    """
    names = {name.casefold(): name for name in columns}
    people = {row["id"]: dict(row) for row in rows}
    warnings: list[str] = []
    for person, attributes in found.items():
        row = people.setdefault(person, {"id": person})
        for title, value in attributes.items():
            name = names.setdefault(title.casefold(), title)
            if row.get(name) and row[name] != value:
                warnings.append(
                    f"person {person!r}: {name} is {row[name]!r} in data/people.csv and {value!r} in {source}; the first was kept"
                )
            else:
                row[name] = value
    return list(names.values()), list(people.values()), warnings


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]], *, delimiter: str = ",", mark: bool = True) -> bytes:
    """Return a table as the bytes of a CSV file; with `mark`, the byte order mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    several = any(sign in name for name in columns for sign in _SEPARATORS)
    head = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL if several else csv.QUOTE_MINIMAL)
    head.writerow(columns)
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n", restval="")
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


def delimiter_of(head: str) -> str:
    """Return the separator of a table by its first line: ``;`` as Dutch Excel writes it, tab, or ``,``."""
    return max(_SEPARATORS, key=re.sub(r'"[^"]*"', "", head).count)

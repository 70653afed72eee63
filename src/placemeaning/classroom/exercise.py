"""The exercise as a notebook: it starts at the coder, and ends at handing in. Also as nbgrader expects it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from placemeaning.classroom.instructions import documents, told

Cell = dict[str, Any]


def notebook(student: str, titles: Mapping[str, str], *, suggestions: bool, language: str) -> bytes:
    """Return the exercise of one student as a notebook file, without outputs.

    Parameters
    ----------
    titles
        The documents to code, with their titles, in order.
    """
    first, *rest = [*titles.items()]
    cells = [
        _markdown("intro", told("intro", language, count=documents(len(titles), language))),
        _markdown("document-1", _head(1, first, language)),
        _code(
            "coder-1", f'import placemeaning as pm\n\nproject = pm.open_project(".")\n{_coder(first[0], student, suggestions, language)}'
        ),
    ]
    for number, one in enumerate(rest, 2):
        cells.append(_markdown(f"document-{number}", _head(number, one, language)))
        cells.append(_code(f"coder-{number}", _coder(one[0], student, suggestions, language)))
    seen = f'project.codings(coder="{student}", language="{language}")[["document", "code_label", "quote"]]'
    return _file(
        [
            *cells,
            _markdown("look-back", told("look back", language)),
            _code("codings", seen),
            _markdown("question", told("question", language)),
            _markdown("answer", told("answer", language)),
            _markdown("hand-in", told("hand in", language)),
            _code("handed-in", "print(project.hand_in())"),
        ]
    )


def graded_notebook(plan: Mapping[str, tuple[Sequence[str], bool]], titles: Mapping[str, str], *, language: str) -> bytes:
    """Return the exercise as one source notebook for nbgrader (cell metadata of its schema 3), the same for every student.

    A student fills in a name, and gets the documents that the plan has for it.

    Parameters
    ----------
    plan
        By student: documents, and whether with suggestions.
    """
    lines = "".join(f"    {json.dumps(one)}: ({json.dumps(list(names))}, {suggested}),\n" for one, (names, suggested) in plan.items())
    most, first = max(len(names) for names, _ in plan.values()), next(iter(plan))
    test = 'assert me in PLAN, f"{me!r} is not in the plan"\nassert project.path.exists()'
    cells = [
        _graded(_markdown("intro", told("intro shared", language)), locked=True),
        _graded(_code("plan", f'import placemeaning as pm\n\nproject = pm.open_project(".")\nPLAN = {{\n{lines}}}'), locked=True),
        _graded(_markdown("who", told("who", language)), locked=True),
        _graded(_code("name", f'### BEGIN SOLUTION\nme = "{first}"\n### END SOLUTION'), solution=True),
        _graded(_code("name-is-known", test), points=1),
        _graded(_code("mine", "documents, suggestions = PLAN[me]\ndocuments"), locked=True),
    ]
    for number in range(most):
        shown = f'project.coder(documents[{number}], by=me, suggestions=suggestions, language="{language}")'
        shown = shown if number < min(len(names) for names, _ in plan.values()) else f"{shown} if len(documents) > {number} else None"
        cells.append(_graded(_markdown(f"document-{number + 1}", told("document shared", language, number=number + 1)), locked=True))
        cells.append(_graded(_code(f"coder-{number + 1}", shown), locked=True))
    done = (
        "coded = set(project.codings(coder=me)['document'])\n"
        f"assert coded >= set(documents), {json.dumps(told('not coded', language), ensure_ascii=False)}"
    )
    cells += [
        _graded(_markdown("look-back", told("look back", language)), locked=True),
        _graded(
            _code("codings", f'project.codings(coder=me, language="{language}")[["document", "code_label", "quote"]]'),
            locked=True,
        ),
        _graded(_code("all-coded", done), points=2),
        _graded(_markdown("question", told("question", language)), locked=True),
        _graded(_markdown("answer", told("answer", language)), points=2, solution=True),
    ]
    return _file(cells)


def _head(number: int, document: tuple[str, str], language: str) -> str:
    name, title = document
    return told("document", language, number=number, title=title or name)


def _coder(document: str, student: str, suggestions: bool, language: str) -> str:
    return f'project.coder("{document}", by="{student}", suggestions={suggestions}, language="{language}")'


def _markdown(name: str, source: str) -> Cell:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _code(name: str, source: str) -> Cell:
    return {"cell_type": "code", "execution_count": None, "id": name, "metadata": {}, "outputs": [], "source": source}


def _graded(cell: Cell, *, locked: bool = False, solution: bool = False, points: int | None = None) -> Cell:
    """Return the cell with what nbgrader must know: read-only text and code, a place to answer, or a test that gives points."""
    known: dict[str, Any] = {
        "schema_version": 3, "grade_id": cell["id"], "grade": points is not None, "solution": solution,
        "locked": locked or (points is not None and not solution), "task": False,
    }  # fmt: skip
    known |= {"points": points} if points is not None else {}
    return cell | {"metadata": {"nbgrader": known | {"cell_type": cell["cell_type"]}}}


def _file(cells: Sequence[Cell]) -> bytes:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {
        "cells": [one | {"source": one["source"].splitlines(keepends=True)} for one in cells],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

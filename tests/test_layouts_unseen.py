"""Layouts that people make, invented before the readers were looked at: every turn, its role and its time, and the warnings in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from unseen import Case, brought_in, cases, right, shown, turns

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_layout_gives_the_turns_that_a_person_reads(case: Case, tmp_path: Path) -> None:
    document, _ = brought_in(case, tmp_path)
    found = turns(document, case)
    count = len(case.gold)
    assert (right(case, found), len(found)) == ((count, count, count), count), shown(found)
    assert [said for said in found if said.heading] or not any(said.heading for said in case.gold)
    assert all(gold.heading.casefold() in said.heading.casefold() for gold, said in zip(case.gold, found, strict=True)), shown(found)


def test_what_comes_before_the_colon_of_an_answer_is_no_label(tmp_path: Path) -> None:
    """The measure can fail: with a turn cut in two, or another label, fewer are right."""
    case = next(case for case in CASES if case.name.startswith("label words and colons within speech"))
    document, _ = brought_in(case, tmp_path)
    found = turns(document, case)
    assert right(case, found)[0] == 6
    assert right(case, found[1:])[0] == 5

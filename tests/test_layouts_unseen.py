"""Layouts that people make, invented before the readers were looked at: every turn, its role and its time, and the warnings in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from unseen import Case, brought_in, cases, right, shown, turns

CASES = cases()
NOT_YET = {
    "speaker numbers only (txt)": "no speakers were recognised: every paragraph is a turn.",
}
"""What is not read, and what the report says about it."""


READ = [case for case in CASES if case.title not in NOT_YET]


@pytest.mark.parametrize("case", READ, ids=[case.title for case in READ])
def test_a_layout_gives_the_turns_that_a_person_reads(case: Case, tmp_path: Path) -> None:
    document, _ = brought_in(case, tmp_path)
    found = turns(document, case)
    count = len(case.gold)
    assert (right(case, found), len(found)) == ((count, count, count), count), shown(found)
    assert [said for said in found if said.heading] or not any(said.heading for said in case.gold)
    assert all(gold.heading.casefold() in said.heading.casefold() for gold, said in zip(case.gold, found, strict=True)), shown(found)


@pytest.mark.parametrize("title", NOT_YET)
def test_what_is_not_read_is_said(title: str, tmp_path: Path) -> None:
    document, warnings = brought_in(next(case for case in CASES if case.title == title), tmp_path)
    assert NOT_YET[title] in " ".join(warnings)
    assert not document.speakers


def test_what_comes_before_the_colon_of_an_answer_is_no_label(tmp_path: Path) -> None:
    """The measure can fail: with a turn cut in two, or another label, fewer are right."""
    case = next(case for case in CASES if case.name.startswith("label words and colons within speech"))
    document, _ = brought_in(case, tmp_path)
    found = turns(document, case)
    assert right(case, found)[0] == 6
    assert right(case, found[1:])[0] == 5

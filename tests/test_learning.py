"""Learning keywords from codings, and writing an approved one into codebook.yaml."""

import pytest

import placemeaning as pm
from placemeaning.model.document import Document, Speaker, read_turns
from placemeaning.model.text import digest
from placemeaning.suggesting.editing import add_keyword, drop_keyword, make_exact
from placemeaning.suggesting.learning import log_odds, propose
from placemeaning.suggesting.report import Coded

SPEAKERS = {"R": Speaker("respondent")}
BOOK = pm.read_codebook("codes:\n  care:\n    label: {nl: zorg}\n    definition: zorg\n    keywords: {nl: [oppassen]}\n")


def documents():
    """Ten documents; in eight a sentence about soup is coded, and ordinary sentences are not."""
    for number in range(10):
        soup = "Zij bracht mij een pannetje soep." if number % 2 else "Hij brengt mij pannetjes soep."
        body = f"R: De bus rijdt langs de winkel. {soup if number < 8 else 'De bus was laat.'} De markt begint vroeg.\n"
        yield Document(f"d{number}", "interview", body, read_turns(body, SPEAKERS), speakers=SPEAKERS, digest=digest(body))


def test_words_and_phrases_are_proposed_by_lemma_with_a_held_out_estimate():
    several = list(documents())
    codings = [Coded(one.id, "care", one.find("mij"), "anna") for one in several[:8]]
    table = propose(several, codings, BOOK)
    best = table[table["keyword"].str.contains("soep")].iloc[0]
    assert best[["coded", "sentences", "documents", "tried", "precision", "new"]].tolist() == [8, 8, 8, 8, 1.0, 8]
    assert not table["keyword"].str.contains("bus|markt").any()
    assert table["examples"].iloc[0][0].startswith("d0: ")


def test_log_odds_is_nought_where_a_term_says_nothing():
    assert log_odds(5, 100, 50, 1000) == pytest.approx(0, abs=0.05)
    assert log_odds(9, 100, 1, 1000) > 2 > 0 > log_odds(0, 100, 30, 1000)


YAML = """\
# kop
version: 1
codes:
  care:   # eerste
    label: {nl: zorg}
    definition: >-
      Zorg voor
      een ander.
    keywords:
      nl:
        - oppassen   # let op
        - soep
"""


def test_a_keyword_is_added_with_comments_kept_and_a_history():
    done = add_keyword(YAML, "care", "pannetje soep", language="nl", by="anna", on="2026-11-24", why="8 van 8")
    assert done == YAML + (
        "        - pannetje soep\nhistory:\n  - date: '2026-11-24'\n    by: anna\n    added: pannetje soep\n    to: care\n    language: nl\n    why: 8 van 8\n"
    )
    assert [one.text for one in pm.read_codebook(done)["care"].keywords["nl"]] == ["oppassen", "soep", "pannetje soep"]


def test_a_keyword_is_dropped_or_made_exact():
    less = drop_keyword(YAML, "care", "soep", language="nl", by="anna", on="2026-11-24")
    exact = make_exact(YAML, "care", "soep", language="nl", by="anna", on="2026-11-24")
    assert "- soep" not in less
    assert "# let op" in less
    assert [one.form for one in pm.read_codebook(exact)["care"].keywords["nl"]] == ["word", "exact"]


def test_what_cannot_be_done_is_refused():
    about = {"language": "nl", "by": "anna", "on": "2026-11-24"}
    with pytest.raises(ValueError, match="is a keyword of 'care' already"):
        add_keyword(YAML, "care", "soep", **about)
    with pytest.raises(pm.NotFound, match="has no keyword 'thee'"):
        drop_keyword(YAML, "care", "thee", **about)
    with pytest.raises(pm.NotFound, match="no code 'car'"):
        add_keyword(YAML, "car", "thee", **about)
    with pytest.raises(pm.CodebookError, match="left as it is"):
        add_keyword(YAML, "care", "*", **about)


def test_a_study_learns(project, study):
    project.change_keyword("add", "friendship", "dikke maat", by="anna", why="proef")
    assert "dikke maat" in [one.text for one in project.codebook["friendship"].keywords["nl"]]
    assert "by: anna" in (study / "codebook.yaml").read_text("utf-8")
    assert list(project.proposed_keywords().columns)[:3] == ["code", "keyword", "z"]

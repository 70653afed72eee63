"""Keywords to drop or to make exact, with what the change would do in documents that the proposal was not made from."""

import placemeaning as pm
from placemeaning.model.document import Document, Speaker, read_turns
from placemeaning.model.text import digest
from placemeaning.suggesting.doubts import doubtful
from placemeaning.suggesting.report import Coded
from placemeaning.suggesting.rules import suggest

SPEAKERS = {"R": Speaker("respondent")}
BOOK = pm.read_codebook("""\
codes:
  care:
    label: {nl: zorg}
    definition: zorg
    keywords: {nl: [bus, soep, lopen, markt]}
""")


def documents():
    """Ten documents. The bus is never coded, soup always; of walking only "lopen" itself is, the market half the time."""
    for number in range(10):
        market = "De markt begint." if number < 2 else "Verder niets."
        body = f"R: De bus komt. Zij brengt soep. Ik ga lopen. Hij loopt daar. Zij liep weg. {market}\n"
        yield Document(f"d{number}", "interview", body, read_turns(body, SPEAKERS), speakers=SPEAKERS, digest=digest(body))


def table(at_least=3, book=BOOK):
    several = list(documents())
    codings = [Coded(one.id, "care", one.find(words), "anna", words) for one in several for words in ("brengt soep", "ga lopen")]

    def suggested(codebook, names):
        return [each for one in several if one.id in names for each in suggest(one, codebook)]

    return doubtful(suggested, codings, book, dict.fromkeys((one.id for one in several), "nl"), {}, at_least=at_least)


def test_what_is_wrong_more_often_than_right_is_proposed_with_a_held_out_estimate():
    columns = [
        "keyword",
        "proposal",
        "offered",
        "right",
        "precision",
        "tried",
        "precision_now",
        "precision_then",
        "recall_now",
        "recall_then",
    ]
    assert table()[columns].to_csv(index=False, sep=" ").splitlines()[1:] == [
        "bus drop 10 0 0.0 10 0.385 0.476 1.0 1.0",
        'lopen "make exact" 30 10 0.333 30 0.385 0.625 1.0 1.0',
    ]
    assert table()["examples"].tolist() == [["d0: De bus komt.", "d1: De bus komt."], ["d0: Hij loopt daar.", "d0: Zij liep weg."]]


def test_a_keyword_needs_enough_suggestions_to_be_doubted():
    assert set(table(at_least=2)["keyword"]) - set(table()["keyword"]) == {"markt"}
    assert table(at_least=31).empty


def test_the_estimate_is_missing_where_the_rest_would_not_propose_the_same():
    row = table(at_least=2).set_index("keyword").loc["markt"]
    assert (row["proposal"], row["offered"], row["tried"]) == ("drop", 2, 0)
    assert row[["precision_now", "precision_then", "recall_now", "recall_then"]].isna().all()


def test_words_that_another_keyword_finds_too_stay_found():
    book = pm.read_codebook("codes:\n  care:\n    label: {nl: zorg}\n    definition: zorg\n    keywords: {nl: [bus, bussen, soep]}\n")
    row = table(book=book).set_index("keyword").loc["bus"]
    assert row[["precision_now", "precision_then", "recall_now", "recall_then"]].tolist() == [0.5, 0.5, 0.5, 0.5]


def test_a_study_says_which_keywords_to_doubt_and_drops_one(project):
    for one in project.suggestions("kort").where(code="friendship"):
        project.decline(one, by="anna")
    project.code("kort", "Daar kom ik nooit", "relaxation", by="anna")
    doubted = project.doubtful_keywords(at_least=1)
    first = doubted[doubted["code"] == "friendship"].iloc[0]
    assert (first["declined"], first["right"], first["proposal"]) == (1, 0, "drop")
    project.change_keyword("drop", "friendship", first["keyword"], by="anna")
    assert first["keyword"] not in {one.text for one in project.codebook["friendship"].keywords["nl"]}

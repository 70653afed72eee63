"""The example study: as large as the real one, invented, and with the published pattern."""

import re
from collections import defaultdict

import pytest

import placemeaning as pm
from paths import ROOT
from placemeaning.intake.freeze import slug


@pytest.fixture(scope="module")
def example():
    return pm.open_project(ROOT)


def test_its_size(example):
    documents = example.documents()
    assert documents["kind"].value_counts().to_dict() == {"interview": 31, "observation": 16}
    assert (len(example.places()), len(example.people())) == (16, 31)
    assert documents.query("kind == 'interview'")["language"].value_counts().to_dict() == {"nl": 27, "en": 2, "uk": 2}
    assert sorted(person for people in documents["people"] for person in people) == sorted(example.people()["id"])
    assert {place for places in documents["places"] for place in places} == set(example.places()["id"])
    assert {path.suffix for path in (ROOT / "data/raw").iterdir()} == {".docx", ".txt", ".vtt", ".csv"}


def test_it_says_that_it_is_invented(example):
    assert "Invented" in example.description
    assert "invented" in (ROOT / "data/README.md").read_text("utf-8")
    assert "invented" in (ROOT / "README.md").read_text("utf-8")


def test_interviews_are_as_long_as_people_talk(example):
    words = example.documents().query("kind == 'interview'").set_index("id")["words"]
    assert words.between(500, 1200).all(), words[~words.between(500, 1200)]


def test_no_nine_words_occur_in_two_documents(example):
    where = defaultdict(set)
    for name in example.documents()["id"]:
        document = example.document(name)
        words = re.findall(r"\w+", " ".join(turn.span.of(document.text) for turn in document.turns).casefold())
        for start in range(len(words) - 8):
            where[tuple(words[start : start + 9])].add(name)
    assert {" ".join(words): names for words, names in where.items() if len(names) > 1} == {}


def test_two_coders_coded_everything(example):
    codings = example.codings()
    assert len(codings) >= 500
    assert set(codings["coder"]) == {"coder-a", "coder-b"}
    assert codings.groupby("coder")["document"].nunique().to_dict() == {"coder-a": 47, "coder-b": 47}
    assert set(codings["status"]) == {"exact"}
    assert (codings["memo"] != "").sum() >= 50
    history = example.history()
    assert set(history["kind"]) == {"code", "withdraw", "decline"}
    assert (history["kind"] == "withdraw").sum() >= 10
    assert history["origin"].fillna("").str.startswith("suggestion:").sum() >= 10


def test_the_coders_disagree_honestly(example):
    """Both in span (the same code on overlapping but other words) and in code (another code on overlapping words)."""
    codings = example.codings()
    pairs = codings.merge(codings, on="document").query(
        "coder_x == 'coder-a' and coder_y == 'coder-b' and start_x < stop_y and start_y < stop_x"
    )
    same = pairs.query("code_x == code_y")
    assert ((same["start_x"] == same["start_y"]) & (same["stop_x"] == same["stop_y"])).sum() > 20
    assert ((same["start_x"] != same["start_y"]) | (same["stop_x"] != same["stop_y"])).sum() > 50
    assert len(pairs) - len(same) > 5


@pytest.mark.parametrize(
    ("place", "published"),
    [
        ("ah-bemmel", {"known-people", "new-place", "friendship"}),
        ("kanaal", {"deeper-contact", "network-decline", "relaxation", "new-job"}),
    ],
)
def test_the_published_table_comes_out(example, place, published):
    """The codes the table names are the ones said by the most people there: each by more people than any other code."""
    matrix = example.matrix(count="people")
    row = dict(zip(matrix.column_ids, matrix.iloc[matrix.row_ids.index(place)], strict=True))
    named, others = {code: row[code] for code in published}, {code: n for code, n in row.items() if code not in published}
    assert min(named.values()) > max(others.values()), row


def test_every_place_has_a_meaning(example):
    assert (example.matrix(count="people").sum(axis=1) > 0).all()


def test_the_texts_are_what_import_makes_of_the_originals(example, tmp_path):
    copy = pm.example_project(tmp_path / "copy")
    report = copy.import_files(copy.path / "data/raw", replace=True)
    assert report["outcome"].tolist() == ["replaced"] * 47
    for name in example.documents()["id"]:
        assert copy.document(name) == example.document(name)
    assert report["document"].tolist() == [slug(file) for file in report["file"]]


def test_nothing_needs_a_look(example):
    assert example.check().summary() == "nothing to check"


def test_suggestions_in_three_languages(example):
    for document in ("kanaal-02", "spellenwinkel-02", "kerkzaal-01"):
        assert len(example.suggestions(document)) > 0, document

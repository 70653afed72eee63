"""Times of subtitles that were joined to a turn: a passage knows its moment, and keeps it through edits and pseudonyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placemeaning.errors import DocumentError
from placemeaning.model.document import read_document, write_document
from placemeaning.model.moments import placed, read_moments, write_moments

VTT = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v Interviewer>Waar komt u graag,

00:00:03.000 --> 00:00:05.500
<v Interviewer>hier in de wijk?

00:00:06.000 --> 00:00:09.000
<v Fatima>Aan het kanaal.  Daar zit ik

00:00:09.250 --> 00:00:12.000
<v Fatima>op een bankje, en dan komt Dora

00:00:12.000 --> 00:00:14.000
<v Fatima>langs met de hond.
"""


@pytest.fixture
def talk(project, tmp_path):
    (tmp_path / "gesprek.vtt").write_text(VTT, "utf-8")
    project.import_files(tmp_path / "gesprek.vtt", places="kanaal")
    return project


def test_a_passage_knows_its_moment(talk):
    document = talk.document("gesprek")
    assert len(document.turns) == 2
    wanted = {"Waar": 1.0, "graag": 1.0, "hier": 3.0, "Aan": 6.0, "zit ik": 6.0, "op een": 9.25, "Dora": 9.25, "langs": 12.0, "hond.": 12.0}
    assert {words: document.moment(document.text.index(words)) for words in wanted} == wanted
    assert document.moment(document.text.index("Fatima")) is None


def test_codings_have_the_moment(talk):
    for quote in ("Aan het kanaal", "op een bankje", "langs met de hond"):
        talk.code("gesprek", quote, "relaxation", by="anna")
    assert talk.codings()["seconds"].tolist() == [6.0, 9.25, 12.0]


def test_a_citation_gives_the_moment_of_the_words(talk):
    found = talk.code("gesprek", "langs met de hond", "relaxation", by="anna")
    assert talk.cite(found) == "gesprek, beurt 2, 00:00:12"


def test_the_file_says_it_and_comes_back(talk):
    content = (talk.path / "data/text/gesprek.txt").read_text("utf-8")
    assert "\nmoments: " in content
    assert "@9.25 " in content
    assert write_document(read_document(content)) == content


def test_an_edit_by_hand_leaves_the_moments_of_other_turns(talk):
    path = talk.path / "data/text/gesprek.txt"
    path.write_text(path.read_text("utf-8").replace("graag,", "heel graag,"), "utf-8")
    talk.accept_text("gesprek")
    document = talk.document("gesprek")
    assert document.moment(document.text.index("hier in")) == 1.0  # of the edited turn only its begin is known
    assert document.moment(document.text.index("langs")) == 12.0


def test_pseudonyms_move_the_moments_along(talk, tmp_path_factory):
    key = tmp_path_factory.mktemp("elsewhere") / "key"
    found = talk.pseudonymise("gesprek", names=["Dora"], key=key, passphrase="een lange zin")
    talk.pseudonymise("gesprek", names=["Dora"], key=key, passphrase="een lange zin", approve=found)
    document = talk.document("gesprek")
    assert "Dora" not in document.text
    assert [document.moment(document.text.index(words)) for words in ("op een", "langs")] == [9.25, 12.0]


def test_wrong_moments_are_an_error_with_its_line(talk):
    path = talk.path / "data/text/gesprek.txt"
    path.write_text(path.read_text("utf-8").replace("@9.25", "@half tien"), "utf-8")
    with pytest.raises(DocumentError, match=r"gesprek\.txt:\d+: moments: .*half tien"):
        talk.document("gesprek")


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 10**7).map(lambda n: n / 1000), st.text("0123456789abcdef", min_size=8, max_size=8)),
        st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 10**7).map(lambda n: n / 1000)), min_size=1).map(tuple),
    )
)
def test_written_moments_are_read_again(moments):
    assert read_moments(write_moments(moments)) == moments


@given(st.lists(st.text("ab \n", min_size=1).filter(str.strip), min_size=1))
def test_moments_are_placed_whatever_blanks_are_folded(parts):
    counts = [sum(len("".join(part.split())) for part in parts[:number]) for number in range(len(parts))]
    words = " ".join(" ".join(parts).split())
    found = placed(words, [(count, float(number)) for number, count in enumerate(counts)])
    assert [words[place:].split()[0][0] for place, _ in found] == [part.split()[0][0] for part in parts]

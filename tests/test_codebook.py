import pytest

from paths import ROOT
from placemeaning.errors import CodebookError, NotFound
from placemeaning.model.codebook import Keyword, read_codebook

BOOK = """\
version: 2
languages: [nl, en]
title: Klein
codes:
  people:
    label: {nl: mensen, en: people}
    definition: Alles over mensen.
    codable: false
  friendship:
    label: {nl: vriendschap}
    parent: people
    definition: >-
      Iemand noemt
      de ander een vriend.
    include: ook maatjes
    exclude: geen buren
    examples: [m'n beste maatje]
    colour: '#AABBCC'
    keywords:
      nl: [Vriend, beste maatje, '"via via"', "precies zo", vriend*, {all: [koffie, buur*], near: 5, not: [geen]}]
      en: [friend]
  no:
    label: {nl: 012}
    definition: Nee.
"""


def test_a_codebook_is_read_whole():
    book = read_codebook(BOOK)
    assert (len(book), list(book.codes), book.languages, book.version, book.title) == (
        3,
        ["people", "friendship", "no"],
        ("nl", "en"),
        "2",
        "Klein",
    )
    code = book["friendship"]
    assert (code.parent, code.definition, code.include, code.exclude) == (
        "people",
        "Iemand noemt de ander een vriend.",
        "ook maatjes",
        "geen buren",
    )
    assert (code.examples, code.colour, code.codable, book["people"].codable) == (("m'n beste maatje",), "#AABBCC", True, False)
    assert code.keywords == {
        "nl": (
            Keyword("Vriend", "word", ("vriend",)),
            Keyword("beste maatje", "phrase", ("beste", "maatje")),
            Keyword('"via via"', "exact", ("via", "via")),
            Keyword('"precies zo"', "exact", ("precies", "zo")),
            Keyword("vriend*", "stem", ("vriend",)),
            Keyword("koffie + buur* (near 5) not geen", "all", ("koffie", "buur*"), 5, ("geen",)),
        ),
        "en": (Keyword("friend", "word", ("friend",)),),
    }
    assert book["no"].label == {"nl": "012"}
    assert book.path("friendship") == "mensen › vriendschap"
    assert book.path("friendship", "en") == "people › vriendschap"
    assert book.labels("en") == {"people": "people", "friendship": "vriendschap", "no": "012"}
    assert repr(book) == "<Codebook: 3 codes: people, friendship, no>"
    assert "friendship" in book
    with pytest.raises(NotFound, match=r"there is no code 'freindship'. Did you mean 'friendship'\?"):
        book["freindship"]


def _with(entry):
    return f"codes:\n  a:\n    label: {{nl: a}}\n    definition: x\n{entry}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"codebook.yaml:1: there are no codes"),
        ("codes: []", r"codebook.yaml:1: 'codes' is a mapping"),
        ("kodes: {}", r"codebook.yaml:1: 'kodes' is not one of .*Did you mean 'codes'\?"),
        ("languages: [de]\ncodes: {a: {label: {nl: a}, definition: x}}", r"codebook.yaml:1: language 'de' is not one of nl, en, uk"),
        ("codes:\n  a:\n", r"codebook.yaml:2: code 'a' is empty"),
        ("codes:\n  a b:\n    label: {nl: a}", r"codebook.yaml:2: 'a b' cannot be a code's id"),
        ("codes:\n  a:\n    label: {nl: a}\n", r"codebook.yaml:2: code 'a' has no definition. Add one, or remove the code."),
        ("codes:\n  a:\n    definition: x\n", r"codebook.yaml:2: code 'a' has no label"),
        ("codes:\n  a:\n    definition: x\n    label: {du: a}\n", r"codebook.yaml:4: 'du' is not one of nl, en, uk"),
        (_with("    labels: x\n"), r"codebook.yaml:5: 'labels' is not one of .*Did you mean 'label'\?"),
        (_with("    colour: red\n"), r"codebook.yaml:5: colour 'red' of code 'a' is not like '#1b9e77'"),
        (_with("    codable: maybe\n"), r"codebook.yaml:5: codable: 'maybe' is not one of true, false"),
        (_with("    parent: b\n"), r"codebook.yaml:2: parent 'b' of code 'a' is not a code"),
        (_with("    parent: a\n"), r"codebook.yaml:2: the parents of code 'a' go round in a circle"),
        (_with("    keywords: {xx: [a]}\n"), r"codebook.yaml:5: 'xx' is not one of nl, en, uk"),
        (_with("    keywords:\n      nl:\n        - ok\n        - '*'\n"), r"codebook.yaml:8: '\*' cannot be a keyword of 'a'"),
        (_with("    keywords: {nl: [a*b]}\n"), r"codebook.yaml:5: 'a\*b' cannot be a keyword"),
        (_with("    keywords: {nl: [{all: [a]}]}\n"), r"codebook.yaml:5: 'all' needs two words"),
        (_with("    keywords: {nl: [{all: [a, b], near: x}]}\n"), r"codebook.yaml:5: near: 'x' is not a number of words"),
        (_with("    keywords: {nl: [{any: [a, b]}]}\n"), r"codebook.yaml:5: 'any' is not one of all, near, not"),
        (_with("  a:\n    label: {nl: b}\n"), r"codebook.yaml:5: 'a' stands here a second time \(first in line 2\)"),
        ("codes:\n\ta: b\n", r"codebook.yaml:2: this is not YAML"),
    ],
)
def test_a_mistake_names_file_and_line(content, message):
    with pytest.raises(CodebookError, match=message):
        read_codebook(content)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(CodebookError) as caught:
        read_codebook("codes:\n  a:\n    label: {nl: a}\n  b:\n    definition: x\n")
    assert [line.split(" ")[0] for line in str(caught.value).splitlines()] == ["codebook.yaml:2:", "codebook.yaml:4:"]


def test_the_example_codebook_has_the_codes_of_the_study():
    book = read_codebook((ROOT / "codebook.yaml").read_text("utf-8"))
    assert {code.id: (code.label["nl"], code.label["en"]) for code in book} == {
        "known-people": ("contact met mensen die je al kent", "contact with people you already know"),
        "deeper-contact": ("verdieping van contact met buren", "deepening contact with neighbours"),
        "relaxation": ("ontspanning", "relaxation"),
        "friendship": ("vriendschap", "friendship"),
        "new-place": ("introductie op een nieuwe plek", "introduction to a new place"),
        "network-decline": ("belangrijk als je netwerk en mobiliteit verslechteren", "important when your network and mobility decline"),
        "new-job": ("nieuwe baan", "new job"),
        "mattering": ("van betekenis zijn", "to matter to others"),
        "welcome": ("welkom zijn", "to be welcome"),
    }
    for code in book:
        assert set(code.label) == set(code.keywords) == {"nl", "en", "uk"}
        assert all((code.definition, code.include, code.exclude, code.colour, len(code.examples) == 2))

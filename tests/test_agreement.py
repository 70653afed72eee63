"""Agreement over codings: what counts as a unit, who read what, cases without a number, intervals, and how the answer prints."""

import numpy as np
import pandas as pd
import pytest

import placemeaning as pm
from placemeaning.analysis.agreement_measures import MEASURES
from placemeaning.analysis.reliability import answer, scales
from placemeaning.model.document import Block, Speaker, read_turns, write_body
from placemeaning.suggesting.lexicon import sentences

SPEAKERS = {"I": Speaker("interviewer"), "R": Speaker("respondent", "p1"), "W": Speaker("professional")}
TALK = [
    Block("Kom je hier vaak?", "I"),
    Block("Ja, elke dag. Ik zit op het bankje. Dan word ik rustig.", "R"),
    Block("En de anderen?", "I"),
    Block("Riet ken ik al jaren. We drinken koffie.", "R"),
    Block("Hij komt ook bij ons.", "W"),
    Block("Soms niet.", "R"),
]


def text(name, blocks=TALK):
    body = write_body(blocks)
    return pm.Document(name, "interview", body, turns=read_turns(body, SPEAKERS), speakers=SPEAKERS)


@pytest.fixture
def texts():
    return {name: text(name) for name in ("een", "twee", "drie")}


def codings(texts, rows):
    """Return a tidy frame from (coder, document, words, code); words are found in the document."""
    made = []
    for i, (coder, document, words, code, *rest) in enumerate(rows):
        span = texts[document].find(words)
        row = {"id": f"c{i}", "coder": coder, "document": document, "code": code, "start": span.start, "stop": span.stop, "quote": words}
        made.append(
            row
            | {
                "status": rest[0] if rest else "exact",
                "memo": "",
                "recorded_at": pd.Timestamp("2026-10-01", tz="UTC") + pd.Timedelta(days=i),
            }
        )
    columns = ["id", "coder", "document", "code", "start", "stop", "quote", "status", "memo", "recorded_at"]
    frame = pd.DataFrame(made, columns=columns).astype({"start": "Int64", "stop": "Int64"})
    frame["code"] = pd.Categorical(frame["code"], categories=["rust", "vriend", "buurt"], ordered=True)
    return frame


@pytest.fixture
def two(texts):
    return codings(
        texts,
        [
            ("anna", "een", "Dan word ik rustig.", "rust"),
            ("bram", "een", "Ik zit op het bankje. Dan word ik rustig.", "rust"),
            ("anna", "een", "Riet ken ik al jaren.", "vriend"),
            ("bram", "een", "Riet ken ik al jaren.", "buurt"),
            ("anna", "twee", "Soms niet.", "rust"),
            ("bram", "twee", "We drinken koffie.", "vriend"),
        ],
    )


def test_unit_has_no_default(two):
    with pytest.raises(TypeError, match="unit"):
        pm.agreement(two)


def test_what_counts_as_a_unit_changes_the_answer_and_is_said(two, texts):
    shared = {"texts": texts, "documents": ["een", "twee"], "sentences": sentences}
    found = {
        (unit, roles, uncoded): pm.agreement(two, unit=unit, roles=roles, uncoded=uncoded, **shared)
        for unit, roles, uncoded in [
            ("turn", None, "count"), ("turn", None, "leave out"), ("turn", "all", "count"), ("turn", "respondent", "count"),
            ("sentence", None, "count"), ("document", None, "count"),
        ]
    }  # fmt: skip
    told = {key: (one.n_units, one.n_uncoded, one.n_left_out) for key, one in found.items()}
    assert told == {
        ("turn", None, "count"): (8, 4, 4), ("turn", None, "leave out"): (4, 0, 8), ("turn", "all", "count"): (12, 8, 0),
        ("turn", "respondent", "count"): (6, 2, 6), ("sentence", None, "count"): (14, 9, 4), ("document", None, "count"): (2, 0, 0),
    }  # fmt: skip
    assert "Left out: 4 turns of the interviewer; 4 turns coded by nobody." in found["turn", None, "leave out"].basis
    assert "6 turns in 2 documents, 2 of them coded by nobody. Left out: 4 turns of the interviewer; 2 turns of the professional." in repr(
        found["turn", "respondent", "count"]
    )


def test_turns_by_hand(two, texts):
    """Eight turns; the codes agree on one coded turn and on four that nobody coded, so 5 of 8."""
    assert pm.agreement(two, unit="turn", measure="percent", texts=texts, documents=["een", "twee"]).value == pytest.approx(5 / 8)
    expected = pm.agreement_of_table(
        [("rust", "rust"), ("vriend", "buurt"), ("", ""), ("", ""), ("", ""), ("", "vriend"), ("", ""), ("rust", "")],
        measure="krippendorff",
    )
    found = pm.agreement(two, unit="turn", texts=texts, documents=["een", "twee"])
    assert found.value == pytest.approx(expected.value)
    assert found.by_code.set_index("code")["coded"].to_dict() == {"rust": 2, "vriend": 2, "buurt": 1}


def test_blanks_at_the_ends_of_a_coding_do_not_count(texts):
    body = texts["een"].text
    end = texts["een"].find("Ja, elke dag.").stop
    frame = codings(
        texts,
        [
            ("anna", "een", "Ja, elke dag.", "rust"),
            ("bram", "een", "Ja, elke dag.", "rust"),
            ("anna", "een", "Soms niet.", "rust"),
            ("bram", "een", "Soms niet.", "rust"),
        ],
    )
    longer = frame.copy()
    longer.loc[1, "stop"], longer.loc[1, "quote"] = end + 1, body[frame.loc[1, "start"] : end + 1]
    for unit in ("sentence", "character"):
        values = [pm.agreement(one, unit=unit, texts=texts, sentences=sentences, documents="een").value for one in (frame, longer)]
        assert values == [1, 1]


def test_a_coder_who_did_not_read_and_one_who_coded_nothing_are_told_apart(two, texts):
    carla = two.assign(coder=two["coder"].replace({"bram": "carla"}))[two["coder"] == "bram"].iloc[:1]
    frame = pd.concat([two, carla], ignore_index=True)
    read = {"anna": ["een", "twee"], "bram": ["een", "twee"], "carla": ["een"]}
    missing = pm.agreement(frame, unit="turn", texts=texts, documents=["een", "twee"], read=read)
    nothing = pm.agreement(frame, unit="turn", texts=texts, documents=["een", "twee"], read=read | {"carla": ["een", "twee"]})
    assert missing.value != nothing.value
    assert missing.notes == ("carla did not read 1 document, and has no value there",)
    assert nothing.notes == ()
    assert nothing.value == pytest.approx(
        pm.agreement_of_table(
            [("r", "r", "r"), ("v", "b", ""), *[("", "", "")] * 3, ("", "v", ""), ("", "", ""), ("r", "", "")], measure="krippendorff"
        ).value
    )
    assert missing.value == pytest.approx(
        pm.agreement_of_table(
            [("r", "r", "r"), ("v", "b", ""), *[("", "", "")] * 2, ("", "", None), ("", "v", None), ("", "", None), ("r", "", None)],
            measure="krippendorff",
        ).value
    )


def test_by_code_a_coder_who_did_not_read_is_missing_too(two, texts):
    carla = two[two["coder"] == "bram"].iloc[:1].assign(coder="carla")
    read = {"anna": ["een", "twee"], "bram": ["een", "twee"], "carla": ["een"]}
    found = pm.agreement(pd.concat([two, carla], ignore_index=True), unit="turn", texts=texts, documents=["een", "twee"], read=read)
    rust = [(1, 1, 1), *[(0, 0, 0)] * 3, *[(0, 0, None)] * 3, (1, 0, None)]
    assert found.by_code["value"].tolist()[0] == pytest.approx(pm.agreement_of_table(rust, measure="krippendorff").value)


def test_without_read_the_answer_says_what_it_takes_for_granted(two, texts):
    assert any(note.startswith("who read what is taken from the codings") for note in pm.agreement(two, unit="turn", texts=texts).notes)


def test_a_silent_coder_is_told(two, texts):
    frame = two[two["coder"] == "anna"]
    found = pm.agreement(frame, unit="turn", texts=texts, read={"anna": ["een", "twee"], "bram": ["een", "twee"]})
    assert found.value < 0
    assert "bram read 2 documents and coded nothing there" in found.notes
    assert pm.agreement(frame, unit="turn", measure="cohen", texts=texts, read={"anna": ["een"], "bram": ["een"]}).value == 0


def cases_without_a_number(texts):
    same = [
        (coder, "een", words, "rust")
        for coder in ("anna", "bram")
        for words in ("Ja, elke dag.", "We drinken koffie.", "Hij komt ook bij ons.", "Soms niet.")
    ]
    return {
        "one coder": ([("anna", "een", "Soms niet.", "rust")], {}, answer.FEW_CODERS),
        "no coder": ([], {}, answer.NO_CODERS),
        "documents not shared": (
            [("anna", "een", "Soms niet.", "rust"), ("bram", "twee", "Soms niet.", "rust")],
            {},
            answer.NOTHING_SHARED,
        ),
        "one unit": (same, {"unit": "document", "documents": "een"}, answer.ONE_UNIT),
        "all the same code": (same, {"documents": "een"}, answer.ALL_THE_SAME),
    }


@pytest.mark.parametrize("name", ["one coder", "no coder", "documents not shared", "one unit", "all the same code"])
def test_cases_without_a_number_answer_in_words(name, texts):
    rows, options, words = cases_without_a_number(texts)[name]
    for measure in (name for name, one in MEASURES.items() if "turn" in one.units and name != "percent"):
        found = pm.agreement(codings(texts, rows), measure=measure, texts=texts, **({"unit": "turn"} | options))
        assert (found.value, found.words, found.interval, found.reading) == (None, words, None, ""), measure
        assert f"No value: {words}." in repr(found)
        assert words.split(";")[0][:20] in found._repr_html_()


@pytest.mark.parametrize("measure", [name for name, one in MEASURES.items() if one.units == ("character",)])
@pytest.mark.parametrize("name", ["one coder", "no coder", "documents not shared"])
def test_free_spans_without_a_number_answer_in_words(measure, name, texts):
    rows, _, words = cases_without_a_number(texts)[name]
    found = pm.agreement(codings(texts, rows), unit="character", measure=measure, texts=texts)
    assert (found.value, found.words) == (None, words)
    assert repr(found)


def test_no_number_is_ever_one_that_cannot_be(texts):
    """Random small studies: every value lies in its range, or there is none."""
    words = [
        "Ja, elke dag.",
        "Ik zit op het bankje.",
        "Dan word ik rustig.",
        "Riet ken ik al jaren.",
        "We drinken koffie.",
        "Hij komt ook bij ons.",
        "Soms niet.",
    ]
    rng = np.random.default_rng(1)
    for _ in range(12):
        rows = [
            (rng.choice(["anna", "bram", "carla"]), rng.choice(["een", "twee"]), rng.choice(words), rng.choice(["rust", "vriend"]))
            for _ in range(rng.integers(0, 9))
        ]
        for name, measure in MEASURES.items():
            if name in ("gamma", "gamma-cat", "krippendorff-2004"):
                continue
            one = pm.agreement(
                codings(texts, rows), unit="turn" if "turn" in measure.units else "character", measure=name, texts=texts, draws=20
            )
            assert one.value is None or -2 <= one.value <= 1 + 1e-12, name
            assert (one.value is None) == bool(one.words)
            assert one.interval is None or one.interval.low <= one.interval.high


def test_wrong_options_fail_at_once_and_by_name(two, texts):
    with pytest.raises(ValueError, match="unit='beurt' is not one of document, turn, sentence, character"):
        pm.agreement(two, unit="beurt")
    with pytest.raises(ValueError, match="measure='kapa' is not one of percent, cohen"):
        pm.agreement(two, unit="document", measure="kapa")
    with pytest.raises(ValueError, match="compares free spans, so it needs unit='character', not unit='turn'"):
        pm.agreement(two, unit="turn", measure="uα", texts=texts)
    with pytest.raises(ValueError, match=r"coders='ana' does not occur; there are anna, bram\. Did you mean 'anna'\?"):
        pm.agreement(two, unit="document", coders=["ana", "bram"])
    with pytest.raises(ValueError, match="codes='rest' does not occur"):
        pm.agreement(two, unit="document", codes="rest")
    with pytest.raises(ValueError, match="documents='vier' does not occur"):
        pm.agreement(two, unit="document", documents="vier")
    with pytest.raises(ValueError, match="unit='turn' needs texts="):
        pm.agreement(two, unit="turn")
    with pytest.raises(ValueError, match="unit='sentence' needs sentences="):
        pm.agreement(two, unit="sentence", texts=texts)
    with pytest.raises(ValueError, match="uncoded='leave out' goes with document, turn and sentence"):
        pm.agreement(two, unit="character", uncoded="leave out", texts=texts)
    with pytest.raises(ValueError, match="neighbouring characters are not independent"):
        pm.agreement(two, unit="character", interval="unit", texts=texts)
    with pytest.raises(ValueError, match="roles='resident' is not one of"):
        pm.agreement(two, unit="turn", roles="resident", texts=texts)


def test_codings_in_doubtful_positions_and_of_other_codes_are_left_out_and_counted(texts):
    rows = [
        ("anna", "een", "Soms niet.", "rust"),
        ("bram", "een", "Soms niet.", "rust"),
        ("anna", "een", "We drinken koffie.", "vriend"),
        ("bram", "een", "Ja, elke dag.", "rust", "unsure"),
        ("bram", "een", "Kom je hier vaak?", "rust"),
    ]
    found = pm.agreement(codings(texts, rows), unit="turn", codes="rust", texts=texts, documents="een")
    assert found.left_out.to_dict("list") == {
        "what": ["coding", "coding", "turn", "coding"],
        "reason": ["of another code", "in an unsure position", "of the interviewer", "outside the units"],
        "number": [1, 1, 2, 1],
    }
    assert (found.codes, found.value) == (("rust",), 1)


def test_sets_give_part_credit(texts):
    rows = [
        ("anna", "een", "Dan word ik rustig.", "rust"), ("anna", "een", "Dan word ik rustig.", "vriend"), ("bram", "een", "Dan word ik rustig.", "rust"),
        ("anna", "een", "We drinken koffie.", "vriend"), ("bram", "een", "We drinken koffie.", "vriend"),
    ]  # fmt: skip
    found = {
        name: pm.agreement(codings(texts, rows), unit="turn", measure=name, texts=texts, documents="een")
        for name in ("krippendorff", "masi", "jaccard")
    }
    assert found["krippendorff"].value < found["masi"].value < found["jaccard"].value < 1
    assert "1 turn got more than one code from one coder; the value is the set of codes" in found["masi"].notes
    units = [(frozenset("rv"), frozenset("r")), (frozenset("v"), frozenset("v")), (frozenset(), frozenset()), (frozenset(), frozenset())]
    values = [x for pair in units for x in pair]
    jaccard = lambda a, b: 1 - len(a & b) / len(a | b) if a | b else 0  # noqa: E731
    observed = sum(jaccard(a, b) for a, b in units) / len(units)
    expected = sum(jaccard(a, b) for a in values for b in values) / (len(values) * (len(values) - 1))
    assert found["jaccard"].value == pytest.approx(1 - observed / expected)


def test_characters_by_unitizing_and_what_lies_outside(two, texts):
    found = pm.agreement(two, unit="character", texts=texts, documents=["een", "twee"])
    counted = sum(len(turn.span) for name in ("een", "twee") for turn in texts[name].turns if turn.role != "interviewer")
    assert (found.n_units, found.measure) == (counted, "krippendorff-u")
    assert found.by_code["code"].tolist() == ["rust", "vriend", "buurt"]
    assert pm.agreement(two, unit="character", measure="krippendorff", texts=texts, documents=["een", "twee"]).value == pytest.approx(
        found.value, abs=0.05
    )


def test_a_coding_over_two_turns_is_one_span_in_the_words_that_count(texts):
    body = texts["een"].text
    words = body[texts["een"].find("We drinken").start : texts["een"].find("bij ons.").stop]
    frame = codings(texts, [("anna", "een", "We drinken koffie.", "rust"), ("bram", "een", "We drinken koffie.", "rust")])
    frame["stop"], frame["quote"] = frame["start"] + len(words), words
    found = pm.agreement(frame, unit="character", texts=texts, documents="een")
    assert found.value == 1
    assert found.n_units - found.n_uncoded == len("We drinken koffie.") + len("Hij komt ook bij ons.")


def test_by_pair_coder_and_document(two, texts):
    carla = two[two["coder"] == "anna"].assign(coder="carla")
    found = pm.agreement(pd.concat([two, carla], ignore_index=True), unit="turn", texts=texts, documents=["een", "twee"])
    pair = pm.agreement(two, unit="turn", texts=texts, documents=["een", "twee"]).value
    assert found.by_pair["value"].tolist() == pytest.approx([pair, 1, pair])
    assert found.by_coder.set_index("coder")[["with_rest", "without"]].loc["bram"].tolist() == pytest.approx([pair, 1])
    assert found.by_coder.set_index("coder")["without"].to_dict() == pytest.approx({"anna": pair, "bram": 1, "carla": pair})
    one = pm.agreement(pd.concat([two, carla], ignore_index=True), unit="turn", texts=texts, documents="een").value
    assert found.by_document.set_index("document")["value"]["een"] == pytest.approx(one)


def test_confusion_and_the_definition_that_is_read_differently(two, texts):
    found = pm.agreement(two, unit="turn", texts=texts, documents=["een", "twee"])
    assert found.confusion.to_dict("list") == {
        "rust": [1, 0, 0, 0], "vriend": [0, 0, 0, 1], "buurt": [0, 1, 0, 0], "nothing": [1, 0, 0, 4],
    }  # fmt: skip
    assert found.read_differently[["code", "both", "one", "confused_with", "times"]].to_numpy().tolist() == [
        ["vriend", 0, 2, "buurt", 1], ["buurt", 0, 1, "vriend", 1], ["rust", 1, 1, "", 0],
    ]  # fmt: skip


def test_matches_measure_overlap_and_boundaries(two, texts):
    pairs = pm.agreement(two, unit="turn", texts=texts).matches
    short, long = len("Dan word ik rustig."), len("Ik zit op het bankje. Dan word ik rustig.")
    assert len(pairs) == 1
    row = pairs.iloc[0]
    assert (row["code"], row["coder"], row["other"], row["starts_apart"], row["stops_apart"]) == ("rust", "anna", "bram", long - short, 0)
    assert row["iou"] == pytest.approx(short / long)


def test_interval_by_unit_and_by_document_is_seeded_and_said(texts):
    rng, words = np.random.default_rng(0), ["Ja, elke dag.", "We drinken koffie.", "Hij komt ook bij ons.", "Soms niet."]
    many = {f"d{i:02}": text(f"d{i:02}") for i in range(12)}
    rows = []
    for name in many:
        for one in words:
            code = rng.choice(["rust", "vriend"])
            rows += [("anna", name, one, code), ("bram", name, one, code if rng.random() < 0.8 else rng.choice(["rust", "vriend"]))]
    frame = codings(many, rows)
    by = {
        (kind, seed): pm.agreement(frame, unit="turn", texts=many, interval=kind, seed=seed).interval
        for kind, seed in (("unit", 0), ("unit", 1), ("document", 0), ("none", 0))
    }
    again = pm.agreement(frame, unit="turn", texts=many, seed=0).interval
    assert by["none", 0] is None
    assert by["unit", 0] == again != by["unit", 1]
    assert (by["unit", 0].drawn, by["document", 0].drawn) == (48, 12)
    value = pm.agreement(frame, unit="turn", texts=many).value
    assert all(one.low < value < one.high for one in by.values() if one)
    assert "1000 draws of 12 documents, seed 0" in repr(pm.agreement(frame, unit="turn", texts=many, interval="document"))
    assert pm.agreement(frame, unit="turn", texts=many, level=0.5).interval.low > by["unit", 0].low


def test_interval_equals_a_plain_bootstrap(texts):
    """The draws from sums give the quantiles of a bootstrap that counts everything again."""
    from placemeaning.analysis.reliability import bootstrap, nominal

    rng = np.random.default_rng(3)
    values = np.where(rng.random((150, 3)) < 0.75, rng.integers(0, 4, 150)[:, None], rng.integers(0, 4, (150, 3)))
    sums = nominal.krippendorff(values, 4)
    fast = bootstrap.interval(sums.rows, sums.values, by="unit", draws=2000, seed=0, level=0.95)
    plain = [nominal.coefficient("krippendorff", values[rng.integers(0, 150, 150)], 4).value for _ in range(2000)]
    assert (fast.low, fast.high) == pytest.approx(np.quantile(plain, [0.025, 0.975]).tolist(), abs=0.015)


def test_level_is_the_share_of_draws_between_the_bounds():
    from placemeaning.analysis.reliability import bootstrap

    numbered = {"by": "unit", "draws": 1000, "seed": 0}
    for level, low, high in ((0.95, 24.975, 974.025), (0.5, 249.75, 749.25)):
        count = iter(range(1000))
        one = bootstrap.interval(
            np.eye(2), lambda sums, count=count: np.array([next(count) for _ in sums], dtype=float), level=level, **numbered
        )
        assert (one.low, one.high) == pytest.approx((low, high))


def test_scale_comes_with_its_author_and_never_says_good(two, texts):
    told = {name: pm.agreement(two, unit="turn", measure=name, texts=texts).reading for name in ("krippendorff", "cohen", "percent")}
    assert told == {
        "krippendorff": "Krippendorff (2004, p. 241): below the lowest limit for conclusions.",
        "cohen": "Landis & Koch (1977): fair.",
        "percent": "No author gives a scale for percent agreement, which does not take chance into account.",
    }


def test_steps_of_the_scales():
    """Landis & Koch (1977, p. 165); Krippendorff (2004, p. 241)."""
    told = {value: scales.reading("cohen", value).split(": ")[1] for value in (-0.1, 0.2, 0.21, 0.4, 0.41, 0.6, 0.61, 0.8, 0.81)}
    assert list(told.values()) == [
        "poor.", "slight.", "fair.", "fair.", "moderate.", "moderate.", "substantial.", "substantial.", "almost perfect.",
    ]  # fmt: skip
    alphas = [scales.reading("krippendorff", value).split(": ")[1] for value in (0.666, 0.667, 0.799, 0.8)]
    assert alphas == [
        "below the lowest limit for conclusions.", "for tentative conclusions only.", "for tentative conclusions only.",
        "reliable by the customary norm.",
    ]  # fmt: skip


def test_units_that_only_one_has_read_are_left_out_and_counted(two, texts):
    read = {"anna": ["een", "twee", "drie"], "bram": ["een", "twee"]}
    found = pm.agreement(two, unit="turn", texts=texts, read=read)
    assert (found.n_units, found.documents) == (8, ("een", "twee"))
    assert "4 turns read by fewer than two of these coders" in found.basis


def test_answer_prints_as_an_answer(two, texts):
    found = pm.agreement(two, unit="turn", measure="cohen", texts=texts, interval="none", read={"anna": texts, "bram": texts})
    assert repr(found).splitlines()[:4] == [
        "Agreement of anna, bram by turn: Cohen's κ, Cohen (1960).",
        "0.400.",
        "Landis & Koch (1977): fair.",
        "12 turns in 3 documents, 8 of them coded by nobody. Left out: 6 turns of the interviewer.",
    ]
    html = found._repr_html_()
    assert 'scope="row"' in html
    assert "<script" not in html
    assert found.two_coders.bak == pm.agreement(two, unit="turn", measure="scott", texts=texts, read={"anna": texts, "bram": texts}).value


def test_before_and_after_within_one_coder_and_along_time(two, texts):
    talked = two.copy()
    talked.loc[3, "code"] = "vriend"
    before, after = (pm.agreement(one, unit="turn", texts=texts, documents=["een", "twee"]) for one in (two, talked))
    table = pm.compared(before, after).set_index("code")
    assert table.loc["all codes"].tolist() == pytest.approx([before.value, after.value, after.value - before.value])
    assert table.index.tolist() == ["all codes", "rust", "vriend", "buurt"]
    own = pm.agreement(pm.recoded(two, talked, coder="bram"), unit="turn", texts=texts, documents=["een", "twee"])
    assert own.coders == ("bram (again)", "bram (first)")
    assert own.value < 1
    with pytest.raises(ValueError, match="coder='carla' has no codings"):
        pm.recoded(two, talked, coder="carla")
    drift = pm.over_time(two, parts=2, unit="turn", texts=texts, measure="percent")
    assert drift[["part", "documents", "units"]].to_numpy().tolist() == [[1, 1, 4], [2, 1, 4]]
    assert drift["value"].tolist() == [0.75, 0.5]


def test_nothing_given_is_changed(two, texts):
    before = two.copy(deep=True)
    for unit in ("turn", "character"):
        one = pm.agreement(two, unit=unit, texts=texts)
        one.by_code, one.by_pair, one.confusion, one.matches, repr(one), one._repr_html_()
    pd.testing.assert_frame_equal(two, before)
    with pytest.raises(AttributeError):
        one.measure = "cohen"


def test_consensus_is_not_a_coder_unless_asked_for(two, texts):
    frame = pd.concat([two, two.iloc[:1].assign(coder="consensus")], ignore_index=True)
    assert pm.agreement(frame, unit="turn", texts=texts).coders == ("anna", "bram")
    assert (
        "the coder 'consensus' wrote what was agreed afterwards, and is not compared" in pm.agreement(frame, unit="turn", texts=texts).notes
    )
    assert pm.agreement(frame, unit="turn", coders=["anna", "consensus"], texts=texts, documents="een").coders == ("anna", "consensus")


def test_a_project_asks_the_same(project):
    project.code("kort", "Ja, voor mijn rust.", "relaxation", by="anna")
    project.code("kort", "voor mijn rust", "relaxation", by="bram")
    project.code("kort", "Samen koffie drinken doen we ook.", "friendship", by="anna")
    found = project.agreement(unit="sentence")
    assert (found.n_units, found.coders, found.documents) == (4, ("anna", "bram"), ("kort",))
    assert found.value == pytest.approx(pm.agreement_of_table([("r", "r"), ("", ""), ("f", ""), ("", "")], measure="krippendorff").value)
    assert not any(note.startswith("who read what") for note in found.notes)
    project.withdraw(project.code("lang", "woord001", "relaxation", by="bram"), by="bram")
    project.note("lang", "Gelezen.", by="anna")
    assert project.agreement(unit="turn").documents == ("kort", "lang")
    assert project.agreement(unit="turn", at="2020-01-01").words == answer.NOTHING_SHARED
    with pytest.raises(ValueError, match="at='gisteren' is not a moment"):
        project.agreement(unit="turn", at="gisteren")

"""Every published case that lies beside the repository, with its own tolerance; where print is wrong, what is right and why."""

import json
import os
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import placemeaning as pm
from paths import ROOT
from placemeaning.analysis.reliability import distance, nominal, unitizing, unitizing_2004
from placemeaning.analysis.reliability.spans import spans_of

FOLDER = Path(os.environ.get("PLACEMEANING_SAMPLES", ROOT.parent / "shared" / "samples")) / "agreement"


def cases(name):
    path = FOLDER / name
    return [pytest.param(one, id=one["id"]) for one in json.loads(path.read_text("utf-8"))["cases"]] if path.exists() else []


PRINTED_IN_TWO_PLACES = {("cohen1960_p37", "kappa_max"): 0.005}  # (.72 - .35) / (1 - .35) is .846; Cohen prints .85


def tolerance(case):
    """Return the tolerance of a case: the one in its note is the printed precision, and goes before the general one."""
    noted = re.search(r"tolerance (\.\d+)", case.get("note", ""))
    return float(noted[1]) if noted else case["tolerance"]


def value(units, measure, **options):
    return pm.agreement_of_table(units, measure=measure, **options).value


def of_two_or_many(case):
    return pm.agreement_of_table(case["units"], measure="cohen" if case["n_coders"] == 2 else "fleiss")


def of_each(case, measure):
    """Return the measure of each value against all others."""
    frame = pd.DataFrame(case["units"])
    return {str(k): value((frame == k).astype(int).where(frame.notna()), measure) for k in sorted(set(frame.stack()))}


def disagreement(case, which):
    found = pm.agreement_of_table(case["units"], measure="krippendorff")
    return 1 - getattr(found, which)


def kappa_max(case):
    table = pd.DataFrame(case["units"]).to_numpy() - 1
    return nominal.two_coders(table, 3).greatest


READS = {
    "percent_agreement": lambda c: value(c["units"], "percent"),
    "percent_agreement_pairwise_pooled": lambda c: value(c["units"], "percent"),
    "observed": lambda c: value(c["units"], "percent"),
    "expected": lambda c: of_two_or_many(c).expected,
    "alpha_nominal": lambda c: value(c["units"], "krippendorff"),
    "alpha_nominal_exact": lambda c: value(c["units"], "krippendorff"),
    "alpha_ordinal": lambda c: value(c["units"], "krippendorff", level="ordinal"),
    "alpha_interval": lambda c: value(c["units"], "krippendorff", level="interval"),
    "alpha_ratio": lambda c: value(c["units"], "krippendorff", level="ratio"),
    "Do": lambda c: disagreement(c, "observed"),
    "De": lambda c: disagreement(c, "expected"),
    "bennett_S": lambda c: value(c["units"], "brennan-prediger"),
    "randolph_kappa": lambda c: value(c["units"], "brennan-prediger"),
    "scott_pi": lambda c: value(c["units"], "scott"),
    "cohen_kappa": lambda c: value(c["units"], "cohen"),
    "fleiss_kappa": lambda c: value(c["units"], "fleiss"),
    "gwet_ac1": lambda c: value(c["units"], "gwet"),
    "kappa_max": kappa_max,
    "alpha_per_category": lambda c: of_each(c, "krippendorff"),
    "kappa_per_category": lambda c: of_each(c, "fleiss"),
    "alpha_weighted_Chck_half": lambda c: value(c["units"], "krippendorff", apart=halves(c)),
    "weighted_kappa_Chck_half": lambda c: value(c["units"], "cohen", apart=halves(c)),
}


def halves(case):
    """Return the distances of Artstein & Poesio's second example: the third category is half as far from the others."""
    third = next(name for name in {x for row in case["units"] for x in row} if str(name).lower().startswith("ch"))
    return {(name, third): 0.5 for name in {x for row in case["units"] for x in row} if name != third}


@pytest.mark.parametrize("case", cases("coding_tables.json"))
def test_tables_of_textbooks(case):
    expected = {name: one for name, one in case["expected"].items() if not name.startswith("tolerance")}
    allowed = {
        name: case["expected"].get("tolerance_per_category", tolerance(case)) if "per_category" in name else tolerance(case)
        for name in expected
    }
    wrong = {}
    for name, printed in expected.items():
        found = READS[name](case)
        pairs = [(found[k], printed[k]) for k in printed] if isinstance(printed, dict) else [(found, printed)]
        allow = PRINTED_IN_TWO_PLACES.get((case["id"], name), allowed[name])
        if not all(abs(one - other) <= allow for one, other in pairs):
            wrong[name] = (found, printed)
    assert wrong == {}


IRRCAC = {
    "gwet_ac1": "gwet", "krippendorff_alpha": "krippendorff", "fleiss_kappa": "fleiss", "conger_kappa": "conger", "brennan_prediger": "brennan-prediger",
    "cohen_kappa": "cohen", "scott_pi": "scott", "percent_agreement": "percent",
}  # fmt: skip


def units_of(case):
    """Return one row a unit, from raw ratings, a table of two coders, or counts by category."""
    if "table_rows_coder1_cols_coder2" in case:
        table = case["table_rows_coder1_cols_coder2"]
        return [(a, b) for a, row in enumerate(table) for b, times in enumerate(row) for _ in range(times)]
    if "counts_per_category" in case:
        return [[k for k, times in enumerate(row) for _ in range(times)] for row in case["counts_per_category"]]
    return case["units"]


@pytest.mark.parametrize("case", cases("gwet_irrcac.json"))
def test_tables_of_gwet(case):
    units, wrong = units_of(case), {}
    printed = case.get("expected") or {name: one["coefficient"] for name, one in case["expected_irrCAC_0_4_4"].items()}
    for name, number in printed.items():
        if name in IRRCAC and abs(value(units, IRRCAC[name]) - number) > 1e-5:
            wrong[name] = (value(units, IRRCAC[name]), number)
    for name, parts in case.get("expected_irrCAC_0_4_4", {}).items():
        found = pm.agreement_of_table(units, measure=IRRCAC[name])
        if name != "krippendorff_alpha":  # there irrCAC has another, equal way to write observed and expected agreement
            assert (found.observed, found.expected) == pytest.approx((parts["pa"], parts["pe"]), abs=1e-5)
    if "pa" in printed:
        assert pm.agreement_of_table(units, measure="gwet").observed == pytest.approx(printed["pa"], abs=1e-6)
    assert wrong == {}


def test_percent_pools_pairs_as_krippendorff_does_and_gwet_takes_the_mean_over_units(four_coders):
    assert value(four_coders, "percent") == pytest.approx(0.8)
    assert pm.agreement_of_table(four_coders, measure="gwet").observed == pytest.approx(0.81818, abs=1e-5)


@pytest.mark.parametrize("case", cases("nltk_agreement.json"))
def test_single_rated_items_do_not_matter(case):
    frame = pd.DataFrame(case["triples"], columns=["coder", "item", "value"]).pivot(index="item", columns="coder", values="value")
    assert value(frame, "krippendorff") == pytest.approx(case["expected"]["alpha_nominal"], abs=1e-6)


def unitizing_cases(family):
    return [one for one in cases("unitizing.json") if family in one.id]


@pytest.mark.parametrize("case", unitizing_cases("krippendorff1995"))
def test_older_alpha_of_1995_in_the_limit(case):
    spans = spans_of(case["spans"], case["continuum"]["length"], case["continuum"]["begin"])
    observed, expected = unitizing_2004.disagreement(spans, limit=True)
    alpha, printed, allowed = unitizing_2004.coefficient(spans, limit=True).value, case["expected"], case["tolerance"]
    assert observed == pytest.approx(printed["Do"], abs=allowed["Do"])
    assert expected == pytest.approx(printed["De_limit"], abs=allowed["De"])
    assert alpha == pytest.approx(printed["alpha_limit"], abs=allowed["alpha"])
    book = case["verified"]["stretch1"]
    assert unitizing_2004.coefficient(spans).value == pytest.approx(book["alpha"], abs=1e-5), "the book of 2004 counts points"


@pytest.mark.parametrize("case", unitizing_cases("p254"))
def test_older_alpha_of_2004(case):
    spans, printed = spans_of(case["spans"], case["continuum"]["length"], case["continuum"]["begin"]), case["expected"]
    found = unitizing_2004.of_codes(spans)
    for code, one in printed["per_category"].items():
        parts = found[code].observed, found[code].expected, found[code].value
        assert parts == pytest.approx((one["Do"], one["De"], one["alpha"]), abs=case["tolerance"])
    # print has .8591: it divides 0.0144 by 0.0532 + 0.0490, which are rounded. Unrounded it is .85867, which is right.
    assert unitizing_2004.coefficient(spans).value == pytest.approx(printed["alpha_U_overall"], abs=case["tolerance"])
    assert unitizing_2004.coefficient(spans).value == pytest.approx(case["verified"]["_all"], abs=5e-6)
    assert pytest.approx(0.8591, abs=5e-5) == 1 - 0.0144 / (0.0532 + 0.0490)


@pytest.mark.parametrize("case", unitizing_cases("distance_function"))
def test_difference_function_of_2004(case):
    for one in case["distances"]:
        a, b = ((begin, length, label is not None) for begin, length, label in (one["a"], one["b"]))
        assert unitizing_2004.difference(a, b) == unitizing_2004.difference(b, a) == one["d"]


def test_family_of_2016_on_the_example_of_the_book(alex_paul_suzan):
    """K. Krippendorff (2019), Content analysis, 4th ed., figure 12.11 (p. 340): .510, .413, .724, and values 1, 5, 6 at 1, values 2, 3, 4 at 0.

    Computed .50998, .41360 and .72417; print has .413, cut off rather than rounded.
    """
    spans = spans_of(alex_paul_suzan, 60)
    found = [unitizing.coefficient(name, spans).value for name in ("krippendorff-u", "krippendorff-u-binary", "krippendorff-cu")]
    assert found == pytest.approx([0.509982, 0.413599, 0.724169], abs=1e-6)
    of_codes = unitizing.of_codes(spans)
    assert {code: one.value for code, one in of_codes.items()} == pytest.approx({"1": 1, "2": 0, "3": 0, "4": 0, "5": 1, "6": 1, "7": None})
    assert of_codes["7"].words == "no character with this code was coded by another coder too"


def test_masi_and_jaccard_as_published():
    """R. Passonneau (2006), Measuring agreement on set-valued items (MASI); the last two are its examples of J * M."""
    assert distance.masi({"a", "b"}, {"a", "b"}) == 0
    assert distance.masi({"a"}, {"a", "b"}) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert distance.masi({"a", "b"}, {"b", "c"}) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert (distance.masi({"a"}, {"b"}), distance.masi(set(), {"a"}), distance.masi(set(), set())) == (1, 1, 0)
    assert (distance.jaccard({"a", "b"}, {"b", "c"}), distance.jaccard(set(), {"a"}), distance.jaccard(set(), set())) == (1 - 1 / 3, 1, 0)


@pytest.fixture
def four_coders():
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: 4 coders, 12 units."""
    rows = ["BB B", "LLPL", "PPPP", "PPPP", "LLLL", "BLPC", "CCCC", "BBLB", "LLLL", " FFF", "  BB", "  P "]
    return [[None if one == " " else one for one in row] for row in rows]


@pytest.fixture
def alex_paul_suzan():
    return {
        "Alex": [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")],
        "Paul": [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")],
        "Suzan": [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")],
    }


def test_alpha_of_the_standard_example(four_coders):
    assert value(four_coders, "krippendorff") == pytest.approx(0.743421052631579, abs=1e-12)


def test_numbers_stay_as_they_were(four_coders):
    before = json.dumps(four_coders)
    frame = pd.DataFrame(four_coders)
    copy = frame.copy()
    pm.agreement_of_table(frame, measure="krippendorff")
    pd.testing.assert_frame_equal(frame, copy)
    assert json.dumps(four_coders) == before
    assert np.isclose(value(frame, "krippendorff"), 0.743421052631579)

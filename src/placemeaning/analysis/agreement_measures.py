"""The measures of agreement by name: what each answers, who made it, and on which units it can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from placemeaning.errors import check_choice

PREDEFINED = ("document", "turn", "sentence", "character")
FREE = ("character",)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it is called, where it is from, the units it takes, and in one line what it answers."""

    title: str
    source: str
    units: tuple[str, ...]
    answers: str


MEASURES: Mapping[str, Measure] = {
    "percent": Measure(
        "percent agreement", "the share of pairs of decisions that are the same", PREDEFINED,
        "how often coders decide the same, chance included",
    ),
    "cohen": Measure(
        "Cohen's κ", "Cohen (1960)", PREDEFINED,
        "two coders, beyond chance, each with habits of its own",
    ),
    "pabak": Measure(
        "prevalence- and bias-adjusted κ (PABAK)", "Byrt, Bishop & Carlin (1993)", PREDEFINED,
        "two coders, as if all values were as common",
    ),
    "bak": Measure(
        "bias-adjusted κ (BAK)", "Byrt, Bishop & Carlin (1993)", PREDEFINED,
        "two coders, as if both had the same habits; equal to Scott's π",
    ),
    "scott": Measure(
        "Scott's π", "Scott (1955)", PREDEFINED,
        "two coders, beyond chance, with habits in common",
    ),
    "fleiss": Measure(
        "Fleiss' κ", "Fleiss (1971)", PREDEFINED,
        "any number of coders, beyond chance, with habits in common",
    ),
    "conger": Measure(
        "Conger's κ", "Conger (1980)", PREDEFINED,
        "Cohen's κ for any number of coders",
    ),
    "brennan-prediger": Measure(
        "Brennan & Prediger's κ", "Bennett, Alpert & Goldstein (1954); Brennan & Prediger (1981)", PREDEFINED,
        "beyond chance, all values as likely",
    ),
    "gwet": Measure(
        "Gwet's AC1", "Gwet (2008)", PREDEFINED,
        "beyond chance, steady where one value is very common",
    ),
    "krippendorff": Measure(
        "Krippendorff's α (nominal)", "Krippendorff (1980; 2004, ch. 11)", PREDEFINED,
        "any number of coders, missing ones allowed, small samples allowed for",
    ),
    "krippendorff-masi": Measure(
        "Krippendorff's α on sets of codes, MASI distance", "Krippendorff (1980); Passonneau (2006)", PREDEFINED,
        "all codes at once, with part credit; most where one set contains the other",
    ),
    "krippendorff-jaccard": Measure(
        "Krippendorff's α on sets of codes, Jaccard distance", "Krippendorff (1980); Jaccard (1912)", PREDEFINED,
        "all codes at once, with part credit for codes in common",
    ),
    "krippendorff-u": Measure(
        "uα", "Krippendorff, Mathet, Bouvry & Widlöcher (2016)", FREE,
        "free spans: where coders mark and what they call it, in one",
    ),
    "krippendorff-u-binary": Measure(
        "|uα", "Krippendorff, Mathet, Bouvry & Widlöcher (2016)", FREE,
        "free spans: whether coders mark the same text, whatever the code",
    ),
    "krippendorff-cu": Measure(
        "cuα", "Krippendorff, Mathet, Bouvry & Widlöcher (2016)", FREE,
        "free spans: where both marked, whether they call it the same",
    ),
    "krippendorff-ku": Measure(
        "cuα, with (k)uα of each code", "Krippendorff, Mathet, Bouvry & Widlöcher (2016)", FREE,
        "free spans: for each code, whether coders who marked agree on it",
    ),
    "krippendorff-2004": Measure(
        "α_U of 1995/2004 (not uα of 2016)", "Krippendorff (1995; 2004, pp. 251-256)", FREE,
        "free spans, the older definition; for comparing with older studies",
    ),
    "gamma": Measure(
        "γ", "Mathet, Widlöcher & Métivier (2015)", FREE,
        "free spans, aligned one to one: near misses of position and code both count in part",
    ),
    "gamma-cat": Measure(
        "γ_cat", "Mathet (2017), after Mathet, Widlöcher & Métivier (2015)", FREE,
        "the codes of spans that γ aligns",
    ),
}  # fmt: skip
"""Every measure by its name."""

_ALSO = {
    "alpha": "krippendorff", "kappa": "cohen", "pi": "scott", "ac1": "gwet", "gwet-ac1": "gwet", "brennan_prediger": "brennan-prediger",
    "masi": "krippendorff-masi", "jaccard": "krippendorff-jaccard", "u-alpha": "krippendorff-u", "uα": "krippendorff-u",
    "|u-alpha": "krippendorff-u-binary", "|uα": "krippendorff-u-binary", "cu-alpha": "krippendorff-cu", "cuα": "krippendorff-cu",
    "ku-alpha": "krippendorff-ku", "(k)uα": "krippendorff-ku", "(k)u-alpha": "krippendorff-ku", "alpha-u": "krippendorff-2004",
    "αU": "krippendorff-2004", "α_U": "krippendorff-2004", "γ": "gamma", "mathet": "gamma", "mathet-gamma": "gamma", "γcat": "gamma-cat",
    "γ_cat": "gamma-cat", "gamma_cat": "gamma-cat", "mathet-gamma-cat": "gamma-cat",
}  # fmt: skip


def measure_named(measure: str | None, unit: str) -> str:
    """Return the name of a measure that can be asked of a unit; symbols such as ``uα`` are understood.

    Raises
    ------
    ValueError
        If there is no such measure, or it does not go with the unit.
    """
    name = _ALSO.get(measure or "", measure) or ("krippendorff-u" if unit == "character" else "krippendorff")
    check_choice("measure", name, tuple(MEASURES))
    if unit not in MEASURES[name].units:
        raise ValueError(f"measure={measure!r} compares free spans, so it needs unit='character', not unit={unit!r}")
    return name

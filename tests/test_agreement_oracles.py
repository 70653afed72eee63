"""Second opinions on generated data, frozen as numbers because of the licences and pins of the packages.

Made with (each in its own environment, never a dependency):
  krippendorff 0.9.0 (GPL-3.0): krippendorff.alpha(reliability_data=t.T, level_of_measurement=...)
  irrCAC 0.4.4 (GPL-2): CAC(DataFrame(t)).gwet(), .fleiss(), .conger(), .bp()   (rounded to five places by the package)
with the tables of `table` below, -1 as missing.
"""

import numpy as np
import pandas as pd
import pytest

import placemeaning as pm

KRIPPENDORFF = [
    {"nominal": 0.4048964218, "ordinal": 0.3715006614, "interval": 0.373015873},
    {"nominal": 0.4376774368, "ordinal": 0.4424554316, "interval": 0.4463350785},
    {"nominal": 0.4748125426, "ordinal": 0.4739534009, "interval": 0.4759411125},
    {"nominal": 0.4994308943, "ordinal": 0.4994308943, "interval": 0.4994308943},
]
IRRCAC = [
    {"gwet": 0.40131, "fleiss": 0.39736, "conger": 0.4052, "brennan-prediger": 0.4},
    {"gwet": 0.4366, "fleiss": 0.41815, "conger": 0.42275, "brennan-prediger": 0.4321},
    {"gwet": 0.47584, "fleiss": 0.46895, "conger": 0.46992, "brennan-prediger": 0.47448},
    {"gwet": 0.51805, "fleiss": 0.50397, "conger": 0.49974, "brennan-prediger": 0.51111},
]


def table(seed):
    rng = np.random.default_rng(seed)
    coders, units, values = [(2, 40, 3), (3, 60, 4), (5, 80, 5), (6, 30, 2)][seed]
    truth = rng.integers(0, values, units)
    given = np.where(rng.random((units, coders)) < 0.7, truth[:, None], rng.integers(0, values, (units, coders)))
    return np.where(rng.random((units, coders)) < (0.2 if seed else 0), -1, given)


@pytest.mark.parametrize("seed", range(4))
def test_same_numbers_as_other_packages(seed):
    frame = pd.DataFrame(table(seed)).astype(object)
    frame = frame.where(frame != -1, None)
    levels = {level: pm.agreement_of_table(frame, measure="krippendorff", level=level).value for level in KRIPPENDORFF[seed]}
    assert levels == pytest.approx(KRIPPENDORFF[seed], abs=1e-9)
    assert {name: pm.agreement_of_table(frame, measure=name).value for name in IRRCAC[seed]} == pytest.approx(IRRCAC[seed], abs=6e-6)


def test_two_coders_by_the_definitions_of_their_authors():
    """Cohen's, Scott's and Byrt's formulas, written out for a two by two table: 40, 9, 6, 45."""
    units = [(1, 1)] * 40 + [(1, 0)] * 9 + [(0, 1)] * 6 + [(0, 0)] * 45
    observed, one, other = 0.85, 0.49, 0.46
    chance_cohen = one * other + (1 - one) * (1 - other)
    mean = (one + other) / 2
    chance_scott = mean**2 + (1 - mean) ** 2
    expected = {
        "cohen": (observed - chance_cohen) / (1 - chance_cohen), "scott": (observed - chance_scott) / (1 - chance_scott),
        "bak": (observed - chance_scott) / (1 - chance_scott), "pabak": 2 * observed - 1, "percent": observed,
    }  # fmt: skip
    assert {name: pm.agreement_of_table(units, measure=name).value for name in expected} == pytest.approx(expected, abs=1e-12)


def test_independent_coders_agree_at_zero():
    """A kappa whose expected agreement was multiplied where it should be added gave 0.66 here."""
    rng = np.random.default_rng(5)
    units = rng.choice(4, p=[0.6, 0.2, 0.1, 0.1], size=(40_000, 2))
    for measure in ("cohen", "scott", "fleiss", "conger", "krippendorff"):
        assert abs(pm.agreement_of_table(units.tolist(), measure=measure).value) < 0.02, measure

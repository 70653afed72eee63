"""How authors read their coefficients. Each scale is one author's convention; none says what is good enough for a study."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A convention: `steps` are (from this value on, what the author calls it), the highest first."""

    author: str
    steps: tuple[tuple[float, str], ...]

    def says(self, value: float) -> str:
        """Return what the author calls a value."""
        return next((words for least, words in self.steps if value >= least), self.steps[-1][1])


LANDIS_KOCH = Scale(
    "Landis & Koch (1977)",
    ((0.81, "almost perfect"), (0.61, "substantial"), (0.41, "moderate"), (0.21, "fair"), (0.0, "slight"), (-2.0, "poor")),
)
KRIPPENDORFF = Scale(
    "Krippendorff (2004, p. 241)",
    (
        (0.8, "reliable by the customary norm"),
        (0.667, "for tentative conclusions only"),
        (-1e9, "below the lowest limit for conclusions"),
    ),
)
_KAPPAS = ("cohen", "pabak", "bak", "scott", "fleiss", "conger", "brennan-prediger", "gwet")


def scale_of(measure: str) -> Scale | None:
    """Return the scale that is customary for a measure; None for percent and for gamma, which have none."""
    if measure.startswith("krippendorff"):
        return KRIPPENDORFF
    return LANDIS_KOCH if measure in _KAPPAS else None


def reading(measure: str, value: float) -> str:
    """Return the sentence that goes with a value: the author's words for it, with the author."""
    scale = scale_of(measure)
    if scale is None:
        named = "percent agreement, which does not take chance into account" if measure == "percent" else "gamma"
        return f"No author gives a scale for {named}."
    return f"{scale.author}: {scale.says(round(value, 3))}."

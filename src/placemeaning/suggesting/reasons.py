"""Why a passage is suggested, in words: Dutch or English."""

from __future__ import annotations

from collections.abc import Mapping

from placemeaning.model.codebook import Codebook
from placemeaning.model.coding import Because, Suggestion

_REASONS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "words": "“{words}” is een trefwoord van {label}",
        "forms": "“{words}” is een vorm van “{keyword}” (trefwoord van {label})",
        "compounds": "“{words}” is een samenstelling met “{keyword}” (trefwoord van {label})",
        "spelling": "“{words}” lijkt een andere spelling van “{keyword}” (trefwoord van {label})",
        "phrase": "“{words}” past bij “{keyword}” (woordgroep van {label})",
        "separable": "“{words}” is “{keyword}” uit elkaar (trefwoord van {label})",
        "near": "“{words}”: bij elkaar in één zin, zoals “{keyword}” vraagt (trefwoord van {label})",
        "stem": "“{words}” begint als “{keyword}” (trefwoord van {label})",
        "exact": "“{words}” staat er precies zo (trefwoord van {label})",
        "meaning": "lijkt op “{keyword}” (voorbeeld of omschrijving van {label})",
        "like": "lijkt op “{keyword}”, waar {label} al bij staat",
    },
    "en": {
        "words": '"{words}" is a keyword of {label}',
        "forms": '"{words}" is a form of "{keyword}" (keyword of {label})',
        "compounds": '"{words}" is a compound with "{keyword}" (keyword of {label})',
        "spelling": '"{words}" looks like another spelling of "{keyword}" (keyword of {label})',
        "phrase": '"{words}" fits "{keyword}" (phrase of {label})',
        "separable": '"{words}" is "{keyword}" taken apart (keyword of {label})',
        "near": '"{words}": together in one sentence, as "{keyword}" asks (keyword of {label})',
        "stem": '"{words}" begins like "{keyword}" (keyword of {label})',
        "exact": '"{words}" stands there exactly so (keyword of {label})',
        "meaning": 'is like "{keyword}" (example or definition of {label})',
        "like": 'is like "{keyword}", which has {label} already',
    },
}
RULE_NAMES = tuple(_REASONS["en"])
_SCOPES: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "negated": "ontkend",
        "wished": "wens of voorwaarde",
        "quoted": "aangehaalde woorden",
        "interviewer": "woorden van de interviewer",
    },
    "en": {"negated": "negated", "wished": "a wish or condition", "quoted": "quoted words", "interviewer": "the interviewer's words"},
}


def reason(suggestion: Suggestion, codebook: Codebook, language: str = "nl") -> str:
    """Return in words why a passage is suggested.

    Parameters
    ----------
    language
        ``nl`` for Dutch; any other for English.

    Examples
    --------
    >>> import placemeaning as pm
    >>> project = pm.example_project()
    >>> [reason(one, project.codebook, "en") for one in project.suggestions("cafe-01")][:0]
    []
    """
    return in_words(suggestion, codebook[suggestion.code].in_language(language), language)


def in_words(suggestion: Suggestion, label: str, language: str) -> str:
    """Return all reasons of a suggestion in words, for a code called `label`."""
    language = language if language in _REASONS else "en"
    words = "; ".join(dict.fromkeys(_one(each, label, language) for each in suggestion.because))
    meant = _SCOPES[language].get(suggestion.scope)
    return f"{words} [{meant}]" if meant else words


def _one(because: Because, label: str, language: str) -> str:
    name = because.rule.partition("/")[0]
    return _REASONS[language].get(name, _REASONS[language]["words"]).format(words=because.words, keyword=because.keyword, label=label)

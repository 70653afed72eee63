"""Our lemmas on spaCy's tokens: a component for a pipeline, so that spaCy's matchers can be used on them.

import placemeaning.suggesting.spacy_lemmas
nlp = spacy.blank("nl")
nlp.add_pipe("placemeaning_lemmas")
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from placemeaning.errors import check_choice
from placemeaning.model.document import LANGUAGES
from placemeaning.suggesting.lemmas import lemma
from placemeaning.suggesting.lexicon import fold_word


@Language.factory("placemeaning_lemmas")
class Lemmas:
    """Sets the lemma of every token, by the language of the pipeline (``nl``, ``en`` or ``uk``)."""

    def __init__(self, nlp: Any, name: str = "placemeaning_lemmas") -> None:
        check_choice("language of the pipeline", nlp.lang, LANGUAGES)
        self.name, self._language = name, nlp.lang

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with lemmas."""
        for token in doc:
            token.lemma_ = lemma(fold_word(token.text), self._language)
        return doc

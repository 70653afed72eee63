"""Code interviews and observation notes about meaningful places, and read off what each place means.

Everything public is here; each name is imported when it is first used, so that ``import placemeaning`` is quick.

Examples
--------
>>> import placemeaning as pm
>>> project = pm.example_project()
>>> project
<Project example: 47 documents, 9 codes, 16 places, ...>
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "new_project": "project",
    "open_project": "project",
    "example_project": "project",
    "Project": "project",
    "suggest": "suggesting.rules",
    "matrix": "analysis.matrix",
    "Matrix": "analysis.matrix",
    "agreement": "analysis.agreement",
    "agreement_of_table": "analysis.reliability.tables",
    "compared": "analysis.agreement",
    "over_time": "analysis.agreement",
    "recoded": "analysis.agreement",
    "disagreements": "analysis.disagreements",
    "find": "analysis.queries",
    "kwic": "analysis.kwic",
    "cooccurrence": "analysis.cooccurrence",
    "read_codebook": "model.codebook",
    "Code": "model.codebook",
    "Codebook": "model.codebook",
    "Keyword": "model.codebook",
    "normalise": "model.text",
    "Span": "model.text",
    "describe": "model.anchor",
    "locate": "model.anchor",
    "Anchor": "model.anchor",
    "Located": "model.anchor",
    "Document": "model.document",
    "Turn": "model.document",
    "Speaker": "model.document",
    "Place": "model.document",
    "Person": "model.document",
    "Event": "model.coding",
    "Coding": "model.coding",
    "Suggestion": "model.coding",
    "heatmap": "output.charts",
    "dots": "output.panels",
    "small_multiples": "output.panels",
    "timeline": "output.lines",
    "curve": "output.lines",
    "differences": "output.sides",
    "network": "output.network",
    "PlacemeaningError": "errors",
    "ProjectError": "errors",
    "IntakeError": "errors",
    "UnknownFormat": "errors",
    "DocumentError": "errors",
    "CodebookError": "errors",
    "TableError": "errors",
    "LedgerError": "errors",
    "QuoteError": "errors",
    "QuoteNotFound": "errors",
    "QuoteAmbiguous": "errors",
    "NotFound": "errors",
    "MissingExtra": "errors",
}

__all__ = ["__version__", *_HOME]

if TYPE_CHECKING:
    from placemeaning.analysis.agreement import agreement as agreement
    from placemeaning.analysis.agreement import compared as compared
    from placemeaning.analysis.agreement import over_time as over_time
    from placemeaning.analysis.agreement import recoded as recoded
    from placemeaning.analysis.cooccurrence import cooccurrence as cooccurrence
    from placemeaning.analysis.disagreements import disagreements as disagreements
    from placemeaning.analysis.kwic import kwic as kwic
    from placemeaning.analysis.matrix import Matrix as Matrix
    from placemeaning.analysis.matrix import matrix as matrix
    from placemeaning.analysis.queries import find as find
    from placemeaning.analysis.reliability.tables import agreement_of_table as agreement_of_table
    from placemeaning.model.anchor import Anchor as Anchor
    from placemeaning.model.anchor import Located as Located
    from placemeaning.model.anchor import describe as describe
    from placemeaning.model.anchor import locate as locate
    from placemeaning.model.codebook import Code as Code
    from placemeaning.model.codebook import Codebook as Codebook
    from placemeaning.model.codebook import Keyword as Keyword
    from placemeaning.model.codebook import read_codebook as read_codebook
    from placemeaning.model.coding import Coding as Coding
    from placemeaning.model.coding import Event as Event
    from placemeaning.model.coding import Suggestion as Suggestion
    from placemeaning.model.document import Document as Document
    from placemeaning.model.document import Person as Person
    from placemeaning.model.document import Place as Place
    from placemeaning.model.document import Speaker as Speaker
    from placemeaning.model.document import Turn as Turn
    from placemeaning.model.text import Span as Span
    from placemeaning.model.text import normalise as normalise
    from placemeaning.output.charts import heatmap as heatmap
    from placemeaning.output.lines import curve as curve
    from placemeaning.output.lines import timeline as timeline
    from placemeaning.output.network import network as network
    from placemeaning.output.panels import dots as dots
    from placemeaning.output.panels import small_multiples as small_multiples
    from placemeaning.output.sides import differences as differences
    from placemeaning.project import Project as Project
    from placemeaning.project import example_project as example_project
    from placemeaning.project import new_project as new_project
    from placemeaning.project import open_project as open_project
    from placemeaning.suggesting.rules import suggest as suggest


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'placemeaning' has no attribute {name!r}")
    home = importlib.import_module(f"placemeaning.{_HOME[name]}")
    found = getattr(home, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)

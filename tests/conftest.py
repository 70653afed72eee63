import multiprocessing

import pytest

import placemeaning as pm
from placemeaning.model.document import Block, Document, Speaker, write_body, write_document

CODEBOOK = """\
version: 1
languages: [nl, en]
title: Proef
codes:
  relaxation:
    label: {nl: ontspanning, en: relaxation}
    definition: Tot rust komen.
    keywords: {nl: [rust, m'n hoofd leeg, wandel*], en: [quiet]}
  friendship:
    label: {nl: vriendschap, en: friendship}
    definition: Een vriend of vriendin.
    keywords: {nl: [vriendin, {all: [koffie, samen], near: 3, not: [nooit]}]}
  contact:
    label: {nl: contact}
    definition: Groep.
    codable: false
"""
PLACES = "id;name;kind;latitude\nkanaal;Kanaal;waterside;51,84\nbieb;Bibliotheek;library;\n"
PEOPLE = "id,role,hobby\np1,resident,vissen\np2,resident,\n"


def frozen(name, blocks, **about):
    """Return a frozen text as a file holds it."""
    fields = {
        "kind": "interview",
        "places": ("kanaal",),
        "people": ("p1",),
        "speakers": {"I": Speaker("interviewer"), "R": Speaker("respondent", "p1")},
    }
    document = Document(name, text=write_body(blocks), **(fields | about))
    return write_document(document)


@pytest.fixture
def study(tmp_path):
    """A small study on disk with two documents: ``kort`` and ``lang`` (500 different words)."""
    for folder in ("data/raw", "data/text", "data/coded"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (tmp_path / "data/places.csv").write_text(PLACES, "utf-8")
    (tmp_path / "data/people.csv").write_text(PEOPLE, "utf-8")
    short = [
        Block("Kom je hier voor je rust?", "I", 1.0),
        Block("Ja, voor mijn rust. Ik wandel er elke dag met een vriendin. 😀 Samen koffie drinken doen we ook.", "R", 4.0),
        Block("En in de bieb?", "I", 20.0),
        Block("Daar kom ik nooit samen voor koffie.", "R", 24.0),
    ]
    (tmp_path / "data/text/kort.txt").write_text(frozen("kort", short), "utf-8", newline="\n")
    long = [Block(" ".join(f"woord{part * 50 + i:03}" for i in range(50)), "R") for part in range(10)]
    (tmp_path / "data/text/lang.txt").write_text(
        frozen("lang", long, people=("p2",), speakers={"R": Speaker("respondent")}), "utf-8", newline="\n"
    )
    return tmp_path


@pytest.fixture
def project(study):
    return pm.open_project(study)


@pytest.fixture(scope="session")
def processes():
    """Start processes from a clean one, so that they start quickly and inherit nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["workers", "placemeaning.project"])
    return context

"""Bringing material in: a file becomes `Raw`, `Raw` becomes turns, turns become a frozen `Document`.

    file ──formats.read──▶ Raw ──turns.find_turns──▶ Talk ──freeze.freeze──▶ Document, warnings

Each format has a reader of its own (`plain`, `word`, `webvtt`), imported when a file of that format is met.
"""

from placemeaning.intake.formats import read
from placemeaning.intake.freeze import freeze
from placemeaning.intake.raw import Line, Raw
from placemeaning.intake.table import read_about, read_csv
from placemeaning.intake.turns import Talk, find_turns

__all__ = ["Line", "Raw", "Talk", "find_turns", "freeze", "read", "read_about", "read_csv"]

"""Measures of agreement, each named by its author; a family of measures is a module. Nothing here knows of codings or files."""

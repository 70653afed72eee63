"""The layers of the package: imports point one way. Every module is on the list, and any other import fails."""

import ast

from paths import ROOT

PACKAGE = ROOT / "src/placemeaning"
ORDER = [
    {"errors"},
    {"model"},
    {"ledger", "intake"},
    {"suggesting", "analysis", "privacy"},
    {"output"},
    {"example"},
    {"folder"},
    {"codebook_file", "discretion"},
    {"checking", "decisions", "exporting", "importing", "new_study"},
    {"comparing", "counting", "defining", "editing", "overview", "reviewing", "telling"},
    {"reporting", "workbook"},
    {"classroom", "widget"},
    {"project"},
    {"demo"},
    {"cli"},
    {"__main__", "__init__"},
]
LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}
OPENS_NO_FILE = {"model", "suggesting", "analysis", "privacy"}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def part(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """Yield (part of the package, line) for each import of the package in a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        for name in names:
            if name == "placemeaning" and isinstance(node, ast.ImportFrom):
                yield from ((alias.name, node.lineno) for alias in node.names if alias.name in LEVEL)
            elif name.startswith("placemeaning."):
                yield name.split(".")[1], node.lineno


def test_every_module_is_on_the_list_and_the_list_names_no_other():
    assert {part(path) for path in modules()} == set(LEVEL)


def test_imports_point_one_way():
    wrong = []
    for path in modules():
        mine = part(path)
        for other, line in imported(path) if mine != "__init__" else ():
            if other != mine and LEVEL[other] >= LEVEL[mine]:
                wrong.append(f"{path.relative_to(PACKAGE)}:{line} imports {other}")
    assert wrong == []


def test_suggesting_and_analysis_open_no_file():
    wrong = []
    for path in modules():
        if part(path) not in OPENS_NO_FILE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            taken = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if called == "open" or {"pathlib", "os", "shutil", "Path"}.intersection(taken):
                wrong.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert wrong == []

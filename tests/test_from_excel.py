"""A workbook that somebody edited, read back: changes to approve, written as events; damaged rows listed."""

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import placemeaning as pm
from placemeaning.errors import IntakeError


@pytest.fixture
def study(project):
    """A study with three codings of anna and one of bert."""
    project.code("kort", "mijn rust", "relaxation", by="anna", memo="eerst")
    project.code("kort", "met een vriendin", "friendship", by="anna")
    project.code("lang", "woord010 woord011", "relaxation", by="anna")
    project.code("kort", "Samen koffie", "friendship", by="bert")
    return project


class Sheet:
    """The coded table of a workbook, to be edited as in Excel."""

    def __init__(self, path, language="nl"):
        self.path, self.book = path, openpyxl.load_workbook(path)
        self.sheet = self.book["Gecodeerde passages" if language == "nl" else "Coded passages"]
        self.heads = [cell.value for cell in self.sheet[1]]

    def row(self, quote):
        column = self.heads.index("Citaat" if "Citaat" in self.heads else "Quote") + 1
        return next(number for number in range(2, self.sheet.max_row + 1) if self.sheet.cell(number, column).value == quote)

    def put(self, quote, head, value):
        self.sheet.cell(self.row(quote), self.heads.index(head) + 1).value = value

    def save(self):
        self.book.save(self.path)
        return self.path


def exported(study, tmp_path, language="nl"):
    return Sheet(study.to_excel(tmp_path / "uit.xlsx", language=language), language)


def shown(changes):
    return changes[["quote", "field", "was", "becomes"]].to_numpy().tolist()


def test_nothing_edited_is_nothing_to_change(study, tmp_path):
    found = study.from_excel(exported(study, tmp_path).path, by="anna")
    assert (len(found), len(found.problems), found.missing) == (0, 0, 0)
    assert found.summary() == "0 changes. Nothing is written before .write()."


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_column_that_may_be_edited(study, tmp_path, language):
    sheet = exported(study, tmp_path, language)
    head = dict(zip(("code", "place", "memo", "withdrawn", "publish"),
                    ("Code", "Plek", "Memo", "Ingetrokken", "Publiceren") if language == "nl" else ("Code", "Place", "Memo", "Withdrawn", "Publish"),
                    strict=True))  # fmt: skip
    sheet.put("mijn rust", head["code"], "vriendschap" if language == "nl" else "Friendship")
    sheet.put("mijn rust", head["place"], "Bibliotheek")
    sheet.put("mijn rust", head["memo"], "later\ntwee regels")
    sheet.put("met een vriendin", head["withdrawn"], "x")
    sheet.put("woord010 woord011", head["publish"], "Nee" if language == "nl" else "NO")
    found = study.from_excel(sheet.save(), by="anna")
    assert sorted(shown(found)) == sorted([
        ["mijn rust", "code", "relaxation", "friendship"],
        ["mijn rust", "place", "kanaal", "bieb"],
        ["mijn rust", "memo", "eerst", "later\ntwee regels"],
        ["met een vriendin", "withdrawn", "", "x"],
        ["woord010 woord011", "publish", "yes", "no"],
    ])  # fmt: skip
    before = len(study.history())
    assert len(study.codings()) == 4  # nothing is written yet
    found.write()
    now = study.codings().set_index("quote")
    assert now.loc["mijn rust", ["code", "place", "memo"]].tolist() == ["friendship", "bieb", "later\ntwee regels"]
    assert "met een vriendin" not in now.index
    assert not now.loc["woord010 woord011", "publish"]
    assert len(study.history()) == before + 4  # replaced (two lines), withdrawn, marked
    study.undo(by="anna")
    assert sorted(study.codings(coder="anna")["quote"]) == ["met een vriendin", "mijn rust", "woord010 woord011"]
    assert study.codings()["publish"].all()


def test_some_of_the_changes_are_approved(study, tmp_path):
    sheet = exported(study, tmp_path)
    sheet.put("mijn rust", "Memo", "nieuw")
    sheet.put("met een vriendin", "Ingetrokken", "ja")
    found = study.from_excel(sheet.save(), by="anna")
    study.from_excel(sheet.path, by="anna", approve=found[found["field"] == "memo"])
    assert sorted(study.codings(coder="anna")["quote"]) == ["met een vriendin", "mijn rust", "woord010 woord011"]
    assert study.codings().set_index("quote").loc["mijn rust", "memo"] == "nieuw"


def test_damaged_rows_are_listed_and_the_others_come_in(study, tmp_path):
    sheet = exported(study, tmp_path)
    ids = sheet.heads.index("Id") + 1
    sheet.put("mijn rust", "Code", "ontspaning")
    sheet.put("met een vriendin", "Citaat", "met een vriend")
    sheet.put("Samen koffie", "Memo", "van anna?")
    row = sheet.row("woord010 woord011")
    doubled = [cell.value for cell in sheet.sheet[row]]
    sheet.sheet.append(doubled)
    sheet.sheet.append([*doubled[: ids - 1], None, None])
    sheet.sheet.append([*doubled[: ids - 1], "geen-id", None])
    sheet.put("woord010 woord011", "Publiceren", "misschien")
    found = study.from_excel(sheet.save(), by="anna")
    assert len(found) == 0
    said = found.problems["problem"].tolist()
    assert len(said) == 7
    for wanted in (
        "there is no code 'ontspaning'. Did you mean 'ontspanning'?",
        "the words 'met een vriend' are not those of the coding ('met een vriendin'); words are changed in a notebook",
        "this coding is by 'bert'; 'anna' may say whether it may be published, and nothing else",
        "'misschien' is neither yes nor no (ja, nee, x, yes, no)",
        f"the id {doubled[ids - 1]!r} stands in row {row} already; of the two only that one counts",
        "the id is missing, so it is not known which coding this is; copy it from an unchanged workbook",
        "there is no coding 'geen-id' that holds; it was withdrawn or replaced since, or the id is damaged",
    ):
        assert wanted in said


def test_what_changed_in_the_study_since_is_not_turned_back(study, tmp_path):
    sheet = exported(study, tmp_path)
    study.publish(study.codings().set_index("quote").loc["mijn rust", "id"], False, by="bert")
    assert len(study.from_excel(sheet.path, by="anna").problems) == 1
    sheet.put("met een vriendin", "Memo", "nieuw")
    study.from_excel(sheet.save(), by="anna").write()
    sheet.put("met een vriendin", "Memo", "nieuwer")
    said = study.from_excel(sheet.save(), by="anna").problems["problem"].tolist()
    assert any("that holds; it was withdrawn or replaced since" in one for one in said)


def test_a_removed_row_is_no_withdrawal(study, tmp_path):
    sheet = exported(study, tmp_path)
    sheet.sheet.delete_rows(sheet.row("mijn rust"))
    found = study.from_excel(sheet.save(), by="anna")
    assert (len(found), found.missing) == (0, 1)
    assert found.summary().endswith("1 codings of the study are not in the file; they stay as they are.")


def test_what_is_no_workbook_says_so(study, tmp_path):
    (tmp_path / "tekst.xlsx").write_text("geen werkmap", "utf-8")
    with pytest.raises(IntakeError, match=r"tekst.xlsx: this is no workbook that can be read"):
        study.from_excel(tmp_path / "tekst.xlsx", by="anna")
    with pytest.raises(IntakeError, match="there is no such file"):
        study.from_excel(tmp_path / "niets.xlsx", by="anna")
    other = openpyxl.Workbook()
    other.save(tmp_path / "ander.xlsx")
    with pytest.raises(IntakeError, match=r"ander.xlsx: there is no sheet 'Gecodeerde passages' or 'Coded passages'; the sheets are Sheet"):
        study.from_excel(tmp_path / "ander.xlsx", by="anna")
    sheet = exported(study, tmp_path)
    sheet.sheet.cell(1, sheet.heads.index("Id") + 1).value = "Nummer"
    with pytest.raises(IntakeError, match=r"the first row of sheet 'Gecodeerde passages' lacks the columns Id \(Id\)"):
        study.from_excel(sheet.save(), by="anna")


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(memos=st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40), min_size=3, max_size=3))
def test_whatever_memos_say_an_unedited_workbook_changes_nothing(tmp_path_factory, memos):
    study = pm.example_project(tmp_path_factory.mktemp("s") / "s")
    for number, memo in enumerate(memos):
        quote = study.document("kanaal-02").turns[2 * number + 1].span
        study.code("kanaal-02", quote, "relaxation", by="proef", memo=memo)
    found = study.from_excel(study.to_excel(study.path / "uit.xlsx"), by="proef")
    assert (len(found), found.problems["problem"].tolist()) == (0, [])

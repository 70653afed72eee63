"""One session with the public names, from an empty folder to a workbook: the main road."""

import placemeaning as pm


def test_the_session_that_the_public_names_promise(tmp_path):
    example = pm.example_project()
    project = pm.new_project(tmp_path / "wijk", title="Wijk")
    for name in ("codebook.yaml", "data/places.csv", "data/people.csv"):
        (project.path / name).write_bytes((example.path / name).read_bytes())
    report = project.import_files(
        [example.path / "data/raw/kanaal-02.txt"], places="kanaal", people="p07", kind="interview", date="2022-01-10"
    )
    assert list(report.columns[:6]) == ["file", "document", "kind", "turns", "speakers", "warnings"]
    assert report[["document", "kind", "outcome"]].values.tolist() == [["kanaal-02", "interview", "imported"]]
    assert (len(project.documents()), len(project.places()), len(project.people()), len(project.codebook)) == (1, 16, 31, 9)
    document = project.document("kanaal-02")
    quote = next(turn for turn in document.turns if turn.role == "respondent").span.of(document.text)
    coding = project.code("kanaal-02", quote, "relaxation", by="anna", memo="eerste")
    better = project.recode(coding, "network-decline", by="anna")
    shorter = project.move(better, quote[: quote.index(" ")], by="anna", nth=1)
    project.withdraw(shorter, by="anna")
    project.undo(by="anna")
    project.undo(by="anna")
    project.redo(by="anna")
    assert project.history()["kind"].tolist().count("code") == 6
    assert len(project.check()) == 0
    suggestions = project.suggestions("kanaal-02", by="anna")
    assert suggestions == pm.suggest(document, project.codebook) or len(suggestions) < len(pm.suggest(document, project.codebook))
    accepted = project.accept(suggestions[0], by="anna")
    project.decline(suggestions[1], by="anna")
    assert len(project.suggestions("kanaal-02", by="anna")) <= len(suggestions) - 2
    assert project.suggestion_report()["accepted"].sum() == 1
    codings = project.codings(coder="anna")
    assert sorted(codings["origin"]) == ["human", f"suggestion:{accepted.origin.removeprefix('suggestion:')}"]
    assert project.quotes(place="kanaal")["quote"].tolist() == codings["quote"].tolist()
    matrix = project.matrix(rows="place", columns="code", count="people", language="en")
    assert matrix.loc["Kanaal (Lindenholt)"].sum() == len(set(codings["code"]))
    assert pm.matrix(codings, rows="place", columns="code").to_numpy().sum() == 2
    assert project.to_excel(tmp_path / "wijk.xlsx").exists()
    assert repr(project).endswith("1 document, 9 codes, 16 places, 2 codings by 1 coder, nothing to check>")

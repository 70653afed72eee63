"""The passages to talk about: worst first, side by side, settled by a consensus coder."""

import pandas as pd
import pytest

import placemeaning as pm
from test_agreement import codings, text

ROWS = [
    ("anna", "een", "Dan word ik rustig.", "rust"),
    ("bram", "een", "Ik zit op het bankje. Dan word ik rustig.", "rust"),
    ("anna", "een", "Riet ken ik al jaren.", "vriend"),
    ("bram", "een", "Riet ken ik al jaren.", "buurt"),
    ("anna", "twee", "Soms niet.", "rust"),
    ("anna", "twee", "We drinken koffie.", "vriend"),
    ("bram", "twee", "We drinken koffie.", "vriend"),
]


@pytest.fixture
def texts():
    return {name: text(name) for name in ("een", "twee")}


@pytest.fixture
def frame(texts):
    return codings(texts, ROWS)


def test_worst_first_with_both_side_by_side(frame, texts):
    found = pm.disagreements(frame, texts=texts)
    columns = ["document", "turn", "text", "kind", "anna", "bram"]
    assert found[columns].to_numpy().tolist() == [
        ["een", 3, "Riet ken ik al jaren.", "other codes", "vriend: “Riet ken ik al jaren.”", "buurt: “Riet ken ik al jaren.”"],
        ["twee", 5, "Soms niet.", "nothing by bram", "rust: “Soms niet.”", "–"],
        [
            "een", 1, "Ik zit op het bankje. Dan word ik rustig.", "other words", "rust: “Dan word ik rustig.”",
            "rust: “Ik zit op het bankje. Dan word ik rustig.”",
        ],
    ]  # fmt: skip
    assert found["difference"].tolist() == pytest.approx([1, 1, 1 - 19 / 41])
    assert found.note == "3 passages on which anna, bram differ, worst first. Left out: 1 on which all agree, 0 that are settled."
    assert found.by_code().to_numpy().tolist()[0][:2] == ["rust", 2]


def test_who_did_not_read_is_not_said_to_have_found_nothing(frame, texts):
    carla = frame.iloc[:1].assign(coder="carla")
    found = pm.disagreements(pd.concat([frame, carla], ignore_index=True), texts=texts)
    assert dict(zip(found["document"], found["carla"], strict=False))["twee"] == "(not read)"


def test_a_page_to_discuss_from(frame, texts):
    shown = frame.copy()
    shown.loc[0, "memo"] = "twijfel <b>"
    page = pm.disagreements(shown, texts=texts)._repr_html_()
    assert page.count("<section") == 3
    assert "coder-a" not in page
    assert "coded nothing here" in page
    assert "anna: twijfel &lt;b&gt;" in page
    assert "1. een, turn 4, R · other codes · difference 1.00" in page


def test_as_a_sheet(frame, texts, tmp_path):
    found = pm.disagreements(frame, texts=texts)
    found.to_excel(tmp_path / "verschillen.xlsx", index=False)
    again = pd.read_excel(tmp_path / "verschillen.xlsx")
    assert again["anna"].tolist() == found["anna"].tolist()
    assert again.columns.tolist() == found.columns.tolist()


def test_slices_are_plain_frames_and_nothing_is_changed(frame, texts):
    before = frame.copy(deep=True)
    found = pm.disagreements(frame, texts=texts)
    assert type(found.head(1)) is pd.DataFrame
    assert type(found[["document"]]) is pd.DataFrame
    pd.testing.assert_frame_equal(frame, before)


def test_one_coder_has_no_disagreements(texts):
    found = pm.disagreements(codings(texts, [("anna", "een", "Soms niet.", "rust")]), texts=texts)
    assert len(found) == 0
    assert "0 passages on which anna differ" in repr(found)
    assert "<section" not in found._repr_html_()


def test_without_texts_the_words_of_the_codings_do(frame):
    found = pm.disagreements(frame)
    assert found["text"].tolist()[0] == "Riet ken ik al jaren."
    assert "<section" in found._repr_html_()


def test_a_decision_is_written_by_the_consensus_coder_with_who_agreed(project):
    project.code("kort", "Ja, voor mijn rust.", "relaxation", by="anna")
    project.code("kort", "Ja, voor mijn rust.", "friendship", by="bram")
    row = project.disagreements().iloc[0]
    passage = pm.Span(int(row["start"]), int(row["stop"]))
    made = project.settle(row["document"], passage, "relaxation", agreed=["anna", "bram"], by="consensus", memo="het gaat om rust")
    assert (made.coder, made.code, made.memo) == ("consensus", "relaxation", "agreed by anna, bram: het gaat om rust")
    assert (len(project.disagreements()), project.disagreements().n_settled) == (0, 1)
    assert project.disagreements(settled=True)["settled"].tolist() == ["relaxation (agreed by anna, bram: het gaat om rust)"]
    assert project.disagreements(settled=True).coders == ("anna", "bram")
    with pytest.raises(ValueError, match=r"agreed='ana' is not a coder here; there are anna, bram\. Did you mean 'anna'\?"):
        project.settle("kort", passage, "relaxation", agreed="ana", by="consensus")

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placemeaning.model.text import Span, digest, fold, from_unit, normalise, to_unit, trim, word_count, words

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\ufeff😀é́й\u200fא\t "), max_size=40)


def test_every_way_in_gives_the_same_positions():
    typed, exported, mac = "café\nthuis", "cafe\u0301\r\nthuis", "café\rthuis"
    assert {normalise(t).find("thuis") for t in (typed, exported, mac)} == {5}


def test_byte_order_mark_and_other_line_ends_go():
    assert normalise("\ufeffeen\u2028twee\x0bdrie\x85vier") == "een\ntwee\ndrie\nvier"


@given(TEXT)
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


def test_digest_is_sha256_of_utf8():
    assert digest("café") == "850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e"


def test_span_counts_code_points_half_open():
    text = "😀 Hier ben ik thuis"
    span = Span(2, 19)
    assert span.of(text) == "Hier ben ik thuis"
    assert (len(span), span.shift(3), span.contains(Span(5, 19)), span.contains(Span(5, 20))) == (17, Span(5, 22), True, False)
    assert [span.overlap(other) for other in (Span(0, 2), Span(0, 3), Span(18, 30), Span(19, 20))] == [0, 1, 1, 0]


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 2)])
def test_a_span_that_cannot_be_is_refused(start, stop):
    with pytest.raises(ValueError, match=f"a span needs 0 <= start <= stop, not {start} and {stop}"):
        Span(start, stop)


def test_a_span_beyond_the_text_is_refused():
    with pytest.raises(ValueError, match="ends beyond a text of 3 code points"):
        Span(1, 4).of("abc")


def test_trim_takes_blanks_off_both_ends():
    assert trim("a  woord \nb", Span(1, 10)) == Span(3, 8)
    assert trim("a   b", Span(1, 4)) == Span(1, 1)


def test_words():
    text = "foto's van m’n wijk-app, 3 кав’ярні…"
    assert [span.of(text) for span in words(text)] == ["foto's", "van", "m’n", "wijk-app", "3", "кав’ярні"]
    assert [span.of(text) for span in words(text, 7, 14)] == ["van", "m’n"]
    assert word_count(text) == 6
    assert fold(" a \n\t b ") == "a b"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("utf16", (3, 8)), ("utf8", (5, 11)), ("one-based", (3, 7))],
)
def test_other_units(unit, expected):
    text = "😀 thuïs"
    assert to_unit(text, Span(2, 7), unit) == expected
    assert from_unit(text, *expected, unit) == Span(2, 7)


@given(TEXT.filter(bool), st.data())
def test_units_are_mirrors(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    for unit in ("utf16", "utf8", "one-based"):
        assert from_unit(text, *to_unit(text, span, unit), unit) == span


@pytest.mark.parametrize(
    ("start", "stop", "unit", "message"),
    [
        (1, 3, "utf16", "inside a character"),
        (1, 4, "utf8", "inside a character"),
        (0, 9, "utf16", "outside a text of 4 utf16 units"),
        (3, 2, "utf8", "start 3 lies after stop 2"),
        (0, 1, "one-based", "does not fit a text of 3"),
        (1, 4, "one-based", "does not fit a text of 3"),
    ],
)
def test_a_position_that_does_not_fit_raises(start, stop, unit, message):
    with pytest.raises(ValueError, match=message):
        from_unit("😀ab", start, stop, unit)


def test_an_empty_span_has_no_one_based_form():
    with pytest.raises(ValueError, match="an empty span"):
        to_unit("abc", Span(1, 1), "one-based")

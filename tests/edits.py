"""Made transcripts, made codings, and random edits that know where every character went."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from placemeaning.model.text import Span

SAID = ("ja", "nee", "dat is zo", "weet je wel", "zeg maar", "ja, ja", "hm", "oké", "dat vind ik wel fijn", "precies", "hè", "ach ja", "eh")
OPENINGS = (
    "Ik kom hier",
    "Wij zitten",
    "Mijn buurvrouw loopt",
    "Vroeger ging je",
    "Mijn zoon speelt",
    "De mensen blijven",
    "Daar sta ik",
    "Je ziet iedereen",
)
WHENS = (
    "elke dag",
    "meestal 's ochtends",
    "na het eten",
    "op zondag",
    "al twintig jaar",
    "sinds de verbouwing",
    "als het mooi weer is",
    "héél vaak",
)
WHERES = (
    "bij de supermarkt",
    "op het bankje",
    "langs het kanaal",
    "in de spellenwinkel",
    "bij de buren",
    "op het plein",
    "in de wasserette",
    "bij de school",
)
WHYS = (
    "omdat het er rustig is",
    "voor een praatje",
    "met een kop koffie",
    "want dan ben ik even van huis",
    "om de eendjes te voeren",
    "en dan groet iedereen je",
    "al ken ik er eigenlijk niemand",
    "voor de gezelligheid",
    "omdat mijn man ziek was",
)
JOINTS = ("maar", "want", "en", "terwijl", "hoewel", "dus", "zodat")
WHOSE = ("mijn", "onze", "haar", "hun", "die", "zo'n", "geen enkele")
THINGS = (
    *("dochter", "kleinzoon", "hond", "rollator", "fiets", "gitaar", "moestuin", "tante", "vriendin", "dominee", "caissière", "fanfare"),
    *("jeugd", "eenzaamheid", "wandeling", "breiclub", "bloemist", "vader", "postbode", "lantaarn", "iep", "schutting", "flat", "oom"),
)
DOES = (
    *("wacht", "zingt", "lacht", "verdwijnt", "kookt", "fluit", "groeit", "piept", "slaapt", "twijfelt", "knikt", "vertelt"),
    *("mopperde", "bloeide", "verhuisde", "stierf", "oefende", "danste", "schaakte", "viste", "tekende", "repareerde"),
)
HOW = (
    *(
        "zachtjes",
        "samen",
        "gratis",
        "tegenwoordig",
        "heel lang",
        "zonder jas",
        "met Pasen",
        "voor het raam",
        "aan de overkant",
        "tot middernacht",
    ),
    *("uit gewoonte", "in het Turks", "bij volle maan", "nauwelijks", "met twee euro", "achter de kerk", "als een kind", "onder de brug"),
)
ENDS = (".", ".", ".", "!", "?", "…", " 😊.", " 👩‍👧.")
QUESTIONS = (
    "Kunt u daar iets meer over vertellen?",
    "En wat betekent die plek voor u?",
    "Komt u daar vaak?",
    "Oké.",
    "Met wie gaat u daarheen?",
    "Hm.",
)
UKRAINIAN = ("Я приходжу сюди щодня, бо тут спокійно.", "Так, це моє улюблене місце.", "Ми п'ємо каву і розмовляємо.", "Так, так.")
WORDS = " ".join((*SAID, *OPENINGS, *WHENS, *WHERES, *WHYS, *THINGS, *DOES, *HOW)).split()


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after some edits; `places` gives for each code point of the first text its place in this one, or None if it was deleted."""

    text: str
    places: tuple[int | None, ...]

    def where(self, span: Span) -> set[int]:
        """Return where the code points of a passage of the first text are now; those that were deleted are not in it."""
        return {now for now in self.places[span.start : span.stop] if now is not None}

    def overlap(self, old: Span, new: Span) -> float:
        """Return the intersection over union of a located passage with where its characters went."""
        went, found = self.where(old), set(range(new.start, new.stop))
        return len(went & found) / len(went | found)


def sentence(rng: random.Random) -> str:
    parts = [rng.choice(OPENINGS), rng.choice(WHENS), rng.choice(WHERES), rng.choice(WHYS)]
    if rng.random() < 0.6:
        parts.append(f"{rng.choice(JOINTS)} {rng.choice(WHOSE)} {rng.choice(THINGS)} {rng.choice(DOES)} {rng.choice(HOW)}")
    if rng.random() < 0.4:
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(SAID) + ",")
    return " ".join(parts) + rng.choice(ENDS)


def answer(rng: random.Random) -> str:
    if rng.random() < 0.15:
        return rng.choice(UKRAINIAN)
    if rng.random() < 0.15:
        return rng.choice(SAID).capitalize() + "."
    said = [
        rng.choice((rng.choice(SAID).capitalize() + ".", sentence(rng), sentence(rng), sentence(rng))) for _ in range(rng.randint(1, 5))
    ]
    return " ".join(said)


def transcript(rng: random.Random, words: int = 1000) -> str:
    """Return an interview of about so many words: labels, some time stamps, much that is said again and again."""
    turns: list[str] = []
    count = seconds = 0
    while count < words:
        label, said = ("I: ", rng.choice(QUESTIONS)) if len(turns) % 2 == 0 else ("R: ", answer(rng))
        seconds += rng.randint(2, 30)
        turns.append((f"[{seconds // 60:02d}:{seconds % 60:02d}] " if rng.random() < 0.3 else "") + label + said)
        count += len(said.split())
    return "\n".join(turns)


def passages(rng: random.Random, text: str, count: int) -> list[Span]:
    """Return passages of every kind: a character, a word, a phrase that recurs, some words, sentences, turns."""
    return [rng.choice(KINDS)(rng, text) for _ in range(count)]


def _character(rng: random.Random, text: str) -> Span:
    at = rng.choice([at for at, character in enumerate(text) if not character.isspace()])
    return Span(at, at + 1)


def _word(rng: random.Random, text: str) -> Span:
    return _run(rng, text, 1)


def _words(rng: random.Random, text: str) -> Span:
    return _run(rng, text, rng.randint(2, 12))


def _sentences(rng: random.Random, text: str) -> Span:
    return _run(rng, text, rng.randint(8, 25))


def _run(rng: random.Random, text: str, count: int) -> Span:
    starts = [at for at in range(len(text)) if not text[at].isspace() and (at == 0 or text[at - 1].isspace())]
    at = rng.randrange(len(starts))
    last = starts[min(at + count, len(starts)) - 1]
    return Span(starts[at], _word_end(text, last))


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _phrase(rng: random.Random, text: str) -> Span:
    phrase = rng.choice(SAID)
    places = [at for at in range(len(text)) if text.startswith(phrase, at)]
    if not places:
        return _word(rng, text)
    at = rng.choice(places)
    return Span(at, at + len(phrase))


def _turn(rng: random.Random, text: str) -> Span:
    stops = [0, *(at + 1 for at, character in enumerate(text) if character == "\n"), len(text) + 1]
    turn = rng.randrange(len(stops) - 1)
    return Span(stops[turn], stops[turn + 1] - 1)


KINDS = (_character, _word, _phrase, *[_words] * 5, *[_sentences] * 3, _turn)
Characters = list[tuple[str, int | None]]
Edit = Callable[[random.Random, Characters], None]


def edits(rng: random.Random, text: str, counts: tuple[int, ...]) -> dict[int, Edited]:
    """Return the text after each of these numbers of edits, counted from the first."""
    characters: Characters = [(character, at) for at, character in enumerate(text)]
    after = {}
    for number in range(1, max(counts) + 1):
        rng.choices([edit for edit, _ in EDITS], [weight for _, weight in EDITS])[0](rng, characters)
        if number in counts:
            there = {then: now for now, (_, then) in enumerate(characters)}
            after[number] = Edited("".join(c for c, _ in characters), tuple(there.get(at) for at in range(len(text))))
    return after


def typo(rng: random.Random, characters: Characters) -> None:
    """Change one letter; never so that nobody can tell which letter is the new one ("jaa")."""
    at, kind = rng.randrange(1, len(characters) - 1), rng.randrange(4)
    around = {characters[beside][0] for beside in (at - 1, at, at + 1)}
    letter = rng.choice([c for c in "abcdefghijklmnopqrstuvwxyzéëї " if c not in around])
    if kind == 0:
        characters[at] = (letter, None)
    elif kind == 1:
        del characters[at]
    elif kind == 2 or characters[at][0] == characters[at + 1][0]:
        characters.insert(at, (letter, None))
    else:
        characters[at], characters[at + 1] = characters[at + 1], characters[at]


def insertion(rng: random.Random, characters: Characters) -> None:
    _insert(characters, _start(rng, characters), " ".join(rng.choices(WORDS, k=rng.randint(1, 6))) + " ")


def sentence_insertion(rng: random.Random, characters: Characters) -> None:
    _insert(characters, _start(rng, characters), sentence(rng) + " ")


def deletion(rng: random.Random, characters: Characters) -> None:
    start = _start(rng, characters)
    del characters[start : _skip(characters, start, rng.randint(1, 6))]


def long_deletion(rng: random.Random, characters: Characters) -> None:
    start = _start(rng, characters)
    del characters[start : _skip(characters, start, rng.randint(7, 25))]


def replacement(rng: random.Random, characters: Characters) -> None:
    start = _start(rng, characters)
    del characters[start : _skip(characters, start, rng.randint(1, 3))]
    _insert(characters, start, " ".join(rng.choices(WORDS, k=rng.randint(1, 3))) + " ")


def time_stamp(rng: random.Random, characters: Characters) -> None:
    _insert(characters, _start(rng, characters), f"[{rng.randrange(60):02d}:{rng.randrange(60):02d}] ")


def stutter(rng: random.Random, characters: Characters) -> None:
    """Say some words again, at once."""
    start = _start(rng, characters)
    stop = _skip(characters, start, rng.randint(1, 5))
    _insert(characters, stop, "".join(c for c, _ in characters[start:stop]))


def repeat(rng: random.Random, characters: Characters) -> None:
    """Say some words again, elsewhere."""
    start = _start(rng, characters)
    said = "".join(c for c, _ in characters[start : _skip(characters, start, rng.randint(1, 12))])
    _insert(characters, _start(rng, characters), said)


def move_paragraph(rng: random.Random, characters: Characters) -> None:
    start, stop = _paragraph(rng, characters)
    moved = characters[start:stop]
    del characters[start:stop]
    at = _paragraph(rng, characters)[0]
    characters[at:at] = moved


def copy_paragraph(rng: random.Random, characters: Characters) -> None:
    """Put a copy of a paragraph elsewhere; it is the copy that is new."""
    start, stop = _paragraph(rng, characters)
    _insert(characters, _paragraph(rng, characters)[1], "".join(c for c, _ in characters[start:stop]))


EDITS: tuple[tuple[Edit, int], ...] = (
    (typo, 30),
    (insertion, 12),
    (sentence_insertion, 3),
    (deletion, 12),
    (long_deletion, 3),
    (replacement, 15),
    (time_stamp, 8),
    (stutter, 5),
    (repeat, 8),
    (move_paragraph, 2),
)


def _insert(characters: Characters, at: int, words: str) -> None:
    characters[at:at] = [(character, None) for character in words]


def _start(rng: random.Random, characters: Characters) -> int:
    """Return where some word starts."""
    at = rng.randrange(len(characters))
    while at and not characters[at - 1][0].isspace():
        at -= 1
    return at


def _skip(characters: Characters, at: int, words: int) -> int:
    """Return where the word starts that stands so many words on, in the same paragraph."""
    while words and at < len(characters) and characters[at][0] != "\n":
        words -= characters[at][0] == " "
        at += 1
    return at


def _paragraph(rng: random.Random, characters: Characters) -> tuple[int, int]:
    """Return the first and the last code point (exclusive, with its line end) of some paragraph but the last."""
    ends = [at + 1 for at, (character, _) in enumerate(characters) if character == "\n"]
    number = rng.randrange(len(ends))
    return (ends[number - 1] if number else 0), ends[number]

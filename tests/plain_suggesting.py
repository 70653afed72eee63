"""A slow, plain way to find what keywords fit: loops over words, no vocabulary, no numpy. The fast way must give the same."""

import re

from placemeaning.suggesting import tables
from placemeaning.suggesting.lexicon import fold_word
from placemeaning.suggesting.patterns import Pattern, compile_codebook
from placemeaning.suggesting.spelling import is_misspelling, is_unknown, respellable

WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def words_of(document):
    """Return (word, start, stop, turn) of every word inside a turn."""
    found = []
    for number, turn in enumerate(document.turns):
        for word in WORD.finditer(document.text):
            if turn.span.start <= word.start() and word.end() <= turn.span.stop:
                found.append((fold_word(word[0]), word.start(), word.end(), number))
    return found


def sentences_of(document):
    """Return the sentences as lists of (word, start, stop, clause number), and which of them are questions that the next one says no to."""
    language, found, clause, before, asked = document.language, [], 0, None, []
    for word, start, stop, turn in words_of(document):
        gap = document.text[before[2] : start] if before and before[3] == turn else None
        ends = gap is None or ends_sentence(gap, before[0], document.text[start])
        if ends:
            found.append([])
            asked.append(gap is not None and is_asked(gap, document.text[start]))
        if ends or ends_clause(gap, before[0], word, document.text[start], language):
            clause += 1
        found[-1].append((word, start, stop, clause))
        before = (word, start, stop, turn)
    refused = [after and says_no(answer, language) for answer, after in zip(found[1:], asked[1:], strict=True)] + [False]
    return list(zip(found, refused, strict=False))


def is_asked(gap, following):
    text = gap + following
    return any(one == "?" and not (text[place + 1].isalnum() or text[place + 1] == "_") for place, one in enumerate(gap))


def says_no(answer, language):
    no, soft = tables.REFUSALS[language], tables.FILLERS[language] | tables.HESITATIONS[language]
    answer = answer[1:] if answer[0][0] in soft - no and len(answer) > 1 else answer
    (word, *_, clause), *rest = answer
    return word in no and (
        not rest or rest[0][3] != clause or rest[0][0] in soft | tables.NEGATORS[language] or word in tables.HESITATIONS[language]
    )


def ends_sentence(gap, last, following):
    for place, one in enumerate(gap):
        after = (gap + following)[place + 1]
        open_after = not (after.isalnum() or after == "_")
        short = place == 0 and one == "." and (last in tables.ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last in LETTERS))
        if one == "\n" or (one in ".?!…" and open_after and not short):
            return True
    return False


LETTERS = "abcdefghijklmnopqrstuvwxyzабвгґдеєжзиіїйклмнопрстуфхцчшщьюя"


def ends_clause(gap, last, word, following, language):
    hesitating = {last, word} & tables.HESITATIONS[language]
    for place, one in enumerate(gap):
        after = (gap + following)[place + 1]
        if one in ",;:()–—[]-" and not (after.isalnum() or after == "_") and not hesitating:
            return True
    return word in tables.BOUNDARIES[language]


def plain_hits(document, codebook, fuzzy=True):
    """Return {(code, keyword, start, stop, negated)} of everything that fits."""
    found = {}
    for one in compile_codebook(codebook, document.language):
        for sentence, refused in sentences_of(document):
            for place in range(len(sentence)):
                ends = []
                for pattern in one.patterns:
                    if isinstance(pattern, Pattern):
                        end = chain(sentence, place, pattern, fuzzy)
                        ends += [end] if end is not None else []
                    elif together(sentence, pattern) and together(sentence, pattern)[0] == place:
                        ends.append(together(sentence, pattern)[1])
                if ends:
                    negated = not one.denies and (refused or any(is_negated(sentence, at, document.language) for at in (place, min(ends))))
                    found[one.code, one.keyword.text, sentence[place][1], sentence[min(ends)][2]] = negated
    return found


def passes(test, word, fuzzy):
    return bool(test.how(word)) or (
        fuzzy and test.kind == "word" and is_unknown(word, test.language) and any(is_misspelling(word, form) for form in respellable(test))
    )


def chain(sentence, place, pattern, fuzzy):
    if not passes(pattern.tests[0], sentence[place][0], fuzzy and len(pattern.tests) == 1):
        return None
    for test in pattern.tests[1:]:
        place = following(sentence, place, test, pattern)
        if place is None:
            return None
    return None if pattern.particle and before_determiner(sentence, place, pattern.tests[0].language) else place


def before_determiner(sentence, place, language):
    follows = place + 1 < len(sentence) and sentence[place + 1][3] == sentence[place][3]
    return follows and sentence[place + 1][0] in tables.DETERMINERS[language]


def following(sentence, place, test, pattern):
    for there in range(place + 1, min(place + pattern.gap + 2, len(sentence))):
        word, *_, clause = sentence[there]
        if pattern.between == "clause" and clause != sentence[place][3]:
            return None
        if passes(test, word, False):
            return there
        if pattern.between == "fillers" and word not in FILLERS(test.language):
            return None
    return None


def FILLERS(language):  # noqa: N802
    return tables.FILLERS[language]


def together(sentence, pattern):
    words = [word for word, *_ in sentence]
    if any(passes(test, word, False) for test in pattern.without for word in words):
        return None
    return nearest_together([[i for i, word in enumerate(words) if passes(test, word, False)] for test in pattern.tests], pattern.near)


def nearest_together(groups, near):
    if not all(groups):
        return None
    for start in sorted(groups[0] if near is None else {place for group in groups for place in group}):
        chosen = [min(group, key=lambda place: (abs(place - start), place)) for group in groups]
        if near is None or max(chosen) - min(chosen) <= near:
            return min(chosen), max(chosen)
    return None


def is_negated(sentence, place, language):
    back, ahead = tables.REACH[language]
    for at, (word, *_, clause) in enumerate(sentence):
        after = sentence[at + 1][0] if at + 1 < len(sentence) else ""
        before = sentence[at - 1][0] if at else ""
        void = after in tables.VOID_AFTER[language] or before in tables.VOID_BEFORE[language]
        if word in tables.NEGATORS[language] and not void and clause == sentence[place][3] and -back <= place - at <= ahead:
            return True
    return False

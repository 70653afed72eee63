"""Every layout of a transcript that we know of, as a small invented one with the exact turns that must come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from placemeaning.intake import freeze, read
from placemeaning.model.document import Document, read_document, write_document
from placemeaning.model.text import fold


def shown(document: Document) -> str:
    """Return the turns one a line: time, label, role, words; headings as in the body."""
    lines = []
    for turn in document.turns:
        time = "" if turn.seconds is None else f"{turn.seconds:g} "
        role = f" ({turn.role})" if turn.role and turn.speaker else ""
        lines.append(f"{time}{turn.speaker or '–'}{role}: {fold(turn.span.of(document.text))}")
    return "\n".join(lines)


def brought_in(folder: Path, text: str, name: str = "gesprek.txt", **about: object) -> tuple[Document, list[str]]:
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    document, warnings = freeze(read(file), **about)  # type: ignore[arg-type]
    again = read_document(write_document(document))
    assert again.turns == document.turns
    assert again.text == document.text
    return document, warnings


def dedented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.strip("\n").split("\n")).rstrip(" ")


CASES = {
    "letters and colon": (
        """
    I: Waar komt u graag?
    R: Bij het kanaal, eigenlijk.
    I: Waarom?
    R: Nou: dat is zo rustig.
    """,
        """
    I (interviewer): Waar komt u graag?
    R (respondent): Bij het kanaal, eigenlijk.
    I (interviewer): Waarom?
    R (respondent): Nou: dat is zo rustig.
    """,
    ),
    "no blank after the colon": (
        """
    I:Waar komt u graag?
    R:Bij het kanaal.
    I:En om 12:30?
    R:Dan eet ik.
    """,
        """
    I (interviewer): Waar komt u graag?
    R (respondent): Bij het kanaal.
    I (interviewer): En om 12:30?
    R (respondent): Dan eet ik.
    """,
    ),
    "words with a colon begin a paragraph": (
        """
    I: Wat vindt u ervan?

    R: Er zijn twee dingen.

    Ten eerste: het is er stil.

    Conclusie: ik kom er graag.

    I: Mooi.

    R: Ja.
    """,
        """
    I (interviewer): Wat vindt u ervan?
    R (respondent): Er zijn twee dingen. Ten eerste: het is er stil. Conclusie: ik kom er graag.
    I (interviewer): Mooi.
    R (respondent): Ja.
    """,
    ),
    "full words, Dutch": (
        """
    Interviewer: Hoe lang woont u hier?
    Geïnterviewde: Dertig jaar.
    Interviewer: En de buren?
    Geïnterviewde: Die ken ik allemaal.
    """,
        """
    Interviewer (interviewer): Hoe lang woont u hier?
    Geïnterviewde (respondent): Dertig jaar.
    Interviewer (interviewer): En de buren?
    Geïnterviewde (respondent): Die ken ik allemaal.
    """,
    ),
    "labels as markdown headings": (
        """
    # Gesprek in de wasserette

    ### Interviewer

    Komt u hier vaak?

    ### Bewoonster

    Elke week.

    En soms vaker.

    ### Interviewer

    Waarom?

    ### Bewoonster

    Voor de praat.
    """,
        """
    Interviewer (interviewer): Komt u hier vaak?
    Bewoonster (respondent): Elke week. En soms vaker.
    Interviewer (interviewer): Waarom?
    Bewoonster (respondent): Voor de praat.
    """,
    ),
    "names as headings, sections as headings": (
        """
    ## Over de bank

    ### Sanne

    Zit u hier elke dag?

    ### Meneer Koster

    Als het droog is.

    ## Over de kerk

    ### Sanne

    En in de kerk?

    ### Meneer Koster

    Nooit.
    """,
        """
    Sanne: Zit u hier elke dag?
    Meneer Koster: Als het droog is.
    Sanne: En in de kerk?
    Meneer Koster: Nooit.
    """,
    ),
    "bold label without colon": (
        """
    **Sanne** Wat is uw plek?

    **Mevrouw Yılmaz** De markt.

    Daar is altijd leven.

    **Sanne** En thuis?

    **Mevrouw Yılmaz** Thuis is het stil.
    """,
        """
    Sanne: Wat is uw plek?
    Mevrouw Yılmaz: De markt. Daar is altijd leven.
    Sanne: En thuis?
    Mevrouw Yılmaz: Thuis is het stil.
    """,
    ),
    "bold label with colon inside or outside": (
        """
    **Interviewer:** Wat is uw plek?
    **Respondent**: De markt, *echt waar*.
    __Interviewer:__ En thuis?
    *Respondent:* Thuis is het **stil**.
    """,
        """
    Interviewer (interviewer): Wat is uw plek?
    Respondent (respondent): De markt, *echt waar*.
    Interviewer (interviewer): En thuis?
    Respondent (respondent): Thuis is het **stil**.
    """,
    ),
    "whole question with its label in bold": (
        """
    **I: Wat is uw plek?**
    R: De markt.
    **I: En thuis?**
    R: Thuis is het stil.
    """,
        """
    I (interviewer): Wat is uw plek?
    R (respondent): De markt.
    I (interviewer): En thuis?
    R (respondent): Thuis is het stil.
    """,
    ),
    "initials with full stops and quotes": (
        """
    M. Bertrand: “Ik kom hier al jaren.”
    J.P. de Wit: “Ik pas sinds kort.”
    M. Bertrand: “Dat scheelt.”
    J.P. de Wit: “Ja, hoor.”
    """,
        """
    M. Bertrand: “Ik kom hier al jaren.”
    J.P. de Wit: “Ik pas sinds kort.”
    M. Bertrand: “Dat scheelt.”
    J.P. de Wit: “Ja, hoor.”
    """,
    ),
    "first names, three speakers, one speaks once": (
        """
    Anouk: Hebben jullie een favoriete plek in de buurt?
    Piet: De volkstuin.
    Fatima: De speeltuin, voor de kinderen.
    Anouk: Waarom de volkstuin?
    Piet: Rust.
    Zoon: Mam, kom je?
    Fatima: Ik kom zo.
    """,
        """
    Anouk: Hebben jullie een favoriete plek in de buurt?
    Piet: De volkstuin.
    Fatima: De speeltuin, voor de kinderen.
    Anouk: Waarom de volkstuin?
    Piet: Rust.
    Zoon: Mam, kom je?
    Fatima: Ik kom zo.
    """,
    ),
    "bracketed speakers alone on a line": (
        """
    [Speaker 1]
    So where do you like to go?

    [Speaker 2]
    The library. [laughs]

    [Speaker 1]
    Why there?

    [Speaker 2]
    [inaudible] it is warm.
    """,
        """
    Speaker 1: So where do you like to go?
    Speaker 2: The library. [laughs]
    Speaker 1: Why there?
    Speaker 2: [inaudible] it is warm.
    """,
    ),
    "bracketed codes before the words": (
        """
    [id1] I like the bench.

    [id2] I do not.

    [id1] [laughs] Well, I do.
    """,
        """
    id1: I like the bench.
    id2: I do not.
    id1: [laughs] Well, I do.
    """,
    ),
    "label alone on its line with colon": (
        """
    Interviewer:
    Where do you meet people?

    P7:
    In the pub, mostly.
    And at the allotment.

    Interviewer:
    Thank you.
    """,
        """
    Interviewer (interviewer): Where do you meet people?
    P7 (respondent): In the pub, mostly. And at the allotment.
    Interviewer (interviewer): Thank you.
    """,
    ),
    "label alone on its line without colon": (
        """
    Interviewer
    Waar ontmoet u mensen?

    Bewoner
    In het café.
    En op de tuin.

    Interviewer
    Dank u wel.

    Bewoner
    Graag gedaan.
    """,
        """
    Interviewer (interviewer): Waar ontmoet u mensen?
    Bewoner (respondent): In het café. En op de tuin.
    Interviewer (interviewer): Dank u wel.
    Bewoner (respondent): Graag gedaan.
    """,
    ),
    "otter: name and time, words below": (
        """
    Anna de Vries  0:03
    Waar gaan we naartoe?

    Spreker 2  0:07
    Naar de kade. Om 12:30 uur.

    Anna de Vries  1:02:10
    Goed.
    """,
        """
    3 Anna de Vries: Waar gaan we naartoe?
    7 Spreker 2: Naar de kade. Om 12:30 uur.
    3730 Anna de Vries: Goed.
    """,
    ),
    "word transcribe: time and name, words below, lines above": (
        """
    Audio file
    opname 3.m4a
    Transcript
    00:00:04 Speaker 1
    Where do you live?
    00:00:09 Speaker 2
    Near the canal.
    Since 1990.
    00:00:15 Speaker 1
    I see.
    """,
        """
    4 Speaker 1: Where do you live?
    9 Speaker 2: Near the canal. Since 1990.
    15 Speaker 1: I see.
    """,
    ),
    "time between brackets after the label": (
        """
    Interviewer (00:00:05):
    Woont u hier graag?

    Bewoner (00:00:09):
    Heel graag.

    Interviewer (00:01:00):
    Waarom?
    """,
        """
    5 Interviewer (interviewer): Woont u hier graag?
    9 Bewoner (respondent): Heel graag.
    60 Interviewer (interviewer): Waarom?
    """,
    ),
    "time in square brackets before, after and behind the label": (
        """
    [00:00:05] I: Woont u hier graag?
    R [00:00:09]: Heel graag.
    I: [00:01:00] Waarom?
    R: [01:05] Het is stil.
    """,
        """
    5 I (interviewer): Woont u hier graag?
    9 R (respondent): Heel graag.
    60 I (interviewer): Waarom?
    65 R (respondent): Het is stil.
    """,
    ),
    "bare time before the label": (
        """
    10:01 I: Wie kent u hier?
    10:06 B: Iedereen.
    10:09 I: Echt?
    10:11 B: Om 10:30 is het hier vol.
    """,
        """
    601 I (interviewer): Wie kent u hier?
    606 B (respondent): Iedereen.
    609 I (interviewer): Echt?
    611 B (respondent): Om 10:30 is het hier vol.
    """,
    ),
    "f4: time code at the end": (
        """
    I: Wie kent u hier? #00:00:04-3#

    B: Iedereen. #00:00:06-1#

    I: Echt? #00:01:07-0#
    """,
        """
    4.3 I (interviewer): Wie kent u hier?
    6.1 B (respondent): Iedereen.
    67 I (interviewer): Echt?
    """,
    ),
    "time in brackets at the end": (
        """
    I: Wie kent u hier? [00:00:04]
    B: Iedereen. [00:00:06]
    I: Echt? [00:01:07]
    """,
        """
    4 I (interviewer): Wie kent u hier?
    6 B (respondent): Iedereen.
    67 I (interviewer): Echt?
    """,
    ),
    "time alone above the label": (
        """
    00:00:12

    Interviewer: Wat ziet u hier?

    00:00:20

    Geïnterviewde: Water. Kinderen.

    00:01:00

    Interviewer: Mooi.
    """,
        """
    12 Interviewer (interviewer): Wat ziet u hier?
    20 Geïnterviewde (respondent): Water. Kinderen.
    60 Interviewer (interviewer): Mooi.
    """,
    ),
    "time alone below the words": (
        """
    I: Wat ziet u hier?
    [00:12]
    R: Water.
    Kinderen.
    [00:20]
    I: Mooi.
    [00:31]
    """,
        """
    12 I (interviewer): Wat ziet u hier?
    20 R (respondent): Water. Kinderen.
    31 I (interviewer): Mooi.
    """,
    ),
    "legend above": (
        """
    Interview wasserette
    X = interviewer
    Y = bewoner

    X: Komt u hier vaak?
    Y: Elke week.
    """,
        """
    X (interviewer): Komt u hier vaak?
    Y (respondent): Elke week.
    """,
    ),
    "legend with colons on one line": (
        """
    A: Interviewer  K1: respondent 1, man, 35  K2: respondent 2, vrouw, 61

    A: Waar ontmoeten jullie elkaar?
    K1: Bij de kerk.
    K2: Of op straat.
    A: Mooi.
    """,
        """
    A (interviewer): Waar ontmoeten jullie elkaar?
    K1 (respondent): Bij de kerk.
    K2 (respondent): Of op straat.
    A (interviewer): Mooi.
    """,
    ),
    "names above, other labels below": (
        """
    Datum: 3 mei 2024
    Interviewer: Anna de Vries
    Respondent: mevrouw Jansen (72)
    Locatie: buurthuis

    I: Komt u hier vaak?
    R: Elke dag.
    """,
        """
    I (interviewer): Komt u hier vaak?
    R (respondent): Elke dag.
    """,
    ),
    "names above, the same labels below": (
        """
    Interviewer: Anna de Vries
    Respondent: R12
    Datum: 3-5-2024

    Interviewer: Komt u hier vaak?
    Respondent: Elke dag.
    Interviewer: Dank u.
    """,
        """
    Interviewer (interviewer): Komt u hier vaak?
    Respondent (respondent): Elke dag.
    Interviewer (interviewer): Dank u.
    """,
    ),
    "Cyrillic letters that look Latin": (
        """
    І: Де ви живете?
    Р: У Львові, на Підзамчі.
    I: Давно?
    Р: З народження.
    """,
        """
    І (interviewer): Де ви живете?
    Р (respondent): У Львові, на Підзамчі.
    І (interviewer): Давно?
    Р (respondent): З народження.
    """,
    ),
    "Ukrainian question and answer": (
        """
    П: Яке ваше улюблене місце?
    В: Сквер біля бібліотеки.
    П: Чому?
    В: Ну: там тихо.
    """,
        """
    П (interviewer): Яке ваше улюблене місце?
    В (respondent): Сквер біля бібліотеки.
    П (interviewer): Чому?
    В (respondent): Ну: там тихо.
    """,
    ),
    "Ukrainian В and О": (
        """
    В: Де ви купуєте хліб?
    О: На ринку.
    В: Чому там?
    О: Там усі свої.
    """,
        """
    В (interviewer): Де ви купуєте хліб?
    О (respondent): На ринку.
    В (interviewer): Чому там?
    О (respondent): Там усі свої.
    """,
    ),
    "em-dash turns": (
        """
    — Де ви живете? — У Львові.

    — А раніше?

    — Київ — моє місто. Так — і крапка.
    """,
        """
    –: Де ви живете?
    –: У Львові.
    –: А раніше?
    –: Київ — моє місто. Так — і крапка.
    """,
    ),
    "two turns on one line": (
        """
    I: Komt u hier vaak? R1: Elke dag. Echt elke dag.
    I: En u? R2: Nooit. I: Waarom niet? R2: Geen tijd.
    R1: Hij werkt.
    """,
        """
    I (interviewer): Komt u hier vaak?
    R1 (respondent): Elke dag. Echt elke dag.
    I (interviewer): En u?
    R2 (respondent): Nooit.
    I (interviewer): Waarom niet?
    R2 (respondent): Geen tijd.
    R1 (respondent): Hij werkt.
    """,
    ),
    "two turns on one line without full stops": (
        """
    I: komt u hier vaak R: elke dag
    I: en u werkt hier ook R: ja in vak R: daar
    """,
        """
    I (interviewer): komt u hier vaak
    R (respondent): elke dag
    I (interviewer): en u werkt hier ook
    R (respondent): ja in vak R: daar
    """,
    ),
    "names with curly quotes, two on one line, numbered questions": (
        """
    1. Wat is uw favoriete plek?
    Piet: “De tuin.” Anna: “Het park.”
    2. En waarom?
    Piet: “Rust.” Anna: “De bomen.”
    """,
        """
    Piet: “De tuin.”
    Anna: “Het park.”
    Piet: “Rust.”
    Anna: “De bomen.”
    """,
    ),
    "a label inside speech": (
        """
    Vraag: Wat zei ze?
    Antwoord: Ze riep: "Vraag: wie ben jij?" en liep door.
    Vraag: En toen?
    Antwoord: Waarom doe ik dit? Antwoord: ik weet het niet.
    Vraag: Goed.
    """,
        """
    Vraag (interviewer): Wat zei ze?
    Antwoord (respondent): Ze riep: "Vraag: wie ben jij?" en liep door.
    Vraag (interviewer): En toen?
    Antwoord (respondent): Waarom doe ik dit? Antwoord: ik weet het niet.
    Vraag (interviewer): Goed.
    """,
    ),
    "a time inside speech": (
        """
    I: Hoe laat komt u?
    R: 12:30 uur, of 13:00.
    I: En dan?
    R: Dan is het om 14:15
    """,
        """
    I (interviewer): Hoe laat komt u?
    R (respondent): 12:30 uur, of 13:00.
    I (interviewer): En dan?
    R (respondent): Dan is het om 14:15
    """,
    ),
    "several turns of one speaker in a row": (
        """
    R: Ik kom hier graag.
    R: Vooral in de zomer.
    I: En in de winter?
    R: Nee.
    """,
        """
    R (respondent): Ik kom hier graag.
    R (respondent): Vooral in de zomer.
    I (interviewer): En in de winter?
    R (respondent): Nee.
    """,
    ),
    "hard-wrapped with hanging indents": (
        """
    I:    Kunt u iets vertellen over de plek waar u het liefste
          komt en waarom dat zo is? U mag er rustig even over
          nadenken.
    R:    Ja, dat is dan toch het kanaal, daar loop ik elke
          ochtend met de hond en dan kom ik altijd wel iemand
          tegen.
    """,
        """
    I (interviewer): Kunt u iets vertellen over de plek waar u het liefste komt en waarom dat zo is? U mag er rustig even over nadenken.
    R (respondent): Ja, dat is dan toch het kanaal, daar loop ik elke ochtend met de hond en dan kom ik altijd wel iemand tegen.
    """,
    ),
    "tab after the label": (
        "I\tWaar komt u graag?\nR\tIn de kerk.\nI\tWaarom?\nR:\tHet licht.\n",
        """
    I (interviewer): Waar komt u graag?
    R (respondent): In de kerk.
    I (interviewer): Waarom?
    R (respondent): Het licht.
    """,
    ),
    "full stop or dash after the label": (
        """
    INT. Waar komt u graag?
    RESP - In de kerk.
    INT. Waarom?
    RESP - Het licht.
    RESP - En de stilte.
    """,
        """
    INT (interviewer): Waar komt u graag?
    RESP (respondent): In de kerk.
    INT (interviewer): Waarom?
    RESP (respondent): Het licht.
    RESP (respondent): En de stilte.
    """,
    ),
    "professional and observer": (
        """
    Interviewer: Wat doet u hier?
    Wijkagent: Ik loop mijn ronde.
    Observator: (maakt een foto)
    Bewoner 2: Hij is er altijd.
    """,
        """
    Interviewer (interviewer): Wat doet u hier?
    Wijkagent (professional): Ik loop mijn ronde.
    Observator (observer): (maakt een foto)
    Bewoner 2 (respondent): Hij is er altijd.
    """,
    ),
    "one of two known": (
        """
    Interviewer: Kent u hier mensen?
    Mw. Bakker: Ja, allemaal.
    Interviewer: Hoe dan?
    Mw. Bakker: Van vroeger.
    """,
        """
    Interviewer (interviewer): Kent u hier mensen?
    Mw. Bakker (respondent): Ja, allemaal.
    Interviewer (interviewer): Hoe dan?
    Mw. Bakker (respondent): Van vroeger.
    """,
    ),
    "conventions stay in the words": (
        """
    I: (lacht) En toen?
    R: [onverstaanbaar] <xxx> ggg *a dus eh… ja-
    (stilte)
    I: Ja.
    """,
        """
    I (interviewer): (lacht) En toen?
    R (respondent): [onverstaanbaar] <xxx> ggg *a dus eh… ja- (stilte)
    I (interviewer): Ja.
    """,
    ),
    "one turn": ("R: Ik kom hier graag.", "R (respondent): Ik kom hier graag."),
    "no labels: paragraphs": (
        """
    Ik kom hier al jaren, elke dag.
    Kijk: daar zit mijn vriendin.

    Om 12:30 uur gaan we naar huis.
    """,
        """
    –: Ik kom hier al jaren, elke dag.
    –: Kijk: daar zit mijn vriendin.
    –: Om 12:30 uur gaan we naar huis.
    """,
    ),
    "no labels: hard-wrapped paragraphs": (
        """
    Ik kom hier al jaren, elke dag, en dan zit ik op dit
    bankje te kijken naar de mensen die langs komen met
    hun hond.

    Soms komt er iemand bij me zitten en dan praten we wat
    over het weer.
    """,
        """
    –: Ik kom hier al jaren, elke dag, en dan zit ik op dit bankje te kijken naar de mensen die langs komen met hun hond.
    –: Soms komt er iemand bij me zitten en dan praten we wat over het weer.
    """,
    ),
    "questions in italics": (
        """
    *Waar komt u het liefst?*

    In de bibliotheek.

    Daar is het warm.

    *En waarom niet thuis?*

    Thuis is niemand.
    """,
        """
    Vraag (interviewer): Waar komt u het liefst?
    Antwoord (respondent): In de bibliotheek. Daar is het warm.
    Vraag (interviewer): En waarom niet thuis?
    Antwoord (respondent): Thuis is niemand.
    """,
    ),
    "monologue under headings": (
        """
    # Mijn straat

    Ik woon hier graag.

    ## Vroeger

    Toen was er een winkel. En een kerk.

    ## Nu

    Nu is er niets.
    """,
        """
    –: Ik woon hier graag.
    –: Toen was er een winkel. En een kerk.
    –: Nu is er niets.
    """,
    ),
    "one labelled speaker under headings": (
        """
    R: Ik woon hier graag.

    ## Vroeger

    Toen was er een winkel.

    ## Nu

    R: Nu is er niets.
    """,
        """
    R (respondent): Ik woon hier graag.
    R (respondent): Toen was er een winkel.
    R (respondent): Nu is er niets.
    """,
    ),
    "paragraph numbers before the labels": (
        """
    1 I: Waar komt u graag?
    2 R: In het park.
    3 I: Waarom?
    4 R: De bomen.
    """,
        """
    I (interviewer): Waar komt u graag?
    R (respondent): In het park.
    I (interviewer): Waarom?
    R (respondent): De bomen.
    """,
    ),
    "whisper lines with ranges": (
        """
    [00:00:00.000 --> 00:00:04.200]  So I walk along the canal.
    [00:00:04.200 --> 00:00:07.000]  Every day.
    """,
        """
    0 –: So I walk along the canal.
    4.2 –: Every day.
    """,
    ),
    "an end line": (
        """
    I: Dank u wel.
    R: Graag gedaan.

    [Einde opname]
    """,
        """
    I (interviewer): Dank u wel.
    R (respondent): Graag gedaan.
    """,
    ),
    "labels in capitals, lower case and with numbers": (
        """
    INTERVIEWER 1: Wie komt hier?
    interviewer 1: Ik bedoel: overdag.
    RESPONDENT (vrouw, 62): Mijn zus.
    INTERVIEWER 2: En u?
    RESPONDENT (vrouw, 62): Ik ook.
    """,
        """
    INTERVIEWER 1 (interviewer): Wie komt hier?
    INTERVIEWER 1 (interviewer): Ik bedoel: overdag.
    RESPONDENT (vrouw, 62) (respondent): Mijn zus.
    INTERVIEWER 2 (interviewer): En u?
    RESPONDENT (vrouw, 62) (respondent): Ik ook.
    """,
    ),
    "soft hyphens, zero width, NFD and a cut word": (
        "I: Waar is het cafe\u0301?\nR: In de bi\u00adblio\u200btheek, op de fiets\u00ad\npaden.\nI\u200b: Oke\u0301.\n",
        """
    I (interviewer): Waar is het café?
    R (respondent): In de bibliotheek, op de fietspaden.
    I (interviewer): Oké.
    """,
    ),
    "time, name and words each on a line": (
        """
    00:00:05:00 - 00:00:09:12
    Speaker 1
    Hello there.

    00:00:09:13 - 00:00:12:00
    Speaker 2
    Hi, it is 12:30.

    00:01:13:13 - 00:01:14:00
    Speaker 1
    Good.
    """,
        """
    5 Speaker 1: Hello there.
    9 Speaker 2: Hi, it is 12:30.
    73 Speaker 1: Good.
    """,
    ),
    "label with its time behind the colon": (
        """
    Spreker 1: 00:00:05
    Hoi.

    Spreker 2: 00:00:09
    Dag, om 12:30.

    Spreker 1: 00:01:19
    Goed.
    """,
        """
    5 Spreker 1: Hoi.
    9 Spreker 2: Dag, om 12:30.
    79 Spreker 1: Goed.
    """,
    ),
    "Teams in Word": (
        """
    Vergadering over de buurt
    May 3, 2024, 10:03AM
    34m 12s

    Anna de Vries started transcription

    Anna de Vries   0:03
    Hoi, welkom.

    R12   0:09
    Dank je.
    Leuk.

    Anna de Vries stopped transcription
    """,
        """
    3 Anna de Vries (interviewer): Hoi, welkom.
    9 R12 (respondent): Dank je. Leuk.
    """,
    ),
    "only the answers have a label": (
        """
    Waar woont u?
    R: In Bemmel.
    En daarvoor?
    R: In Gendt. Mooi, hè?
    Daar ben ik geboren.
    Hoe lang?
    R: Tien jaar.
    """,
        """
    Vraag (interviewer): Waar woont u?
    R (respondent): In Bemmel.
    Vraag (interviewer): En daarvoor?
    R (respondent): In Gendt. Mooi, hè? Daar ben ik geboren.
    Vraag (interviewer): Hoe lang?
    R (respondent): Tien jaar.
    """,
    ),
    "long speech in bold without a question mark": (
        """
    **ja en toen ging je daar dus heen**

    ja precies

    **en wat vond je daar dan van**

    mooi

    **oké dus dat was de plek**

    ja hoor
    """,
        """
    Vraag (interviewer): ja en toen ging je daar dus heen
    Antwoord (respondent): ja precies
    Vraag (interviewer): en wat vond je daar dan van
    Antwoord (respondent): mooi
    Vraag (interviewer): oké dus dat was de plek
    Antwoord (respondent): ja hoor
    """,
    ),
    "letters between round brackets": (
        """
    (I) Waar woont u?
    (R) In Lent.
    (lacht)
    (I) En daarvoor?
    R) Daar ook.
    """,
        """
    I (interviewer): Waar woont u?
    R (respondent): In Lent. (lacht)
    I (interviewer): En daarvoor?
    R (respondent): Daar ook.
    """,
    ),
    "the whole talk on one line": (
        "I: Hoi. R: Dag, plan B: blijven. I: Hoe is het? R: Goed.",
        """
    I (interviewer): Hoi.
    R (respondent): Dag, plan B: blijven.
    I (interviewer): Hoe is het?
    R (respondent): Goed.
    """,
    ),
    "places before a colon are words": (
        """
    I: Welke plekken?

    R: Drie dingen.

    Albert Heijn: daar kom ik elke dag.

    Het kanaal: in de zomer.

    I: Mooi.

    R: Mijn moeder: die kwam ook.
    """,
        """
    I (interviewer): Welke plekken?
    R (respondent): Drie dingen. Albert Heijn: daar kom ik elke dag. Het kanaal: in de zomer.
    I (interviewer): Mooi.
    R (respondent): Mijn moeder: die kwam ook.
    """,
    ),
    "Ukrainian marks of the recording": (
        """
    звук 26.04-27.02
    Інтерв'юерка: Розкажіть...
    Марія Іванівна: Ну шо... жила тут. Наприклад: у дворі.
    звук 27.02-28.10
    Інтерв'юерка: Так.
    """,
        """
    1564 Інтерв'юерка (interviewer): Розкажіть...
    Марія Іванівна (respondent): Ну шо... жила тут. Наприклад: у дворі.
    1622 Інтерв'юерка (interviewer): Так.
    """,
    ),
    "addresses and clocks before a colon": (
        """
    I: Kijk op https://x.nl: mooi.
    R: http://y.nl
    I: Om 12:30: dan?
    R: 14:00: thee.
    """,
        """
    I (interviewer): Kijk op https://x.nl: mooi.
    R (respondent): http://y.nl
    I (interviewer): Om 12:30: dan?
    R (respondent): 14:00: thee.
    """,
    ),
    "labels with a description": (
        """
    Interviewer (Anna de Vries): Waar?
    Respondent 3 (vrouw, 45 jaar): Hier.
    Interviewer (Anna de Vries): Goed.
    """,
        """
    Interviewer (Anna de Vries) (interviewer): Waar?
    Respondent 3 (vrouw, 45 jaar) (respondent): Hier.
    Interviewer (Anna de Vries) (interviewer): Goed.
    """,
    ),
    "a time in the middle of a turn stays where it is": (
        """
    I: Vertel.
    R: Ja, en toen.
    [00:05:00]
    Toen gingen we weg.
    I: Goed.
    """,
        """
    I (interviewer): Vertel.
    R (respondent): Ja, en toen. [00:05:00] Toen gingen we weg.
    I (interviewer): Goed.
    """,
    ),
    "a time below the last turn stays, where the others stand above": (
        """
    00:00:12
    I: Vertel.

    00:00:20
    R: Ja.

    00:00:31
    """,
        """
    12 I (interviewer): Vertel.
    20 R (respondent): Ja. 00:00:31
    """,
    ),
    "a word before a colon below a label on its own line": (
        """
    00:00:12 Interviewer
    Wat moet er blijven?
    00:00:20 Bewoner
    Blijven: deze rand.
    00:00:31 Interviewer
    En wat niet?
    """,
        """
    12 Interviewer (interviewer): Wat moet er blijven?
    20 Bewoner (respondent): Blijven: deze rand.
    31 Interviewer (interviewer): En wat niet?
    """,
    ),
    "a letter before a colon inside a quotation": (
        """
    I: Wat zei hij? R: Niets.
    R: Hij riep: "Ga weg. I: nooit." en liep door.
    I: Echt? R: Ja.
    R: Zo was hij.
    """,
        """
    I (interviewer): Wat zei hij?
    R (respondent): Niets.
    R (respondent): Hij riep: "Ga weg. I: nooit." en liep door.
    I (interviewer): Echt?
    R (respondent): Ja.
    R (respondent): Zo was hij.
    """,
    ),
    "an everyday word before a colon inside a turn": (
        """
    Vraag: Wat wilde hij weten?
    Antwoord: Hij vroeg iets.
    Vraag: Wat dan?
    Antwoord: Ik schreef het op. Vraag: waarom? Dat was alles.
    """,
        """
    Vraag (interviewer): Wat wilde hij weten?
    Antwoord (respondent): Hij vroeg iets.
    Vraag (interviewer): Wat dan?
    Antwoord (respondent): Ik schreef het op. Vraag: waarom? Dat was alles.
    """,
    ),
    "a letter that occurs once is no label": (
        """
    We hadden twee plannen, eigenlijk.

    A: naar de markt gaan.

    Dat deden we dan ook.
    """,
        """
    –: We hadden twee plannen, eigenlijk.
    –: A: naar de markt gaan.
    –: Dat deden we dan ook.
    """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_layout_gives_its_turns(case: str, tmp_path: Path) -> None:
    source, expected = CASES[case]
    document, _ = brought_in(tmp_path, dedented(source))
    assert shown(document) == dedented(expected).strip()

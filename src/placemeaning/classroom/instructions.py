"""What students read in their folder, in Dutch and English: the notebook's texts and the sheet of instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from placemeaning.errors import check_choice
from placemeaning.output.words import LANGUAGES

README = {"nl": "LEESMIJ.txt", "en": "README.txt"}
NOTEBOOK = {"nl": "oefening.ipynb", "en": "exercise.ipynb"}
HANDED_IN = {"nl": "inleveren", "en": "hand-in"}

_NL_EN: Mapping[str, tuple[str, str]] = {
    "intro": (
        "# Oefening: wat betekent een plek?\n\n"
        "Je leest {count} en geeft passages een code. Klik in de cel hieronder en druk op **Shift+Enter**: dan verschijnt "
        "het gesprek. Kies woorden, kies een code. Alles wordt meteen bewaard; je kunt stoppen en later verdergaan.\n\n"
        "Werk alleen (of met je duo). Er is geen goed antwoord dat je moet raden: straks bespreken we juist de verschillen.",
        "# Exercise: what does a place mean?\n\n"
        "You read {count} and give passages a code. Click in the cell below and press **Shift+Enter**: the conversation "
        "appears. Choose words, choose a code. Everything is saved at once; you can stop and go on later.\n\n"
        "Work alone (or with your partner). There is no right answer to guess: the differences are what we will talk about.",
    ),
    "intro shared": (
        "# Oefening: wat betekent een plek?\n\nGeef passages in jouw documenten een code. Alles wordt meteen bewaard.",
        "# Exercise: what does a place mean?\n\nGive passages in your documents a code. Everything is saved at once.",
    ),
    "who": (
        '## Wie ben je?\n\nVul de naam in die je van je docent kreeg, zoals `me = "s01"`.',
        '## Who are you?\n\nFill in the name that your lecturer gave you, such as `me = "s01"`.',
    ),
    "document": ("## Document {number}: {title}", "## Document {number}: {title}"),
    "document shared": ("## Jouw document {number}", "## Your document {number}"),
    "not coded": (
        "In een van je documenten staat nog geen code. Vond je er echt niets? Bespreek dat met je docent.",
        "In one of your documents there is no code yet. Did you really find nothing there? Talk about it with your lecturer.",
    ),
    "look back": (
        "## Terugkijken\n\nDit heb je gecodeerd. Wil je iets anders? Ga terug naar het document; wat je verandert, telt.",
        "## Looking back\n\nThis is what you coded. Is there something to change? Go back to the document; what you change counts.",
    ),
    "question": (
        "## Een vraag\n\nBij welke passage twijfelde je het meest, tussen welke codes, en waarom? Schrijf het hieronder op (dubbelklik).",
        "## A question\n\nAbout which passage were you least certain, between which codes, and why? Write it below (double-click).",
    ),
    "answer": ("*Je antwoord …*", "*Your answer …*"),
    "hand in": (
        "## Inleveren\n\nDeze cel maakt één zip-bestand naast dit notebook. Lever dat in op de manier die je docent noemde.",
        "## Handing in\n\nThis cell makes one zip file beside this notebook. Hand that in the way your lecturer said.",
    ),
    "readme": (
        """\
{title}
{line}

Dit is de map van {who}. Je codeert {count}:
{documents}

BEGINNEN (Windows en Mac)

1. Pak het zip-bestand helemaal uit (Windows: rechtsklik, "Alles uitpakken"; Mac: dubbelklik).
2. Je hebt Python 3.11 of nieuwer nodig. Heb je dat nog niet: installeer het van python.org.
3. Open een terminal in deze map:
   - Windows: typ cmd in de adresbalk van de map en druk op Enter
   - Mac: rechtsklik op de map, "Nieuwe terminal bij map"
4. Typ
       python start.py
   (op een Mac: python3 start.py; op sommige Windows-computers: py start.py)

De eerste keer wordt er een paar minuten iets geïnstalleerd, buiten deze map.
{install}
Daarna opent {notebook} in je browser. Klik in de eerste cel met code en druk op Shift+Enter.

Heb je van je docent een link naar JupyterHub gekregen? Dan hoef je niets te installeren: open daar {notebook}.

CODEREN

- Het codeboek staat naast het gesprek: lees eerst wat een code betekent, en wat er wel en niet bij hoort.
- {suggestions}
- Alles wordt meteen bewaard. Verander de documenten en codebook.yaml niet.
- Je ziet niet wat anderen codeerden. Overleg niet vooraf: juist verschillen zijn straks leerzaam.

INLEVEREN

Voer de laatste cel van het notebook uit, of typ
       python start.py zip
Er komt een bestand {handed} in deze map. Lever dat ene bestand in.
""",
        """\
{title}
{line}

This is the folder of {who}. You code {count}:
{documents}

STARTING (Windows and Mac)

1. Unpack the zip file completely (Windows: right-click, "Extract all"; Mac: double-click).
2. You need Python 3.11 or later. If you do not have it: install it from python.org.
3. Open a terminal in this folder:
   - Windows: type cmd in the address bar of the folder and press Enter
   - Mac: right-click the folder, "New Terminal at Folder"
4. Type
       python start.py
   (on a Mac: python3 start.py; on some Windows computers: py start.py)

The first time, some minutes of installing follow, outside this folder.
{install}
Then {notebook} opens in your browser. Click in the first cell with code and press Shift+Enter.

Did your lecturer give you a link to a JupyterHub? Then there is nothing to install: open {notebook} there.

CODING

- The codebook is beside the conversation: first read what a code means, what belongs to it and what does not.
- {suggestions}
- Everything is saved at once. Do not change the documents or codebook.yaml.
- You do not see what others coded. Do not confer beforehand: the differences are what you will learn from.

HANDING IN

Run the last cell of the notebook, or type
       python start.py zip
A file {handed} appears in this folder. Hand in that one file.
""",
    ),
    "title": ("Oefening: wat betekent een plek?", "Exercise: what does a place mean?"),
    "install wheel": (
        "placemeaning zelf zit in deze map ({wheel}); wat het nodig heeft, haalt pip van internet.",
        "placemeaning itself is in this folder ({wheel}); pip gets what it needs from the internet.",
    ),
    "install name": (
        "Daarvoor is internet nodig (het is hetzelfde als: pip install placemeaning).",
        "That needs the internet (it is the same as: pip install placemeaning).",
    ),
    "with": (
        "Het programma onderstreept voorstellen. Lees ze kritisch: neem ze over, wijs ze af, en zoek ook zelf.",
        "The program underlines suggestions. Read them critically: accept them, decline them, and look for yourself too.",
    ),
    "without": ("Je werkt zonder voorstellen van het programma.", "You work without suggestions by the program."),
    "more": ("en", "s"),
    "pair": ("{who} (samen: {members})", "{who} (together: {members})"),
}


def told(word: str, language: str, **values: object) -> str:
    """Return a text in ``nl`` or ``en``, its fields filled in."""
    check_choice("language", language, LANGUAGES)
    return _NL_EN[word][LANGUAGES.index(language)].format(**values)


def documents(count: int, language: str) -> str:
    """Return ``1 document``, ``2 documenten``."""
    return f"{count} document{'' if count == 1 else told('more', language)}"


def readme(
    student: str, members: Sequence[str], titles: Mapping[str, str], *, suggestions: bool, wheels: Sequence[str], language: str
) -> str:
    """Return the sheet of instructions for one student or pair."""
    title = told("title", language)
    return told(
        "readme", language, title=title, line="=" * len(title), count=documents(len(titles), language),
        who=told("pair", language, who=student, members=", ".join(members)) if members else student,
        documents="\n".join(f"  - {text or name} ({name})" for name, text in titles.items()),
        install=told("install wheel", language, wheel=", ".join(wheels)) if wheels else told("install name", language),
        suggestions=told("with" if suggestions else "without", language),
        notebook=NOTEBOOK[language], handed=f"{student}-{HANDED_IN[language]}.zip",
    )  # fmt: skip

"""Words that decide what a short text before a colon is: no label, a field of a header, a section of a note."""

from __future__ import annotations

from placemeaning.intake.roles import skeleton

_NO_LABELS = """
nou ja nee neen dus maar want toen en of kijk bijvoorbeeld namelijk conclusie kortom samengevat samenvattend let noot nb ps bijv bv
eerst ten punt voorbeeld resultaat gevolg oftewel ofwel eigenlijk gewoon zo ook daar hier dan nu hij zij ze ik wij we jij je dat dit die
het wat waarom hoe wie waar wanneer oké oke ok hè hé oh ah eh uh uhm ehm hm hmm mijn opmerking thema onderwerp toelichting context
vroeger later straks misschien gevraagd eerlijk stel iedereen niemand alles niets als nog vooral vandaag gisteren morgen moraal daarom
daardoor daarna antwoordt vraagt zegt zei een de well so yes no but and then look okay right now for note example result conclusion he
she they you it that this what why how who where when because anyway honestly basically first second finally remember summary topic
theme my the thing one there here also maybe today ну так ні от ось тобто наприклад але та бо потім тоді отже висновок примітка він вона
вони воно ми ви я це що чому як хто де коли дивіться слухайте словом коротше приклад увага скажімо звісно звичайно може тут там ще мій
моя раніше потім значить просто або якщо maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday
friday saturday sunday понеділок вівторок середа четвер п'ятниця субота неділя
"""
_FIELDS = """
datum date дата tijd time час tijdstip locatie location місце plaats place plek duur duration тривалість naam name ім'я прізвище
leeftijd age вік geslacht gender стать beroep occupation професія project проєкт проект onderwerp subject topic тема titel title назва
transcript transcriptie transcribent transcriptor transcriber transcribed getranscribeerd bestand file файл audiobestand audio аудіо
opname opnameduur recording recorded functie function organisatie organization organisation company adres address адреса wijk buurt
район neighbourhood taal language мова versie version participantnummer respondentnummer nummer number номер code codering aanwezig
aanwezigen present присутні legenda legend легенда setting context weer weather погода start begin einde end interviewdatum
interviewnummer gespreksduur woonplaats gemeente stad city місто opgenomen bijzonderheden omstandigheden situatie medium platform thema
profile profiel current first last kind soort type vervoer gezinssituatie opleiding education освіта nationaliteit afspraak kenmerken
respondentgegevens respondentcode interviewgegevens gegevens details informatie geboortejaar documentnaam bestandsnaam
"""
_SECTIONS = """
tijd|tijdstip|tijd en plek|plek en tijd|datum en tijd|plek|plaats|locatie|weer|aanwezigen|wie|wie er zijn|wat ik zie|wat zie ik
wat ik hoor|wat ik ruik|wat ik voel|wat ik denk|wat denk ik|wat ik doe|wat gebeurt er|wat er gebeurt|observatie|observaties
interpretatie|interpretaties|reflectie|gedachten|sfeer|geluid|geluiden|activiteiten|mensen|ruimte|inrichting|beschrijving|vragen
aantekeningen|eerste indruk|opvallend|wat mij opvalt|wat valt op|betekenis|samenvatting|time|place|location|weather|who|people
what i see|what i hear|what i smell|what i feel|what i think|what happens|observation|observations|interpretation|reflection
reflections|thoughts|atmosphere|sounds|activities|space|description|notes|first impression|what stands out|summary|час|місце
погода|люди|хто|хто тут|що я бачу|що бачу|що я чую|що я думаю|що думаю|що відбувається|спостереження|інтерпретація|роздуми|думки
атмосфера|звуки|опис|простір|нотатки|перше враження|підсумок
"""
_GENERIC = """
transcript transcriptie transcription transcripties interview audiobestand audio file opname recording verslag uitwerking gesprek
uitgewerkt стенограма транскрипт транскрипція розшифровка інтерв'ю аудіо
"""
_PARTICLES = "de van den der het 't te ten ter von la le el al bin ben da di du i y en and та і з"
_TITLES = "heer mevrouw meneer mijnheer juffrouw mevr mw dhr heren dames пан пані mr mrs ms dr"
NO_LABELS = frozenset(skeleton(word) for word in _NO_LABELS.split())
FIELDS = frozenset(skeleton(word) for word in _FIELDS.split())
SECTIONS = frozenset(skeleton(title) for line in _SECTIONS.strip().splitlines() for title in line.split("|"))
GENERIC = frozenset(skeleton(word) for word in _GENERIC.split())
_NUMBERS = "een één twee drie vier vijf zes one two three four five six один два три чотири п'ять"
PRONOUNS = frozenset(["hij", "zij", "he", "she", "він", "вона"])
TITLES = frozenset(_TITLES.split())
PARTICLES = frozenset(_PARTICLES.split()) | TITLES | frozenset(_NUMBERS.split())


def is_field(key: str) -> bool:
    """Return whether a header may carry a field of this name (``Datum``, ``Interview date``)."""
    words = skeleton(key).split()
    return bool(words) and (words[0] in FIELDS or words[-1] in FIELDS)


def is_section(title: str) -> bool:
    """Return whether this is a usual section title of an observation note."""
    return skeleton(title.rstrip(" :")) in SECTIONS


def is_generic(title: str) -> bool:
    """Return whether a title says no more than that this is a transcript."""
    words = [word for word in skeleton(title).split() if not word.isdigit()]
    return all(word in GENERIC for word in words)

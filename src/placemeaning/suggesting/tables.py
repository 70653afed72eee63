"""Small tables of words: what spoken Dutch, English and Ukrainian need beside the lemmas of a package. Add to them freely."""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[str, Mapping[str, str]]
Words = Mapping[str, frozenset[str]]


def _pairs(text: str) -> dict[str, str]:
    """Return ``form lemma`` pairs, separated by commas, as a mapping."""
    return dict(pair.split() for pair in text.split(",") if pair.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPELLING: Table = {
    "nl": _pairs(
        "ff even, effe even, effen even, effies even, eem even, mekaar elkaar, elkander elkaar, mekander elkaar, mekare elkaar, altied altijd, "
        "ouwe oud, ouwen oud, goeie goed, goei goed, gin geen, gien geen, ginne geen, niemes niemand, nie niet, nich niet, neet niet, "
        "niks niets, nix niets, nikske niets, da dat, wa wat, hedde hebben, hede hebben, zij zij, zien zien, kump komen, kumt komen, "
        "kumme komen, kome komen, vrund vriend, vrunden vriend, vrind vriend, vrinden vriend, vriende vriend, vrundin vriend, "
        "vrundinne vriend, moat maat, buurvrouwe buurvrouw, buurvraauw buurvrouw, nabers buur, naober buur, naobers buur, buurtjes buur, "
        "proaten praten, praote praten, praoten praten, praot praten, proatje praatje, praotje praatje, kuieren kuieren, kletse kletsen, "
        "gezellug gezellig, gesellig gezellig, gezelig gezellig, gezellich gezellig, koffietje koffie, bakske bakje, koffieleuten koffieleuten, "
        "imes iemand, iemes iemand, iemus iemand, iemed iemand, bietje beetje, bitje beetje, proat praten, proate praten, mense mens, minse mens, "
        "minsen mens, luuj mens, luu mens, volluk volk, gao gaan, gaot gaan, gaon gaan, umme omme, hum hem, wark werk, wurk werk, slaope slapen, "
        "laote laten, altijt altijd, effies even, evekes even, alleenig alleen, allenig alleen, "
        "bekendn bekend, thuus thuis, tuus thuis, huus huis, waark werk, waerk werk, tied tijd, "
        "vroger vroeger, gemekkelijk gemakkelijk, zunnetje zon, zunneke zon, effekes even, efkes even, stroat straat, stroate straat, "
        "kameroad kameraad, kammeroad kameraad, kammeroaden kameraad, kameroaden kameraad, goan gaan, goat gaan, soamen samen, noar naar, nao naar, "
        "moaken maken, moakt maken, moak maken, kieken kijken, kiek kijken, kiekt kijken, loaten laten, loat laten, weitn weten, wait weten, "
        "aaltied altijd, altaid altijd, iederain iedereen, iederien iedereen, iederein iedereen, elkenien iedereen, naimand niemand, nait niet, "
        "gain geen, olde oud, olle oud, aauwe oud, bekinde bekende, bekinden bekende, allain alleen, eenzoam eenzaam, dooie dood, "
        "noaber buur, noabers buur, wilkom welkom, welkum welkom, stoul stoel, heurt horen, heuren horen, mert markt, gekomme komen, koart kaart"
    ),
    "en": _pairs(
        "neighbor neighbour, neighbors neighbour, neighborhood neighbourhood, neighborhoods neighbourhood, neighbours neighbour, "
        "neighbourly neighbour, mates mate, mum mother, cos because, gonna go, wanna want, kinda kind, cuppa cup, "
        "aint not, favourite favourite, knew know, known know, knows know, im i'm, ive i've"
    ),
    "uk": _pairs("сусідоньки сусід, сусідоньку сусід, вобше взагалі, шо що, чо чому, дякувать дякувати, звонить дзвонити"),
}
"""Dialect, chat spelling and what the package's lemmas get wrong: form to lemma."""

FORMS: Table = {
    "nl": _pairs(
        "praatje praatje, babbeltje babbeltje, kletspraatje kletspraatje, ommetje ommetje, kopje kopje, zonnetje zon, biertje bier, "
        "vriendin vriend, vriendinnen vriend, vriendinnetje vriend, vriendje vriend, vriendjes vriend, bewoonster bewoner, "
        "vrijwilligster vrijwilliger, vrijwilligsters vrijwilliger, kennisje kennis, buurtjes buur, "
        "bakkie bakje, bakkies bakje, bakjes bakje, koppie kopje, koppies kopje, kopjes kopje, praatie praatje, praatjes praatje, "
        "babbeltjes babbeltje, kletspraatjes kletspraatje, maatje maatje, maatjes maatje, makker makker, makkers makker, "
        "ommetjes ommetje, rondjes rondje, rondje rondje, beetje beetje, meisje meisje, meisjes meisje, uitje uitje, uitjes uitje, "
        "vrouwtje vrouwtje, vrouwtjes vrouwtje, mannetje mannetje, mannetjes mannetje, hapje hapje, drankje drankje, toetje toetje, "
        "sprookje sprookje, taakje taak, taakjes taak, klusje klus, klusjes klus, baantje baan, baantjes baan, kringetje kring, "
        "wereldje wereld, steentje steentje, thuisje thuis, bieke bier, pilsje pils, kleintje klein, buren buur, buurtje buurt, "
        "z'n z'n, m'n m'n, d'r d'r, eerste eerste, één één, een een, leren leren, leer leren, leert leren, praat praten, "
        "klets kletsen, woon wonen, gezelligs gezellig, lieverds lief, "
        "bekenden bekende, zat zitten, vond vinden, werd worden, liet laten, mocht mogen, zou zullen, zouden zullen, wou willen, "
        "wilde willen, kende kennen, kenden kennen, kent kennen, ken kennen, gekend kennen"
    ),
    "en": _pairs(
        "friends friend, friendship friendship, met meet, left leave, felt feel, got get, found find, "
        "don't don't, doesn't don't, didn't don't, dont don't, doesnt don't, didnt don't, isn't isn't, aren't isn't, wasn't isn't, weren't isn't, "
        "isnt isn't, arent isn't, wasnt isn't, werent isn't, won't won't, wont won't, wouldn't wouldn't, wouldnt wouldn't, can't can't, "
        "cannot can't, cant can't, couldn't can't, couldnt can't, haven't haven't, hasn't haven't, hadn't haven't, havent haven't, hadnt haven't"
    ),
    "uk": _pairs(
        "подруга подруга, подругою подруга, подруги подруга, друзями друг, друзям друг, друзях друг, сусідкою сусідка, сусідко сусідка, "
        "знайома знайомий, знайомою знайомий, роботі робота, кавою кава, кави кава, каву кава"
    ),
}
"""Word forms that the package does not know, or sees two ways (praatje, praatjes): form to lemma."""

SUBJECTS: Words = {
    "nl": _words("ik je jij we wij u men ge gij k jullie gullie wullie"),
    "en": _words("i you we"),
    "uk": _words("я ти ми ви"),
}
OBJECTS: Words = {"nl": _words("me mij ons oe ow mie mich"), "en": _words("me us"), "uk": _words("мене нас мені нам")}
OWNERS: Words = {
    "nl": _words("mijn m'n mn jouw onze ons uw mien miene oew ow oe"),
    "en": _words("my your our"),
    "uk": _words("мій моя моє мої моїй мою моєї свій своя своє свої свою наш наша наші твій твоя твої"),
}
THEY: Words = {"nl": _words("hij zij ze ie"), "en": _words("he she they"), "uk": _words("він вона вони")}
THEM: Words = {"nl": _words("hem haar hun hen d'r 'm"), "en": _words("him her them"), "uk": _words("його її їх йому їй їм")}
THEIRS: Words = {"nl": _words("zijn z'n hun"), "en": _words("his their"), "uk": _words("його її їхній їхня їхні")}
"""Pronouns by kind: in a phrase each stands for the others of its kind. Whose meaning it is matters, so "they" are kept apart from "I"."""
ARTICLES: Words = {
    "nl": _words("de het een 't 'n den ne nen t n"),
    "en": _words("the a an"),
    "uk": _words("цей ця це ці той та те ті"),
}
FILLERS: Words = {
    "nl": _words(
        "eh ehm uh uhm hè he hé ja nou nja joh zeg er d'r daar hier dan toen ook echt wel even eventjes effe ff gewoon best heel zo zo'n nog al altijd "
        "toch eigenlijk weer soms vaak gelijk lekker een 'n het 't de ik je jij we wij ze zij hij u me mij ons elkaar mekaar mijn m'n mn z'n zn wat k "
        "natuurlijk vooral meteen steeds helemaal beetje allemaal inmiddels"
    ),
    "en": _words(
        "er erm um uh oh well really just also then still always often quite very so a an the my your our his her their there here even actually "
        "kind of sort ever all me you i we they"
    ),
    "uk": _words("ну е ось от же й і та теж також тут там ще вже дуже так просто трохи завжди часто іноді мені мене я ми мою свою з"),
}
"""Words that may stand between the words of a phrase."""

NEGATORS: Words = {
    "nl": _words(
        "niet geen niemand niets niks nooit nergens zonder amper nauwelijks noch evenmin nie gin gien ginne gain niemes naimand neet nait nich"
    ),
    "en": _words(
        "not no never nobody none nothing without hardly don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't can't couldn't "
        "won't wouldn't shouldn't cannot nowhere neither nor ain't dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt cant couldnt wont wouldnt"
    ),
    "uk": _words("не ні немає нема ніхто нікого нікому ніким ніколи нічого без ніде жоден жодна жодного жодної жодних ані ледве"),
}
VOID_AFTER: Words = {
    "nl": _words("alleen enkel slechts zomaar normaal zonder idee probleem punt moeite erg te gek wachten weg voor waar"),
    "en": _words("only just problem idea doubt without wonder longer matter"),
    "uk": _words("тільки лише просто проблем знаю дарма раз"),
}
"""Words that make the negator before them say nothing of the rest (niet alleen, geen idee)."""
VOID_BEFORE: Words = {"nl": _words("weet waarom"), "en": _words("know"), "uk": _words("чому")}
"""Words that make the negator after them say nothing of the rest (weet niet)."""

REACH: Mapping[str, tuple[int, int]] = {"nl": (6, 6), "en": (1, 6), "uk": (4, 4)}
"""How many words before and after it a negator speaks of, inside its clause (vrienden heb ik er niet gemaakt)."""

REFUSALS: Words = {"nl": _words("nee neen nei neuh nope"), "en": _words("no nope nah"), "uk": _words("ні")}
"""Words that say no to the question before them (Vrienden gemaakt? Nee joh.)."""

WISHES: Words = {
    "nl": _words("zou zouden zouwen zoude wou hoop hopelijk stel wenste"),
    "en": _words("would wish hope might should i'd we'd hopefully"),
    "uk": _words("би б якби хотілося хотілось мрію сподіваюся сподіваюсь"),
}
"""Words of a clause that say that something is wished or imagined, not so."""

BOUNDARIES: Words = {
    "nl": _words("maar want omdat dus terwijl en of toen voordat totdat zodat hoewel behalve tenzij"),
    "en": _words("but because so and or while although until unless"),
    "uk": _words("але бо тому а або проте однак хоча поки"),
}
"""Words that begin a clause."""

HESITATIONS: Words = {
    "nl": _words("eh ehm uh uhm hè hé he ja nou joh zeg nee enfin"),
    "en": _words("er erm um uh oh well yeah"),
    "uk": _words("ну е ось от"),
}
"""Words whose commas do not end a clause."""
ABBREVIATIONS = _words(
    "dhr mevr mw mr mrs ms dr drs prof ds st bijv bv enz evt nl nr ca vs etc resp incl max min tel ul o.a d.w.z вул буд ім див напр"
)
"""Words whose full stop ends no sentence; single letters do not either."""

BEING: Mapping[str, tuple[frozenset[str], ...]] = {
    "nl": (_words("ben bent bin was"), _words("is was"), _words("zijn waren"), _words("geweest")),
    "en": (_words("am was i'm"), _words("is was"), _words("are were"), _words("been"), _words("being"), _words("be")),
    "uk": (),
}
"""Forms of "to be": in a phrase a form stands for those of its group only, because who is meant matters (nodig ben, nodig is)."""
DETERMINERS: Words = {
    "nl": _words(
        "de het een 't 'n den die dat deze dit mijn m'n mien jouw onze ons uw zijn z'n hun haar d'r hem hen me mij je jou elkaar mekaar mekare elke ieder"
    ),
    "en": frozenset(),
    "uk": frozenset(),
}
"""Words before which a particle is a preposition, no part of a verb (komt bij de bakker)."""
COMMON: Words = {
    "nl": _words(
        "zijn hebben worden kunnen zullen moeten willen gaan komen doen maken zeggen zitten staan zien weten denken laten krijgen mogen vinden om van met voor "
        "naar bij uit aan op over als dan want omdat die dat deze dit wie waar hoe hun niet geen iets niets iemand alles elke elk ieder heb hebt heeft had "
        "ben bent is was waren ga gaat ging kom komt kwam zei zegt weet moest moet kan kon wil wilde mag mocht één keer dag week jaar uur goed mens ding"
    ),
    "en": _words(
        "be have do go get say make know think see come want can could will would shall should must may with for from about that this what who"
    ),
    "uk": _words("бути мати могти казати знати думати бачити хотіти йти що як коли де хто цей той весь свій який один раз день рік"),
}
"""Words too common to say anything about a code."""

INFINITIVES = _words(
    "lopen zitten spelen bellen vragen wachten rijden fietsen groeten delen trekken vallen zakken stoppen rusten passen tillen vissen vieren "
    "trouwen buurten lunchen ontbijten kaarten dammen biljarten darten"
)
"""Dutch verbs that the lists know as a form of a noun only (lopen of loop), also behind a particle (meelopen)."""

PARTICLES: Words = {
    "nl": _words(
        "aan achter af bij binnen buiten door heen in langs los mee na neer om onder op open over rond samen tegen terug thuis toe tot uit vast "
        "voor voorbij weg klaar leeg goed dicht weer"
    ),
    "en": frozenset(),
    "uk": frozenset(),
}
"""First parts of separable verbs."""

COMPOUND_HEADS = _words("over achter boven beneden onder mede oud ex hoofd binnen buiten voor na bij tussen zij eind mini super bij")
PREFIXES = _words("ver be ge ont her er aan af in uit door waar daar hier van al on wan dis des des te hoe iets")
"""What makes another word of a word rather than a compound (verkeer, herkennen, onrust, daarvoor)."""
NO_HEADS = _words("meer keer voor binnen thuis naam eerst veel even niet wel hier daar over heel iemand niemand alleen")
"""Words that close other words without being their head."""
NO_COMPOUND = _words(
    "natuur onrust netwerk loopbaan rijbaan glijbaan startbaan landingsbaan renbaan busbaan fietsbaan ijsbaan kegelbaan tennisbaan skatebaan "
    "huurbaan spoorbaan zwembaan atletiekbaan voetbalbaan kunstwerk vuurwerk huiswerk handwerk uurwerk bouwwerk maatwerk kinderspel onvriend "
    "toeval gelang belang"
)
"""Words that look like a compound of a keyword and are none, or whose head means something else there."""

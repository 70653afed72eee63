"""The words around a name by which a person is recognised: titles, relatives, trades, what persons do."""

from __future__ import annotations

import re

from placemeaning.privacy.words_of import word_set

TITLES = word_set("""
meneer mevrouw mevr mw dhr hr heer juffrouw juf meester dokter dr drs ir prof professor zuster broeder pastoor dominee pater imam ome
oom tante opa oma buurman buurvrouw mr mrs ms miss sir madam doctor uncle aunt auntie grandma granny grandpa nanna sister brother father
pastor reverend пан пані пане панові панею панa тітка тітки тітку дядько дядька дядькові баба бабуся бабусі дід дідусь лікар лікарка
вчителька вчителя
burgemeester wethouder notaris tandarts huisarts architect conciërge wijkagent bakker slager groenteboer melkboer kapper smid boer
schilder fam familie rev fr reverend vicar nurse teacher councillor mayor granddad nan nana gran gramps auntie родина сім'я
священник отець лікаря лікарю сусідці бабі бабці бабця бабцю дядю тітко тьотя тьоті дядя
""")
KIN = word_set("""
zoon zoontje dochter dochtertje man vrouw vriend vriendin vriendje vriendinnetje collega broer broertje zus zusje zwager schoonzus
kleinzoon kleindochter kleinkind neef neefje nicht nichtje schoonzoon schoondochter schoonmoeder schoonvader vader moeder papa mama pa
ma partner ex exman echtgenoot echtgenote baby tweeling buurjongen buurmeisje begeleider begeleidster maatje overbuurman overbuurvrouw
onderbuurman bovenbuurvrouw bovenbuurman trainer coach eigenaar eigenares kapster barman kroegbaas bazin vrijwilliger vrijwilligster
heet heette heten genaamd geheten noemen noemde noemden naam son daughter husband wife friend neighbour neighbor colleague brother
sister cousin nephew niece mother father mum mom dad boss girlfriend boyfriend grandson granddaughter called named name name's син сина
сину синові сином дочка дочки дочку донька доньки доньку дочкою донькою чоловік чоловіка чоловікові чоловіком дружина дружину дружини
подруга подруги подрузі подругу подругою друг друга сестра сестри сестру брат брата сусід сусіда сусідка сусідки сусідку сусідкою внук
онук онука онучка онуку внучка невістка зять колега колеги вчителька учителька звати звуть кличуть називають зовуть ім'я
""")
VERBS = word_set("""
zei zegt zeg zeiden heeft had is was wordt werd kwam komt ging gaat belt belde woont woonde werkt werkte doet deed vroeg vraagt vindt
vond kan kon wil wilde wou moet moest staat stond zit zat heet heette drinkt dronk brengt bracht haalt haalde kookt kookte lacht lachte
helpt hielp geeft gaf maakt maakte weet wist ziet zag speelt speelde rijdt reed loopt liep neemt nam mag mocht zal zou bleef blijft riep
roept leert leerde hield houdt kent kende ligt lag leeft leefde stierf overleed snurkt zong zingt said says told tells asked asks is was
has had came comes went goes lives lived works worked thinks thought knows knew can could will would brought brings makes made calls
called gave gives took takes helps helped sits sat laughed laughs died always never сказав сказала каже казав казала був була прийшла
прийшов приходить живе жила жив працює працювала працював має мала мав питає спитала спитав принесла приніс знає знала дала дав
допомогла допоміг допомагає померла помер сміється показала показав любить
""")
WITH = word_set("""
met van door en of bij voor aan naast tegen zonder behalve met with and or by for about without than от з із зі й і та про для від біля
без або
""")
AT = word_set("""
in naar uit te vanuit richting omgeving regio rond bij_in into at near in from у в до із з на під біля
""")
ARTICLES = word_set("""
de het een 't t 'n n d' d den die dat deze dit the a an this that our onze ons zo'n elke iedere zijn_de
""")
ABBREVIATED = word_set("mevr mw dhr hr dr drs ir prof mr mrs ms st fam rev fr")
OUR = word_set("ons onze our наш наша нашу нашого нашої")
"""Said before a name of the family: *ons Mien*, *our Kev*."""
CHILDREN = word_set("jongen jongens meisje meisjes kinderen kind zoons dochters familie huis lad lads boy girl kids children")
SUBJECTS = word_set("ik je jij u hij ze zij het we wij jullie men dat dit die i you he she it we they there")
"""After a word that begins a question, these say that it is a verb: *Will you*, *Wil je*."""
CALLED = word_set("heet heette heten genaamd geheten called named")
PATRONYMIC = re.compile(r"[А-ЯЄІЇҐ][\w'’ʼ]*(?:[іїи]вн(?:а|и|і|у|ою|о)|ович(?:а|у|ем|еві|ів)?|йович(?:а|у|ем|еві)?)")
AND = word_set("en and і й та")
INTRODUCING = word_set("ben is am i'm achternaam voornaam surname прізвище це")
"""Before two words with a capital these say that they are a name: *ik ben …*, *my name is …*."""
TOLD_OF = re.compile(
    r"\s(?:van (?:de|het|hiernaast|boven|beneden|nummer|achter|hierboven|tegenover)|from (?:next|number|the|across|over|upstairs)|next door|з (?:сусідньої|третього|другого)|"
    r"across the)\b|,\s(?:dat (?:is|was)|die (?:is|was)|that(?:'s| is| was)|who (?:is|was)|це (?:мій|моя|був|була))\s(?:de|mijn|een|onze|ons|my|our|the|a|мій|моя)?\b"
)
"""What follows a name to say who is meant."""
ADVERB = re.compile(r"(?:daar|hier|waar|ergens|nergens|er(?:aan|in|mee|na|om|op|over|uit|van|voor)|some|any|every|no|there|where)\w*$")
"""Words that are in no dictionary, and no names: *daarin*, *hiermee*, *whereby*."""
PETS = word_set(
    "hond hondje kat katje poes poesje konijn paard pony vogel papegaai dog puppy cat kitten rabbit horse budgie parrot собака пес песик кіт кішка котик"
)

"""Words with a capital that name no person: towns, countries, peoples, brands, feasts, and first names that are ordinary words too."""

from __future__ import annotations

import re
from functools import cache

from placemeaning.privacy.words_of import low, word_set

_TOWNS = """
Aalsmeer Aalten Alkmaar Almelo Almere Alphen Amersfoort Amstelveen Amsterdam Andelst Angeren Apeldoorn Appingedam Arnhem Assen Bemmel
Beek Beek-Ubbergen Bergharen Berg-en-Dal Bergen Bergeijk Best Beuningen Beusichem Beverwijk Bladel Boekel Borculo Borne Bosch
's-Hertogenbosch Haag Lugo Para Commewijne Nickerie Boxmeer Boxtel Breda Breskens Brielle Brummen Brussel Bunnik Bussum Capelle
Castricum Coevorden Cuijk Culemborg Dalfsen Deest Delden Delfzijl Delft Deurne Deventer Didam Diemen Dieren Dodewaard Doesburg
Doetinchem Dokkum Dongen Doorn Doornenburg Dordrecht Dronten Druten Duiven Echt Echteld Ede Edam Eindhoven Elburg Elst Emmeloord Emmen
Emmerich Enkhuizen Enschede Epe Ermelo Etten-Leur Ewijk Franeker Geldermalsen Geldrop Geleen Gendt Gendringen Gennep Goch Goes Goirle
Gorinchem Gouda Grave Groesbeek Groningen Haaren Haarlem Haarlemmermeer Haalderen Halle Hardenberg Harderwijk Harlingen Hattem Hatert
Heerde Heerenveen Heerlen Heesch Heeze Helmond Hengelo Herveld Heteren Heumen Heusden Hillegom Hilversum Hoensbroek Hoofddorp Hoogeveen
Hoogvliet Hoorn Horst Houten Huissen Hulst IJsselstein Kampen Kekerdom Kerkrade Kesteren Kleef Kranenburg Krimpen Landgraaf Leerdam
Leeuwarden Leiden Lelystad Lent Lienden Lichtenvoorde Lingewaard Lochem Loenen Lindenholt Dukenburg Maarssen Maastricht Malden Maasbree
Medemblik Meppel Middelburg Millingen Mook Molenhoek Naarden Nijkerk Nijmegen Nieuwegein Noordwijk Nunspeet Nuland Oisterwijk Oldenzaal
Olst Ommen Oosterbeek Oosterhout Oss Overasselt Overbetuwe Papendrecht Purmerend Putten Raalte Renkum Ressen Rheden Rhenen Ridderkerk
Rijssen Rijswijk Roermond Roosendaal Rotterdam Schagen Scheveningen Schiedam Schiphol Sittard Slijk-Ewijk Sliedrecht Sneek Soest
Spijkenisse Steenwijk Stadskanaal Terneuzen Terborg Tiel Tilburg Uden Uithoorn Ulft Urk Utrecht Vaals Valburg Valkenburg Valkenswaard
Veenendaal Veendam Veghel Veldhoven Velp Velsen Venlo Venray Vianen Vlaardingen Vlissingen Volendam Voorburg Voorst Vught Waalwijk
Wageningen Wamel Weert Weesp Wehl Westervoort Wijchen Winschoten Winssen Winterswijk Woerden Wormer Zaandam Zaanstad Zaltbommel
Zandvoort Zeddam Zeewolde Zeist Zetten Zevenaar Zoetermeer Zutphen Zwijndrecht Zwolle Antwerpen Gent Brugge Leuven Luik Hasselt Londen
London Parijs Paris Milaan Terschelling Ameland Texel Vlieland Nimwegen Berlijn Berlin Keulen Düsseldorf Duisburg Hamburg München Wenen
Rome Madrid Barcelona Lissabon Warschau Warsaw Krakau Kraków Gdansk Praag Boedapest Boekarest Sofia Athene Istanbul Ankara Izmir
Casablanca Rabat Tanger Nador Oujda Fez Marrakesh Algiers Tunis Cairo Damascus Aleppo Homs Idlib Beiroet Amman Bagdad Kabul Teheran
Asmara Mogadishu Addis Paramaribo Willemstad Oranjestad Jakarta Moskou Moscow Kyiv Kiev Charkiv Kharkiv Odesa Odessa Lviv Lvov Dnipro
Cherson Kherson Mariupol Poltava Manchester Liverpool Birmingham Leeds Glasgow Edinburgh Dublin Cardiff Belfast Bristol Lagos Accra
Nairobi Delhi Mumbai Bangalore Chennai Dhaka Karachi Lahore Beijing Shanghai Tokyo York Boston Chicago Washington Toronto Haifa
Jerusalem Mekka Mecca Київ Києві Києва Харків Харкова Харкові Одеса Одеси Одесі Одесу Львів Львова Львові Дніпро Дніпра Дніпрі Миколаїв
Миколаєва Миколаєві Херсон Херсона Херсоні Полтава Полтави Запоріжжя Маріуполь Маріуполя Маріуполі Суми Сум Чернігів Чернігова Чернівці
Вінниця Вінниці Житомир Житомира Тернопіль Рівне Луцьк Ужгород Донецьк Луганськ Буча Бучі Ірпінь Неймеген Неймегена Неймегені Арнем
Арнема Арнемі Амстердам Амстердама Амстердамі Роттердам Гаага Гаазі Утрехт Берлін Берліна Берліні Варшава Варшави Варшаві Краків Кракова
Кракові Лондон Лондоні Париж Парижі Хайфа Хайфі Привоз Бемел Беммел Беммелі Беммела Лінденголт Вейхен Вейхені
"""
_LANDS = """
Nederland België Duitsland Frankrijk Engeland Spanje Italië Portugal Polen Oekraïne Rusland Turkije Marokko Algerije Tunesië Egypte
Syrië Irak Iran Afghanistan Eritrea Ethiopië Somalië Soedan Suriname Curaçao Aruba Bonaire Indonesië India Pakistan China Japan Amerika
Canada Australië Afrika Azië Europa Limburg Brabant Noord-Brabant Gelderland Overijssel Friesland Drenthe Zeeland Holland Noord-Holland
Zuid-Holland Flevoland Betuwe Achterhoek Veluwe Twente Randstad Antillen Ghana Nigeria Kaapverdië Griekenland Roemenië Bulgarije
Hongarije Oostenrijk Zwitserland Denemarken Zweden Noorwegen Finland Ierland Schotland Israël Palestina Libanon Jordanië Brazilië Mexico
Netherlands Belgium Germany France England Spain Italy Poland Ukraine Russia Turkey Morocco Syria Iraq Ethiopia Somalia Sudan America
Africa Asia Europe Britain Scotland Wales Ireland Greece Romania Bulgaria Hungary Austria Switzerland Denmark Sweden Norway Brazil
Crimea Donbas Україна України Україні Україну Україною Нідерланди Нідерландів Нідерландах Голландія Голландії Голландію Польща Польщі
Польщу Німеччина Німеччини Німеччині Росія Росії Європа Європи Європі Сирія Сирії Туреччина Туреччини Америка Америки Америці Крим Криму
Донбас Донбасу Бельгія Франція Англія Італія Італії Іспанія Waal Maas Rijn Linge IJssel Vecht Schelde Noordzee Waddenzee Waalbrug Ooij
Ooijpolder Waalkade Goffert Goffertpark Ardennen Eifel Alpen
"""
_THINGS = """
Albert Heijn AH Appie Jumbo Lidl Aldi Plus Coop Spar Dirk Vomar Hoogvliet Hema Blokker Action Kruidvat Etos Ikea Praxis Gamma Karwei
Hornbach Intratuin Xenos Zeeman Primark Wibra Mediamarkt Bol Facebook WhatsApp Whatsapp App Appje Instagram Snapchat Tiktok TikTok
Twitter Google Netflix Spotify Youtube YouTube Zoom Teams Skype Marktplaats Vinted Nextdoor Wikipedia Windows Excel Word iPhone Iphone
Ipad Samsung Nokia Viber Telegram Opel Volkswagen Ford Fiat Toyota Renault Peugeot Volvo Mercedes BMW Audi Skoda Dacia Honda Yamaha
Vespa Gazelle Batavus Sparta Thule Gore-Tex Senseo Nespresso Lego Playmobil Nintendo Playstation Xbox Monopoly Catan Carcassonne
Wingspan Ravensburger Uno Scrabble Risk Stratego Rummikub Azul Pandemic Root Dixit Codenames Dominion Jenga Mikado Agricola Ticket NS
NEC Nec Ajax Feyenoord PSV Vitesse Twente Heracles Oranje Champions League Eredivisie UWV WMO Wmo GGZ Ggz GGD Ggd AOW Aow COA Coa AZC
Azc IND Ind DUO Duo ROC Roc HAN Han HBO Hbo MBO Mbo TV Tv ANWB Anwb KPN Ziggo PostNL Postnl DHL RTL NOS SBS VVV BHV EHBO ADHD PTSS MS
ALS COPD Covid Corona PhD MSc BSc God Allah Jezus Jesus Christus Maria Mohammed Boeddha Bijbel Koran Sinterklaas Sint Piet Zwarte Kerst
Kerstmis Pasen Pinksteren Hemelvaart Koningsdag Carnaval Ramadan Suikerfeest Offerfeest Eid Advent Vierdaagse Driekoningen Moederdag
Vaderdag Bevrijdingsdag Christmas Easter Halloween Diwali Hanukkah Thanksgiving Bible Quran Lord Heaven Santa I I'm I'd I've I'll Monday
Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December
Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Maandag Dinsdag Woensdag Donderdag Vrijdag Zaterdag Zondag Januari
Februari Maart April Mei Juni Juli Augustus September Oktober November December Bos Heide Kerk School Gemeente Wijkteam Rijk Staat
Koning Koningin Kamer Tweede Eerste Rode Kruis Leger Heils Voedselbank Zonnebloem Unie Nato NAVO Navo Duits Amen Halleluja Pools Poolse
Fries Friese Vlaams Gelders Brabants Limburgs Twents Achterhoeks Amsterdams Haags Rotterdams Nijmeegs Nijmeegse Arnhems Hollands
Hollandse Nederlands Nederlandse Nederlander Nederlanders Duitse Duitser Duitsers Engels Engelse Engelsen Frans Franse Fransman Spaans
Spaanse Italiaans Italiaanse Turks Turkse Turk Turken Marokkaans Marokkaanse Marokkaan Marokkanen Surinaams Surinaamse Surinamer
Surinamers Antilliaans Antilliaanse Indisch Indische Indo Molukker Molukse Molukkers Chinees Chinese Chinezen Chinees Pool Polen
Russisch Russische Rus Russen Oekraïens Oekraïense Oekraïner Oekraïners Oekraïnse Syrisch Syrische Syriër Syriërs Arabisch Arabische
Afrikaans Afrikaanse Amerikaans Amerikaanse Amerikaan Belg Belgen Belgisch Belgische Europees Europese Christelijk Christelijke
Katholiek Katholieke Islamitisch Joods Joodse Roma Sinti Berber Berbers Koerdisch Koerdische Koerden Afghaans Afghaanse Somalisch
Somalische Eritrees Eritrese Eritreeër Perzisch Iraans Iraanse Iraakse Grieks Griekse Bulgaars Bulgaarse Roemeens Roemeense Portugees
Portugese Hongaars Zweeds Deens Noors Iers Ierse Schots Schotse Brits Britse Latijn Dutch English German French Spanish Italian Turkish
Moroccan Polish Russian Ukrainian Syrian Arabic Arab Arabs Kurdish Indian Chinese Japanese American European British African Afghan
Somali Catholic Christian Muslim Jewish Dutchman Germans Americans Syrians Ukrainians Protestant Hindu Buddhist Portuguese Surinamese
Бог Боже Бога Богом Господи Господь Різдво Різдва Великдень Великодня Фейсбук Вайбер Ютуб Гугл Телеграм Вотсап Інстаграм Пасха Пасхи
Паска Біблія Миколая
"""
_WORDS_TOO = """
ben mien owen may morgan jasper jay max louis amber dien elke els jasmijn jet lies luna marina merel puck riet roos trees wil bas beer
ernst floor fleur job kas ken koos mark mees peer pier quint rust stan stijn storm taco ton toon wijs wout pat poppy lee eden iris kick
lieve linde lot madelief puk guy leen pol ward gust mart sep just lou lien senna lin trui fien bo jo mo bep nel suus ap ad ids con don
job abel rob tim dan will may art bill frank dean grace joy hope rose dawn faith sue ray drew chase jean lily ruby daisy ivy heather
olive april june summer autumn crystal robin dale glen cliff miles wade grant frost hunter mason carter page kelly victor norma nick
matt rich dick bob dot peg sandy sally tony josh mike herb harry jerry carol penny ginger gene earl duke norm colt stew bud buddy ace
max major angel destiny star sky sage reed jade pearl eve kay chance lance kitty brook brooke buck chip clay cole forest gale hank jay
jewel melody misty nova paris india china asia chelsea georgia jordan israel virginia carolina dakota london sydney florence troy milan
sienna vienna alma kent lincoln austin dallas jackson long young joy dan gay van der den mina vita dag mai dam bay can deniz umut melek
gül selma sultan надія надії надію надією надіє віра віри віру вірою вірі люба люби любу любою любо любов любові роман роману романом
романа слава лев марко рая раю раї поліна поліни ярина ярини оля олі олю олею ліка ліки ліку лікою дана дані дану даною дано яна яни мир
злата зоряна богдана шура ніка віта ян яну яном яни юра марті марта марти роки рома іра іри галя галі зоя зої яків ліза
"""
_NEVER = word_set("""
allen dan che kader divan beren peren server nazi salami bergen laze eise kick lot beste amine lieve guy che er al die das of les see
ten tel
""")

_PEOPLES = re.compile(
    r"(?:[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][\w-]+(?:aans|aanse|eens|eense|isch|ische|oons|oonse|ees|eze|ezen|ische|ish|ian|ians)|[A-ZÀ-ÞĆČŁŚŞŠŻŽİĞ][a-zà-ÿ-]+(?:dag|dagen|avond|nacht))"
)


@cache
def _towns() -> frozenset[str]:
    return frozenset(low(word) for word in f"{_TOWNS} {_LANDS}".split())


@cache
def _things() -> frozenset[str]:
    return frozenset(low(word) for word in _THINGS.split())


@cache
def _words_too() -> frozenset[str]:
    return frozenset(low(word) for word in _WORDS_TOO.split())


def is_town(word: str) -> bool:
    """Return whether a word names a town, a country or a region."""
    return low(word) in _towns()


def is_thing(word: str) -> bool:
    """Return whether a word with a capital names a thing: a brand, a feast, a language, a day."""
    return low(word) in _things() or bool(_PEOPLES.fullmatch(word))


def is_word_too(name: str) -> bool:
    """Return whether a first name is an ordinary word as well, such as *Roos*, *Will* or *Віра*."""
    return low(name) in _words_too()


def is_never_a_name(word: str) -> bool:
    """Return whether a word is on a list of first names somewhere, and is an ordinary word here."""
    return low(word) in _NEVER


def is_known_word(word: str, language: str) -> bool:
    """Return whether a word stands in the dictionary of a language (simplemma's), written in lower case."""
    import simplemma

    return bool(simplemma.is_known(word.casefold(), lang=language))

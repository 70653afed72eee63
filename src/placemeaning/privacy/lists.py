"""Our own lists of facts: names that the lists of Faker lack, above all short forms and the names of older people.

A name is followed by ``=`` and a letter where a whole line is not of one gender. Sources: general knowledge; no data set was copied.
"""

from __future__ import annotations

DUTCH_WOMEN = """
Anneloes Saar Truusje Roosmarijn Annefleur Liselotte Pleuntje Jinthe Fenne Lieve Nova Yuna Noé Julie Nora Elif Hailey Feline Lynn Maeve
Filou Guusje Fay Norah Shanti Shakira Chayenne Samantha Priscilla Sharon Melissa Kelly Wesley=n Jantina Harmke Hinke Sjoukje Tetje
Wietske Ymkje Bregje Dieuwke Aafke Baukje Aaltje Ada Adri Agaath Agnes Alie Alida Alies Aleida Amber Amy Anke Anna Annabel Anne
Annechien Annelies Annelou Annemarie Annemieke Annet Annette Annie Annika Anita Anja Anneke Anouk Ans Antje Antoinette Antonia Arianne
Aukje Babette Barbara Bea Beatrix Bep Beppie Bertha Betsie Betsy Betty Bianca Bibi Carla Carlijn Carolien Caroline Carola Cato Chantal
Charlotte Chris Christa Christel Christien Christina Cisca Claire Claudia Coby Conny Cora Corrie Corry Dana Daniëlle Danielle Danique
Daphne Debbie Demi Denise Diana Dien Dieuwertje Dina Dineke Dora Doortje Doutzen Edith Eefje Elin Eline Elisabeth Elise Elke Ella Ellen
Ellie Elly Elma Els Elsbeth Else Elsje Emma Emmy Esmee Esther Eva Evelien Eveline Evi Femke Fenna Fenne Fien Fieke Fleur Floor Floortje
Francien Francis Franka Froukje Gea Geertje Geertruida Gerda Gerdien Gerrie Gerry Gesina Gina Gon Gonda Greet Greetje Greta Guusje Hanna
Hannah Hanneke Hannie Harriët Heidi Heleen Helena Helga Henny Hennie Hendrika Hermien Hester Hetty Hilde Hilda Hillie Ida Ilona Ilse Ina
Indy Ineke Inge Ingeborg Ingrid Irene Irma Isa Isabel Isabelle Ivonne Jacobien Jacoba Jacqueline Janneke Jannie Janny Janske Jansje
Jantien Jantje Jasmijn Jeanet Jeanette Jeanne Jelske Jenny Jessica Jet Jetske Jetty Jikke Jip=n Jitske Jo=n Johanna Joke Jolanda Jolande
Jolien Jolijn Jopie Josephine Josien Judith Julia Juliette Justine Kaatje Kaat Karen Karin Karlijn Katinka Katja Katrien Kim Kirsten
Klaartje Lara Laura Lauren Leentje Leida Leny Leontien Lia Lianne Lidewij Lidy Lien Lies Liesbeth Lieke Lieneke Liesje Lin Linda Lisa
Lisanne Lisette Liv Livia Lize Loes Lonneke Lotje Lotte Lotta Louise Lucie Lucy Luna Maaike Maartje Mandy Manon Margje Margo Margot
Margreet Margriet Maria Marian Marianne Marie Mariëlle Marieke Marij Marija Marijke Marijn=n Marina Mariska Marit Marja Marjan Marjo
Marjolein Marjolijn Marleen Marloes Martha Martine Marlies Mathilde Maud Maya Meike Meta Merel Mia Michelle Mieke Mien Mientje Miep Miek
Mila Milou Minke Mirjam Miranda Mirthe Moniek Monique Myrthe Nadine Naomi Natasja Nelleke Nel Nellie Nelly Neeltje Nicole Nicolette
Nienke Nina Noa Noor Noortje Odette Olga Paula Pauline Petra Pien Puck Quirine Rachel Rebecca Regina Reina Renate Renske Ria Riek Rieke
Rieki Riet Rietje Rika Rikie Rineke Rita Roelie Roelien Romy Roos Roosje Rosa Rosalie Rosalinde Ruth Sandra Sanne Sara Sarah Saskia Sien
Sientje Sietske Silvia Simone Sjaan Sjaantje Sofie Sonja Sophie Stefanie Stella Stephanie Sterre Stien Stientje Sylvia Suus Suze Suzan
Suzanne Tamara Tanja Tess Tessa Teuntje Thea Thera Theresia Tiny Tilly Tina Tine Tineke Tirza Titia Toos Tonia Tonnie=n Toosje Tonny=n
Tooske Trees Treesje Trijntje Trudy Trui Truus Truusje Ursula Valerie Vera Veerle Veronique Vivian Wendy Wies Wiesje Wil=n Wilhelmina
Willeke Willemien Willemijn Willie=n Willy=n Wilma Wina Wineke Xandra Yara Yolanda Yvette Yvonne Zoë Zoe
"""
DUTCH_MEN = """
Jannes Geertjan Gerlach Harmjan Hermanus Hilbert Jochum Johan Jilles Lubbert Marten Meindert Nanne Oene Pelle Riemer Sipke Tamme Teake
Wiard Wytse Ype Joeke Dylano Jayden Dylan Liam Luca Milo Mick Boaz Jelte Siem Jurre Ties Vince Tygo Owen Thijmen Dani Kick Jax Lenn Otis
Mohamed Rayan Zayn Aad Aart Abel Abraham Ad Adriaan Albert Alex Alexander Alfons Alwin André Andries Anton Antoon Antonie Ap Arend Arie
Arjan Arjen Arno Arnold Arthur Auke Bart Bartje Bas Bastiaan Bauke Ben Benno Berend Bernard Bert Bertus Bjorn Björn Bo=n Boudewijn Bob
Bram Brent Camiel Carel Cas Cees Christiaan Christian Clemens Coen Con Cor Cornelis Cornelius Daan Damian Dave David Dennis Dick
Diederik Dion Dirk Dolf Don Douwe Dries Driek Duco Eddy Edgar Eduard Edward Edwin Eelco Eelke Egbert Eise Elmer Emiel Eric Erik Ernst
Erwin Evert Ewout Fabian Ferdinand Ferry Finn Floris Fokke Folkert Frank Frans Franciscus Fred Freddy Frederik Freek Frits Gerard
Gerardus Gerben Gerbrand Gerlof Gerrit Gerritjan Gert Gijs Gijsbert Gilles Giel Govert Grad Gradje Gradus Guido Guus Hans Harm Harmen
Harold Harrie Harry Hein Heinz Henk Henkie Hendrik Henri Henry Herman Hessel Hidde Hubert Hugo Huub Ids Ivo Jaap Jaco Jacob Jacques
Jakob Jan Janus Jarno Jasper Jaydon Jelle Jelmer Jens Jeroen Jesse Jeffrey Jim Jimmy Job Jochem Joep Joeri Johan Johannes John Johnny
Jonas Jonathan Joop Joost Jordi Jordy Joris Jorn Jorrit Jos Josef Jozef Julian Jules=n Jurgen Jurre Jurriaan Just Kai Karel Kars Kas
Kees Keimpe Ken Kevin Klaas Klaus Koen Koos Koert Kobus Lambert Lambertus Lammert Lars Laurens Leendert Lennart Leo Leon Leonard Levi
Lex Lieuwe Loek Lodewijk Lou Louis Lowie Luc Lucas Ludo Luuk Lukas Maarten Manus Marc Marcel Marco Marinus Mario Mark Markus Marnix
Martijn Martin Martinus Mats Matthijs Mathijs Matthias Maurice Maurits Max Mees Melle Menno Michael Michel Michiel Mike Milan Mitch
Morris Nick Nico Nicolaas Niek Niels Noah Noud Olaf Olivier Onno Otto Pascal Patrick Paul Peer Pepijn Perry Peter Petrus Philip Pier
Piet Pieter Pietje Pim Pip=n Quinten Quint Ralf Ralph Ramon Reinder Reinier Reinout Remco Remy René Rene Rens Reinoud Richard Rick Rien
Rik Rinus Rob Robbert Robert Robin=n Roderick Roel Roelof Rogier Roland Rolf Roy Ronald Ron Ronnie Rowan Ruben Rudi Rudolf Rudy Ruud
Ruurd Ryan Sam=n Sander Sebastiaan Sem Seppe Siebe Siebren Siem Sietse Simon Sjaak Sjang Sjef Sjeng Sjoerd Sjors Stan Stef Stefan Steven
Stijn Sven Sybren Sybe Sytse Taco Teun Teunis Theo Theodoor Thies Thijmen Thijn Thijs Thomas Tibor Tiede Tijmen Tijn Tijs Tim Timo Tinus
Tjeerd Tjerk Tobias Tom Ton Toon Toine Twan Victor Vincent Wessel Wibe Wiebe Wiebren Wietse Wijnand Wilbert Wilco Wilfried Willem
Willibrord Wim Wimke Wimpie Wolter Wout Wouter Wubbe Xander Yannick Youri Yves Zeger Dirk-Jan Evert-Jan Gert-Jan Jan-Willem Jan-Peter
Klaas-Jan Jan-Kees Pieter-Jan Geert-Jan Geert Bertie Hennie=n Huib Jorik Corné Bennie Benny
"""
ARABIC_WOMEN = """
Aïcha Aicha Aisha Aya Amal Amina Amira Anissa Asma Assia Aziza Bouchra Btissam Chaima Dalal Dina Dounia Esra Fadma Fadoua Farah Farida
Faten Fatiha Fatima Fatma Fatna Fouzia Ghizlane Hafida Hafsa Hajar Hala Halima Hanan Hanane Hasna Hayat Hiba Houda Iman Imane Ikram
Ilham Jamila Kaoutar Karima Khadija Khadra Laila Layla Leila Lamia Latifa Loubna Malika Mariam Maryam Mina Mouna Nadia Naima Najat Najla
Nawal Nermin Noura Nour Nora Oumaima Rabia Rachida Rania Rasha Reem Rim Rima Saida Saïda Salma Samia Samira Sana Sanae Sawsan Siham
Soraya Souad Soumaya Sumaya Wafa Warda Yasmin Yasmina Yousra Zahra Zainab Zeinab Zineb Zohra Zoubida Hodan Hawa Faduma Ifrah Sahra Ubah
Selam Saba Senait Mebrat Feven Helen Luwam Rahel Bethlehem Eden Shirin Parisa Maryam Zahra Shabnam Fereshteh Nasrin Zeynab Rojda Berivan
Amara Priya Sunita Anjali
"""
ARABIC_MEN = """
Abdel Abdelkader Abdelaziz Abdelhak Abdelkarim Abdellah Abderrahim Abdi Abdul Abdullah Abdullahi Abdou Achmed Adam Adil Adnan Ahmad
Ahmed Aiman Ali Amin Amine Anas Anass Anouar Ashraf Ayman Ayoub Aziz Bader Basel Bassam Bilal Brahim Chakib Driss Elias Fadi Faisal
Farid Fatih Fouad Ghassan Habib Hakim Hamid Hamza Hassan Hasan Hicham Houssein Hussein Ibrahim Idris Ilias Ilyas Imad Imran Ismaël
Ismail Issam Jamal Jawad Kamal Karim Khaled Khalid Lahcen Lamar=n Mahmoud Mahmud Majid Malik Marwan Mehdi Miloud Mimoun Mo Mohamad
Mohamed Mohammed Mohammad Mostafa Mounir Mourad Muhammad Mustafa Mustapha Nabil Nasser Nizar Nordin Noureddine Omar Osama Othman Rachid
Rami Reda Redouan Rida Riad Said Saïd Salah Salim Sami Samir Sofian Soufiane Tarek Tarik Wael Walid Yahya Yassin Yassine Younes Younis
Youssef Yousef Yusuf Zakaria Ziad Zouhair Yonas Samuel Tesfay Filmon Berhane Haile Dawit Mehari Farhad Reza Hamed Javad Mehran Behrouz
Rostam Aram Dilan=n Azad Clyde
"""
TURKISH_WOMEN = """
Ayşe Ayse Aylin Aysel Aysun Aynur Betül Büşra Busra Canan Ceren Cemile Derya Deniz=n Dilek Ebru Elif Emel Emine Esen Esma Esra Fatma
Filiz Gül Gülay Gulay Gülsüm Gulsum Gülten Hacer Hanife Hatice Havva Hülya Hulya Kübra Kubra Leyla Melek Melike Meryem Merve Nazli
Nermin Nesrin Nevin Nuray Nurcan Özlem Ozlem Pinar Rukiye Sibel Selma Semra Serap Sevda Sevgi Sevim Songül Songul Sultan Şenay Tülay
Yasemin Yeliz Zehra Zeynep Zübeyde
"""
TURKISH_MEN = """
Abdurrahman Ahmet Arda Baris Burak Bülent Cem Cemal Cengiz Efe Emre Enes Ercan Erdal Erdem Erkan Erol Fatih Ferhat Furkan Gökhan Gokhan
Hakan Halil Hasan Hüseyin Huseyin Ibrahim İbrahim Ismet Kadir Kemal Kenan Kerem Levent Mehmet Mert Metin Murat Mustafa Necati Okan Onur
Orhan Osman Ömer Omer Özgür Ramazan Recep Salih Selim Selçuk Serdar Serkan Sinan Suat Süleyman Tamer Tolga Turgut Ufuk Umut Volkan Yasar
Yavuz Yilmaz Yunus Yusuf
"""
POLISH_WOMEN = """
Agnieszka Aleksandra Aneta Barbara Beata Bożena Danuta Dorota Ewa Grażyna Halina Hanna Iwona Jadwiga Joanna Jolanta Justyna Kasia
Katarzyna Kinga Krystyna Magda Magdalena Małgorzata Malgorzata Marta Marzena Monika Natalia Paulina Renata Sylwia Teresa Urszula Wanda
Wioletta Zofia Zuzanna
"""
POLISH_MEN = """
Adam Andrzej Arkadiusz Bartosz Bogdan Damian Darek Dariusz Grzegorz Jacek Jakub Janusz Jarek Jarosław Jerzy Kamil Krzysztof Łukasz
Lukasz Maciej Marcin Marek Mariusz Mateusz Michał Michal Paweł Pawel Piotr Przemek Radek Robert Sławomir Stanisław Szymon Tomasz
Wojciech Zbigniew
"""
HINDUSTANI_WOMEN = """
Aarti Anita Anju Asha Bhagwatie Chandra Devika Dewi Farisha Gita Indra Jasodra Kavita Lalita Meena Nisha Pooja Premila Radha Rekha Reshma
Roshni Sandhya Sarita Savita Shanta Sharda Sita Soerodj Soenita Sushila Usha Varsha Vidya
"""
HINDUSTANI_MEN = """
Amrish Anand Anil Arjun Ashok Deepak Dinesh Djaienti Ganesh Gopal Harish Jagdish Kishan Krishna Mahesh Manoj Mohan Mukesh Naresh Radjesh
Radjen Rajesh Rajiv Rakesh Ramesh Ravi Sandeep Sanjay Satish Soerin Soeresh Sunil Suresh Vijay Vikram Vinod Vishal
"""
VIETNAMESE_CHINESE = """
Anh Hien Hung Huong Linh Minh Nhung Phuong Quang Thanh Thao Thuy Trang Tuan Xuan Jing Ming Qiang Xiao Yan Ying Yong
"""
LATIN_UKRAINIAN_WOMEN = """
Anastasia Anastasiia Daryna Halyna Hanna Inna Iryna Kateryna Khrystyna Lesia Lidia Liudmyla Ljudmyla Luba Lyuba Lyudmyla Marianna Mariia
Mariya Nadiia Natalia Nataliia Natalya Nina Oksana Olena Olga Olha Oleksandra Polina Raisa Snizhana Sofiia Svitlana Tamara Tetiana
Tetyana Tatiana Uliana Valentyna Vira Viktoriia Yana Yuliia Yulia Zhanna Zoya
"""
LATIN_UKRAINIAN_MEN = """
Anatolii Andrii Andriy Artem Bohdan Borys Danylo Dmytro Hryhorii Ihor Ivan Kostiantyn Maksym Mykhailo Mykola Mykyta Nazar Oleg Oleh
Oleksandr Oleksii Oleksiy Ostap Pavlo Petro Roman Ruslan Serhii Serhiy Stepan Taras Tymofii Vadym Valerii Vasyl Viktor Vitalii Vitaliy
Volodymyr Vladyslav Yaroslav Yevhen Yurii Yuriy
"""
ENGLISH_WOMEN = """
Grace Joy Hope Faith Rose Dawn June April May Daisy Ivy Olive Hazel Violet Heather Holly Dolores Gloria Marjory Muriel Nora Norah Winnie
Nell Priscilla Rosalind Siobhan Aoife Niamh Ciara Bronwen Sian Morag Isobel Imogen Harriet Beatrice Matilda Mabel Hilda Agnes Ada Iris
Pearl Ruby Jade Amber Crystal Robin=n Abigail Alice Amelia Amy Angela Anne Annie Ava Barbara Betty Beth Brenda Carol Catherine Charlotte
Chloe Christine Claire Debbie Deborah Donna Doreen Doris Dorothy Edna Eileen Eleanor Elizabeth Ella Ellie Elsie Emily Emma Ethel Evelyn
Fiona Florence Freya Gemma Georgia Gillian Gladys Hannah Heather Helen Irene Isabella Isla Jackie Jacqueline Jane Janet Janice Jean
Jennifer Jessica Jill Joan Joanne Joyce Judith Judy Julie June Karen Kate Kathleen Katie Kelly Kimberly Laura Lauren Lesley Lily Linda
Lisa Lorraine Louise Lucy Lynn Maggie Mandy Margaret Maria Marion Marjorie Mary Maureen Megan Mia Michelle Mildred Molly Nancy Natalie
Nicola Norma Olivia Pamela Pat=n Patricia Paula Pauline Peggy Phoebe Phyllis Poppy Rachel Rebecca Ruby Ruth Sally Samantha Sandra Sarah
Sharon Sheila Shirley Sophia Sophie Stephanie Sue Susan Sylvia Teresa Tracey Tracy Vera Veronica Victoria Vivien Wendy Winifred Yvonne
Zoe Bev Chelle Deb Denny Fran Gwenda Jacqui Jen Jo Josie Kath Lou Maddie Maeve Marge Pam Pauline Shaz Shirl Tash Trish Trudie
Viv
"""
ENGLISH_MEN = """
Will Mark Frank Dean Glen Grant Miles Jay Max Nathaniel Alistair Angus Archie Cecil Clifford Cyril Elliot Errol Ewan Fergus Finlay
Hamish Hector Hugo Iain Jasper Karl Laurence Leroy Lionel Louis Lloyd Mohammad Morgan=n Ned Owen Percy Rory Rupert Seamus Stewart Trevor
Wilfred Winston Aaron Adam Alan Albert Alexander Alfie Alfred Andrew Andy Anthony Arthur Barry Ben Benjamin Bernard Bill Billy Bob Brian
Bruce Callum Cameron Carl Charles Charlie=n Chris=n Christopher Clive Colin Connor Craig Daniel Darren Dave David Dean Declan Dennis
Derek Desmond Dominic Donald Douglas Duncan Edward Eric Ernest Ethan Francis Frank Fred Gareth Gary Gavin Geoff Geoffrey George Gerald
Gordon Graham Greg Harold Harry Henry Howard Hugh Ian Isaac Jack Jacob Jake James Jamie=n Jason Jeff Jeremy Jim Jimmy Joe Joel John
Jonathan Joseph Josh Joshua Keith Ken Kenneth Kevin Kieran Kyle Lawrence Lee Leonard Leslie Lewis Liam Luke Malcolm Marcus Mark Martin
Matt Matthew Maurice Michael Mick Mike Mohammed Nathan Neil Nicholas Nigel Noah Norman Oliver Oscar Patrick Paul Peter Philip Ralph
Raymond Reg Rhys Richard Rob Robert Robin=n Rodney Roger Ronald Ron Ross Roy Russell Ryan Sam=n Samuel Scott Sean Sebastian Shane Sidney
Simon Stanley Stephen Steve Steven Stuart Ted Terence Terry Theo Thomas Tim Timothy Toby Tom Tony Tyler Victor Vincent Walter Wayne
William Zachary Alf Archie Baz Bert Burt Daz Ern Gaz Geoff Jez Kev Len Lenny Mitch Nev Nobby Perce Phil Sid Stu Trev Tyrone Vern
Vic Wilf
"""
UKRAINIAN_WOMEN = """
Аліна Алла Анастасія Ангеліна Анна Антоніна Богдана Валентина Валерія Варвара Василина Віка Віра Вікторія Віолета Галина Галя Ганна Дана
Дарина Дарія Даша Діана Ева Евеліна Емілія Євгенія Єва Єлизавета Жанна Зінаїда Злата Зоя Зоряна Іванна Інна Ірина Іра Іринка Катерина
Катя Катруся Кіра Клавдія Ксенія Лариса Леся Лідія Ліза Лілія Люба Любов Людмила Люда Люся Магда Марина Маргарита Марта Мар'яна Марія
Марічка Мирослава Надія Надя Наталія Наталка Наталя Наташа Настя Неля Ніна Оксана Олена Оленка Олександра Олеся Ольга Оля Поліна Рая
Раїса Роксолана Рената Римма Руслана Саша=n Світлана Світлана Свєта Соломія Софія Стефанія Сніжана Таїсія Тамара Таня Тетяна Уляна
Христина Юлія Юля Яна Ярина Ярослава Вілма Аннеке Анке Гелена Ганнеке Марійке Петра Карін
Зіна Мотря Рита Нюра Параска Одарка Явдоха Килина Мокрина Єфросинія Фросина Маруся Ліда Люся Тетянка Олеся Тася Віталіна Мілана Ася Лєра Лора
"""
UKRAINIAN_MEN = """
Андрій Анатолій Антон Арсен Артем Артур Богдан Борис Вадим Валентин Валерій Василь Віктор Віталій Влад Владислав Володимир Вова
В'ячеслав Геннадій Георгій Гліб Григорій Данило Денис Дмитро Діма Едуард Ернест Євген Захар Зеновій Іван Ігор Ілля Йосип Кирило
Костянтин Костя Лев Леонід Любомир Максим Макар Марко Мартин Матвій Микита Микола Мирон Мирослав Михайло Назар Назарій Олег Олександр
Олексій Олесь Орест Остап Павло Петро Пилип Роман Ростислав Руслан Святослав Семен Сергій Сергійко Степан Станіслав Тарас Тимофій Тимур
Трохим Федір Юрій Юра Юрко Яків Ян Ярема Яремко Ярослав Геррі Ян Піт Віллем Кес Генк Йоган Панас Опанас Гнат Хома Кузьма Лука Юхим Сава Прокіп Онисим Тихін Вася Коля Толя Міша Діма Паша Гриша Льоня
"""

UNISEX = "Robin Sam Noa Charlie Kim Lou Alex Dani Jamie Senna Jackie Bobbie Quinn Sascha Luca Jules Merijn Marijn Jona Mika Rowan Sidney Toni Vinnie"
UNISEX_UKRAINIAN = "Саша Женя Валя Славко Микитка Сашко Шура Юрась Янко Тоня Стася Ліка Ніка Лера Мирка Зінька Дарка Стефко"
DUTCH_SURNAMES = """
Aalbers Abbink Beekman Blokland Boersma Bosman Brandsma Broekhuis Claassen Dekkers Donker Doornbos Eikelboom Elberse Feenstra Fokkink
Geelen Goossens Haverkamp Heuvelink Hofstede Huisman Jaspers Kamphuis Klaver Kloosterman Kuipers Lansink Leeflang Meulenbelt Nagelhout
Nijboer Oosterhof Oudshoorn Peeters Pietersma Postma Rademaker Reinders Roelofs Schipper Schouten Slagter Spijkerman Stegeman Terlouw
Tijhuis Uiterwijk Veldkamp Verbeek Vermeulen Visscher Vreeman Wagenaar Westra Wiersma Wijnands Zandstra Zonneveld
"""
UKRAINIAN_SURNAMES = "Бондаренко Гаврилюк Дорошенко Заремба Іваненко Коваленко Лисенко Мельничук Назаренко Онищенко Панченко Романюк Савченко Ткаченко Харченко Черненко"

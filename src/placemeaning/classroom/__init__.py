"""A class that codes: hand out material, collect what comes back, and mark it.

`plan` (pure) says who codes what, `packing` writes a folder or zip per student; they code in a notebook. `parcels` reads what
comes back, safely; `judging` (pure) says what of it can be trusted, `collecting` adds that to data/coded. `marking` (pure) compares
students with a key and with each other; `workbook` and `feedback` show it.
"""

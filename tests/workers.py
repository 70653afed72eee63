"""What other processes do in tests; a module of its own, so that they can import it on every system."""

import threading
from multiprocessing.connection import Connection

from placemeaning import open_project


def code_until_killed(folder: str, words: list[str], acks: Connection) -> None:
    """Code one word after the other and report each coding whose call returned."""
    project = open_project(folder)
    acks.send("ready")
    for number, word in enumerate(words):
        coding = project.code("lang", word, "relaxation", by="anna", memo=str(number))
        acks.send((coding.id, word))
    acks.send("done")


def import_until_killed(folder: str, files: str, acks: Connection) -> None:
    """Import a folder, and report each file before it is begun."""
    project = open_project(folder)
    acks.send("ready")
    project.import_files(files, progress=lambda number, total, name: acks.send(name))
    acks.send("done")


def code_some(folder: str, words: list[str], code: str, threads: int) -> None:
    """Code the words from several threads at once."""

    def work(mine: list[str]) -> None:
        project = open_project(folder)
        for word in mine:
            project.code("lang", word, code, by="anna", memo="ë😀" * 40)

    workers = [threading.Thread(target=work, args=(words[part::threads],)) for part in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

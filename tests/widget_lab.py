"""A real JupyterLab, or Jupyter Notebook 7, on a study with notebooks in it, for tests that do what a person does."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

TOKEN = "test"
SOURCE = Path(__file__).parents[1] / "src"


class Lab:
    """A JupyterLab server in its own folder; `open` shows a notebook of it in a browser. `app` may be ``notebook``: Jupyter Notebook 7."""

    def __init__(self, root, app="jupyterlab"):
        self.root, self.home, self.app = Path(root), Path(root) / ".jupyter-home", app
        settings = self.home / "config/labconfig"
        settings.mkdir(parents=True)
        quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
        (settings / "page_config.json").write_text(json.dumps(quiet), "utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(self.home / "log", "wb")
        self.server = subprocess.Popen(
            self._command(), env=self._environment(), stdout=self.log, stderr=self.log, cwd=root, start_new_session=True
        )

    def _command(self):
        options = [
            "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
            f"--ServerApp.root_dir={self.root}", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly", "--expose-app-in-browser",
        ]  # fmt: skip
        return [sys.executable, "-m", self.app, *options]

    def _environment(self):
        places = {f"JUPYTER_{name}_DIR": str(self.home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        path = os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))
        return os.environ | places | {"IPYTHONDIR": str(self.home / "ipython"), "PYTHONPATH": path, "JUPYTER_PREFER_ENV_PATH": "1"}

    def wait(self, seconds=90):
        """Wait until the server answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api?token={TOKEN}", timeout=2):
                return self
            if self.server.poll() is not None:
                break
            time.sleep(0.2)
        raise AssertionError(f"JupyterLab did not start:\n{(self.home / 'log').read_text('utf-8', 'replace')[-2000:]}")

    def notebook(self, name, *cells):
        """Write a notebook with these cells."""
        made = [
            {"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
            for i, text in enumerate(cells)
        ]
        about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        (self.root / name).write_text(json.dumps({"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}), "utf-8")

    def open(self, page, name):
        """Show a notebook and wait until its kernel is ready."""
        place = f"lab/tree/{name}?reset&" if self.app == "jupyterlab" else f"notebooks/{name}?"
        page.goto(f"http://127.0.0.1:{self.port}/{place}token={TOKEN}", timeout=60_000)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        self.idle(page)

    def idle(self, page, seconds=60):
        """Wait until the kernel is there and has nothing to do."""
        end = time.monotonic() + seconds
        while page.evaluate("globalThis.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status ?? null") != "idle":
            assert time.monotonic() < end, "the kernel is not idle"
            page.wait_for_timeout(100)

    def run(self, page, cell=0):
        """Run a cell, and wait until it has run."""
        found = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell").nth(cell)
        found.locator(".jp-InputArea-editor").click()
        found.locator(".cm-focused").wait_for()
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(100)
        self.idle(page)

    def restart(self, page):
        """Restart the kernel from JupyterLab's menu."""
        page.evaluate("() => { jupyterapp.commands.execute('kernelmenu:restart'); }")
        page.locator(".jp-Dialog .jp-mod-accept").click()
        page.wait_for_timeout(300)
        self.idle(page)

    def command(self, page, name, **arguments):
        """Carry out one of JupyterLab's own commands."""
        page.evaluate("([name, given]) => { jupyterapp.commands.execute(name, given); }", [name, arguments])

    def kernels(self):
        """Return what the server says about its kernels."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/kernels?token={TOKEN}", timeout=10) as answer:
            return json.load(answer)

    def close(self):
        """Stop the server and its kernels."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.server.pid, signal.SIGTERM)
        try:
            self.server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

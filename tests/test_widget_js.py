"""The logic of the page: node's own test runner on the modules, as they are."""

import os
import shutil
import subprocess

import pytest

from paths import ROOT

MISSING = "this test needs Node 20 or later: install it (apt-get install nodejs)"


def test_the_logic_of_the_page():
    node = shutil.which("node")
    if node is None:
        pytest.fail(MISSING) if os.environ.get("CI") else pytest.skip(MISSING)
    done = subprocess.run([node, "--test", "tests/js/logic.test.mjs"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:]

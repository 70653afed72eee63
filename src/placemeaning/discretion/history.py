"""What git still knows: names that were in files of an earlier commit are in the history until it is rewritten."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from placemeaning.folder import Folder


def in_git(folder: Folder, paths: Sequence[str]) -> str:
    """Return a sentence about the commits in which some files or folders of the study were; empty where there is no repository."""
    found = commits(folder, paths)
    if found is None:
        return ""
    if not found:
        return "The git history holds none of these files."
    several = "1 commit" if len(found) == 1 else f"{len(found)} commits"
    return (
        f"The git history still holds them: {several} from {found[-1]} to {found[0]}, here and in every copy that was pushed or cloned. "
        "To take them out: git filter-repo --invert-paths "
        + " ".join(f"--path {path}" for path in paths)
        + ", then push with --force and ask "
        "everybody to clone anew; or keep the repository closed."
    )


def commits(folder: Folder, paths: Sequence[str]) -> list[str] | None:
    """Return the commits that touched some paths, the last first; None where the study is no git repository or git is missing."""
    command = ["git", "-C", str(folder.root), "log", "--all", "--format=%h", "--", *paths]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.split() if done.returncode == 0 else None

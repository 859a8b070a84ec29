"""A data folder is shared by those who serve from it, and had alone by whoever makes it anew."""

import subprocess
import sys
from pathlib import Path

import pytest

from lockgate.core.errors import NotPossibleNow
from lockgate.core.folder_lock import alone, shared

HOLD = """
import sys
from pathlib import Path
from lockgate.core.folder_lock import {how}
with {how}(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_several_share_a_folder_and_none_has_it_alone_meanwhile(tmp_path: Path) -> None:
    with shared(tmp_path), shared(tmp_path), pytest.raises(NotPossibleNow, match="is in use"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_nobody_uses_a_folder_that_is_made_anew(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(NotPossibleNow, match="made anew"), shared(tmp_path):
        pass


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD.format(how="shared"), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(NotPossibleNow), alone(tmp_path):
            pass
        holder.kill()
    with alone(tmp_path):
        pass

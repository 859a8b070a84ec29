"""The scripts of tools/ are no installed package: these tests import them from the root of the repository."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

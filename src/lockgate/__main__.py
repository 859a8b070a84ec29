"""The `lockgate` command as `python -m lockgate`."""

import sys

from lockgate.cli import main

if __name__ == "__main__":
    sys.exit(main())

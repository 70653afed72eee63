"""``python -m placemeaning`` is the command ``placemeaning``."""

import sys

from placemeaning.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""`avtal` and `python -m avtal`: start the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run avtal. Who interrupts it while it is still being loaded gets a sentence too."""
    try:
        from avtal.cli.app import main as run
    except KeyboardInterrupt:
        sys.stderr.write("fel: avbrutet; inget är halvskrivet\n")
        sys.exit(2)
    run()


if __name__ == "__main__":
    main()

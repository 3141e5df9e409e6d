"""`avtal` and `python -m avtal`: start the command line."""

from __future__ import annotations

import sys

from avtal.tuning import collect_seldom, leave_at_once


def main() -> None:
    """Run avtal. Who interrupts it while it is still being loaded gets a sentence too."""
    collect_seldom()
    try:
        from avtal.cli.app import main as run
    except KeyboardInterrupt:
        sys.stderr.write("fel: avbrutet; inget är halvskrivet\n")
        sys.exit(2)
    try:
        run()
    finally:
        leave_at_once()


if __name__ == "__main__":
    main()

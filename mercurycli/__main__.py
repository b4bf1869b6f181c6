"""The way in, of ``dcode`` and of ``python -m mercurycli``."""

import sys


def main() -> None:
    try:
        from .exits import leave_with

        leave_with(command)
    except KeyboardInterrupt:  # Ctrl-C before anything has begun
        sys.exit(130)


def command() -> None:
    from .commands.glance import all_healthy

    if not all_healthy(sys.argv[1:]):
        from .cli import app

        app()


if __name__ == "__main__":
    main()

"""The way in, of ``dcode`` and of ``python -m mercurycli``.

What is begun most, a look at healthy files and a session, does not wait for the parser of the command line (cli.py): loading it
takes as long as all else together.
"""

import os
import sys

SESSION = ([], ["-c"], ["--continue"])


def main() -> None:
    try:
        from .exits import leave_with

        leave_with(command)
    except KeyboardInterrupt:  # Ctrl-C before anything has begun
        sys.exit(130)


def command() -> None:
    from .commands.glance import all_healthy

    words = sys.argv[1:]
    if all_healthy(words):
        return
    if words in SESSION and not completing():
        from .repl.terminal import somebody_there

        if somebody_there():
            from .commands.repl import ReplOptions, run
            from .settings.load import configured

            sys.exit(run(ReplOptions(configured(), resume=bool(words))))
    from .cli import app

    app()


def completing() -> bool:
    """Whether it is the shell that asks, how a line may go on: it does so without any word, too."""
    return any(name.endswith("_COMPLETE") for name in os.environ)


if __name__ == "__main__":
    main()

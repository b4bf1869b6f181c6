"""``python -m mercurycli`` is ``dcode``."""

from .cli import main

main()

"""``python -m mercurycli`` is ``dcode``."""

import sys

try:
    from .cli import main
except KeyboardInterrupt:  # Ctrl-C before anything has begun
    sys.exit(130)

main()

"""A proposal in the user's own editor: what is saved there is proposed instead, once it is proved to do no harm."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from ..errors import RefusedError, UsageError
from ..source.disk import read_at_most
from ..source.document import LARGEST, Document
from ..source.patch import Patch, whole_patch

UNCHANGED = "what was proposed before still stands"


def edited(patch: Patch) -> Patch:
    """The file as the user leaves it in ``$VISUAL`` or ``$EDITOR``; RefusedError where it parses worse than what was proposed."""
    document = patch.document
    with tempfile.TemporaryDirectory(prefix="dcode-edit-") as folder:
        copy = Path(folder, (document.path or Path(f"proposal{document.language.suffixes[0]}")).name)
        copy.write_bytes(patch.raw)
        call_editor(copy)
        try:
            data = read_at_most(copy, LARGEST + 1)
        except OSError as error:
            raise UsageError(f"cannot read what the editor left: {error.strerror}", hint=UNCHANGED) from None
    mine = Document.from_bytes(data, document.language, document.path)
    if (mine.encoding, mine.bom) != (document.encoding, document.bom):
        raise RefusedError(f"the editor saved {mine.encoding} instead of {document.encoding}", hint=UNCHANGED)
    whole_patch(patch.prove(), mine.text).prove()
    return whole_patch(document, mine.text)


def call_editor(path: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.run([*shlex.split(command), str(path)], stdout=2, check=False).returncode
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"cannot start the editor {command}: {cause}", hint="name another in the variable EDITOR") from None
    if code:
        raise UsageError(f"the editor {command} ended with exit code {code}", hint=UNCHANGED)

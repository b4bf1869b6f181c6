"""Whatever the file is like and whatever happens to it meanwhile, ``dcode fix`` changes its one colon or nothing."""

import codecs
import os
import stat
from pathlib import Path

import pytest
from broken_files import KINDS, mechanic
from mechanic import GCD, MENDED, Mechanic
from typed_replies import never
from workshop import opens

from mercurycli.commands import fix, mending
from mercurycli.commands.fix import FixOptions
from mercurycli.errors import RefusedError, UsageError
from mercurycli.repair import Repair
from mercurycli.source.document import LARGEST
from mercurycli.source.patch import whole_patch
from mercurycli.source.undo import UndoStore


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_file_is_like_only_the_colon_comes_in(broken, kind):
    data = KINDS[kind]
    broken.write_bytes(data)
    assert fix.run(FixOptions((broken,), write=True)) == 0
    codec = "utf-16-le" if data[:2] == codecs.BOM_UTF16_LE else "utf-16-be" if data[:2] == codecs.BOM_UTF16_BE else "ascii"
    at = data.index("while b".encode(codec)) + len("while b".encode(codec))
    assert broken.read_bytes() == data[:at] + ":".encode(codec) + data[at:]
    UndoStore.open().undo(broken)
    assert broken.read_bytes() == data


@pytest.mark.parametrize("mode", [0o755, 0o600])
def test_a_link_and_the_mode_of_its_file_stay(broken, mode):
    broken.chmod(mode)
    link = broken.with_name("link.py")
    link.symlink_to("gcd.py")
    assert fix.run(FixOptions((link,), write=True)) == 0
    assert link.is_symlink() and broken.read_text() == MENDED
    assert stat.S_IMODE(broken.stat().st_mode) == mode
    UndoStore.open().undo(link)
    assert link.is_symlink() and broken.read_text() == GCD


def test_a_read_only_file_is_refused_before_the_model_is_asked(broken, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    broken.chmod(0o444)
    with pytest.raises(UsageError, match="read-only"):
        fix.run(FixOptions((broken,), write=True))
    monkeypatch.setattr(mending, "open_engine", lambda model, device: mechanic())
    assert fix.run(FixOptions((broken,), diff=True)) == 0  # which needs no leave to write


def test_a_read_only_folder_is_refused_before_the_model_is_asked(broken, monkeypatch):
    monkeypatch.setattr(mending, "open_engine", never)
    access = os.access  # whoever runs the tests may be root, who may everything
    monkeypatch.setattr(os, "access", lambda place, mode: place != broken.parent and access(place, mode))
    with pytest.raises(UsageError, match="no file can be made"):
        fix.run(FixOptions((broken,), write=True))


@pytest.mark.parametrize(
    ("data", "cause"),
    [(b"a = (\0\n", "binary"), (b"\n\n\na = (\xff\n", "not utf-8 text.*line 4"), (b" " * (LARGEST + 1), "too large")],
    ids=["binary", "no text", "very large"],
)
@pytest.mark.parametrize("options", [{"write": True}, {"check": True}, {"diff": True}])
def test_what_is_no_source_is_refused(broken, monkeypatch, data, cause, options):
    monkeypatch.setattr(mending, "open_engine", never)
    broken.write_bytes(data)
    with pytest.raises(RefusedError, match=cause) as caught:
        fix.run(FixOptions((broken,), **options))
    assert caught.value.hint and broken.read_bytes() == data


def test_when_the_disk_is_full_the_file_is_as_it_was(broken, monkeypatch):
    replace = os.replace

    def full(old, new):
        if Path(new) == broken:
            raise OSError(28, "No space left on device")
        replace(old, new)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UsageError, match="No space left"):
        fix.run(FixOptions((broken,), write=True))
    assert [(path.name, path.read_text()) for path in broken.parent.iterdir()] == [("gcd.py", GCD)]
    assert UndoStore.open().entries() == ()


def test_a_repair_after_which_it_parses_worse_is_never_written(broken, monkeypatch):
    """The job itself never offers one; if it did, it would be caught at the door."""
    monkeypatch.setattr(Repair, "patch", lambda self, end: whole_patch(self.document, GCD + "b = )\nc = ]\n"))
    with pytest.raises(RefusedError, match="parse worse"):
        fix.run(FixOptions((broken,), write=True))
    assert broken.read_text() == GCD


def test_tabs_in_front_of_lines_stay_tabs(broken, monkeypatch):
    before = GCD.replace("        ", "\t\t").replace("    ", "\t")
    opens(monkeypatch, Mechanic({"\n\twhile b": "\n\twhile b:"}))
    broken.write_text(before)
    assert fix.run(FixOptions((broken,), write=True)) == 0
    assert broken.read_text() == before.replace("while b\n", "while b:\n")

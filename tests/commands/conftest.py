"""Broken files in the current folder, and an engine that can mend them."""

import pytest
from broken_files import HOPELESS, mechanic
from mechanic import GCD
from workshop import file_here, opens


@pytest.fixture
def broken(tmp_path, monkeypatch):
    opens(monkeypatch, mechanic())
    return file_here(tmp_path, monkeypatch, "gcd.py", GCD)


@pytest.fixture
def several(broken):
    """Two files that can be mended, one that cannot, a healthy one, one that is binary."""
    broken.with_name("a.py").write_text("a = 1\n")
    broken.with_name("b.py").write_text(HOPELESS)
    broken.with_name("c.py").write_bytes(b"\0")
    (broken.parent / "deep").mkdir()
    (broken.parent / "deep" / "gcd.py").write_text(GCD)
    return broken.parent

"""``dcode fix --write``, all of it, on a disk that has less and less room: the file is the old or the new one, whole."""

import shutil
import subprocess

import pytest
from small_process import in_a_small_process

COMMON = """
import contextlib, io, resource, shutil

def said(told):
    return told.buffer.getvalue().decode()

def tried(place):
    "Whether it was mended; no byte of the file is lost either way."
    path = place / "x.py"
    os.environ["DCODE_STATE_DIR"] = str(place / "state")
    told = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stderr(told):
        try:
            mended = mend(path) == 0
        except DcodeError as error:
            mended = False
            print(error, error.hint, file=told)
    now = path.read_bytes()
    assert now == (MENDED if mended else BROKEN), (mended, now)
    assert mended or "File too large" in said(told) or "No space left" in said(told), said(told)
    assert [each.name for each in place.iterdir() if each.name not in ("state", "filler")] == ["x.py"], "something was left behind"
    return mended

def afterwards(place):
    "With room again, all works as if nothing had been."
    path, store = place / "x.py", UndoStore.open()
    if path.read_bytes() == BROKEN:
        assert mend(path) == 0 and path.read_bytes() == MENDED
    assert store.undo(path) and path.read_bytes() == BROKEN

def place(number):
    place = HERE / str(number)
    place.mkdir()
    (place / "x.py").write_bytes(BROKEN)
    return place

warm = place(-1)
assert tried(warm)  # what is imported on the way is imported
"""

FILES_CUT = """
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

size, mended = 0, False
while not mended:
    each = place(size)
    limit(size)
    mended = tried(each)
    limit(resource.RLIM_INFINITY)
    afterwards(each)
    size += 1 if size < 2 * len(MENDED) else 16
print(size)
"""

DISK_FULL = """
import mmap

def fill(place, left):
    "All room but ``left`` pages."
    with open(place / "filler", "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while file.write(bytes(mmap.PAGESIZE)):
                pass
        file.truncate(max(0, file.tell() - left * mmap.PAGESIZE))

shutil.rmtree(warm)
left, mended = 0, False
while not mended:
    each = place(left)
    fill(each, left)
    mended = tried(each)
    (each / "filler").unlink()
    afterwards(each)
    shutil.rmtree(each)
    left += 1
print(left)
"""


def test_cut_short_at_any_byte_of_any_file_nothing_is_lost(tmp_path):
    (tried,) = in_a_small_process(COMMON + FILES_CUT, tmp_path)
    assert int(tried) > 10  # it did fail, many times over, before it came through


def own_disks():
    """Whether this user may mount a small disk that nobody else sees."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not own_disks(), reason="needs a disk of its own: user namespaces")
def test_on_a_disk_with_any_number_of_pages_left_nothing_is_lost(tmp_path):
    before = ("unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=512k tmpfs "$0" && exec "$@"', str(tmp_path))
    (tried,) = in_a_small_process(COMMON + DISK_FULL, tmp_path, before)
    assert int(tried) > 3

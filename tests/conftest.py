"""What every test needs: what dcode remembers, it remembers in a folder that is thrown away."""

import os
import signal

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell starts what it puts in the background with Ctrl-C ignored, and so do some CI systems; the tests send it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def state_of_its_own(tmp_path_factory):
    """Also for the processes that tests start; the undo store of whoever runs them is left alone."""
    before = os.environ.get("DCODE_STATE_DIR")
    os.environ["DCODE_STATE_DIR"] = str(tmp_path_factory.mktemp("state"))
    yield
    if before is None:
        del os.environ["DCODE_STATE_DIR"]
    else:
        os.environ["DCODE_STATE_DIR"] = before

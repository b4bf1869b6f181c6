"""What every test needs: what dcode remembers, and what it is told to do, lies in folders that are thrown away.

Two runs are alike: properties are tried on the same examples each time; HYPOTHESIS_RANDOM=1 looks for new ones. The
networks of the tests are so small that a second thread only waits for the first, so torch is given one."""

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is imported; the processes that tests start take it over

# no test measures time, so neither does what tries the examples: on a busy machine that fails for nothing
settings.register_profile("alike", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("random", derandomize=False, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("random" if os.environ.get("HYPOTHESIS_RANDOM") == "1" else "alike")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell starts what it puts in the background with Ctrl-C ignored, and so do some CI systems; the tests send it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def state_of_its_own(tmp_path_factory):
    """Also for the processes that tests start; the undo store of whoever runs them is left alone."""
    own = {"DCODE_STATE_DIR": str(tmp_path_factory.mktemp("state")), "DCODE_CONFIG": str(tmp_path_factory.mktemp("config") / "config.toml")}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value

"""Runs a job in forked children and kills each with SIGKILL one system call later than the one before it.

To be run in a small process of its own: a fork of one that holds threads may hang.
"""

import os
import signal
import sys

SYSTEM = ("posix", "io", "_io", "fcntl")
# These change nothing on the disk, so to die before them is to die before the next that does.
ONLY_LOOK = ("fspath", "stat", "lstat", "readlink", "getcwd", "geteuid", "scandir", "listdir", "read", "fileno", "access", "urandom")


def is_system_call(function):
    """Every door to the kernel that the interpreter has: functions of these modules, and the methods of open files."""
    if function.__name__ in ONLY_LOOK:
        return False
    return getattr(function, "__module__", None) in SYSTEM or type(getattr(function, "__self__", None)).__module__ in SYSTEM


def die_before(number, job):
    """Runs the job, but not beyond its system call of that number, from 0. Never returns."""
    left = number

    def watch(frame, event, function):
        nonlocal left
        if event == "c_call" and is_system_call(function):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    code = 1
    try:
        sys.setprofile(watch)
        job()
        sys.setprofile(None)
        code = 0
    finally:
        os._exit(code)


def killed_everywhere(prepare, job, verify):
    """``prepare(n)`` makes the place of the n-th try, ``job(place)`` is killed in it, ``verify(place)`` looks at it.

    Returns how many system calls the job has; ends when a try has come through.
    """
    number = 0
    while True:
        place = prepare(number)
        child = os.fork()
        if child == 0:
            die_before(number, lambda place=place: job(place))
        _, status = os.waitpid(child, 0)
        verify(place)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, f"the job failed at its own, {status}"
            return number
        number += 1


def all_at_once(jobs):
    """Runs each job in a process, all waiting for one starting shot; their exit codes, in order."""
    gate, shot = os.pipe()
    children = []
    for job in jobs:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                os.close(shot)
                os.read(gate, 1)  # nothing comes: it ends when the last writer has closed
                code = job()
            finally:
                os._exit(code)
        children.append(child)
    os.close(gate)
    os.close(shot)
    return [os.WEXITSTATUS(os.waitpid(child, 0)[1]) for child in children]

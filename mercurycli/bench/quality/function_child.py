"""The process in which generated Python runs: a server that forks a child for every program. It imports nothing of ours.

It is started as a script by ``python -I -S`` (function_checks.py) and is told a program, a function name and
arguments, never the expected results: a program that wants to forge a verdict has to know the answers. A child
has no standard streams, hard limits (setrlimit), and, before the program's first line runs, may no longer start
processes, open sockets, signal anyone or change a file: a seccomp filter refuses that on Linux (seccomp(2)), an audit
hook (PEP 578) everywhere, and the hook also keeps it from reading files outside the standard library.
"""

import ast  # noqa: F401  what programs may import is loaded once, before the forks
import bisect  # noqa: F401
import collections  # noqa: F401
import contextlib  # noqa: F401
import copy  # noqa: F401
import ctypes
import dataclasses  # noqa: F401
import datetime  # noqa: F401
import decimal  # noqa: F401
import enum  # noqa: F401
import fractions  # noqa: F401
import functools  # noqa: F401
import heapq  # noqa: F401
import itertools  # noqa: F401
import json
import math  # noqa: F401
import operator  # noqa: F401
import os
import platform
import random
import re  # noqa: F401
import resource
import select
import signal
import statistics  # noqa: F401
import string  # noqa: F401
import struct
import sys
import textwrap  # noqa: F401
import time
import types
import typing  # noqa: F401

MEMORY = 512 << 20
MOST_BYTES = 1 << 20  # of all results of one program
MOST_ITEMS = 50_000  # in one result
STDLIB = os.path.dirname(os.path.abspath(os.__file__)) + os.sep

# ---- what the kernel refuses ------------------------------------------------------------------------------------------

# process creation, sockets, signals, other processes' memory, changes to files, and changes to these limits
FORBIDDEN = {
    "x86_64": (0xC000003E, 257, 2, (
        56, 57, 58, 435, 59, 322, 41, 53, 42, 49, 62, 200, 234, 424, 434, 101, 310, 311, 87, 263, 82, 264, 316, 83, 258, 84, 85, 86, 265,
        88, 266, 90, 91, 268, 92, 93, 94, 260, 76, 77, 133, 259, 165, 166, 280, 132, 235, 261, 112, 109, 160, 302, 319, 321, 425, 437, 29, 161,
    )),
    "aarch64": (0xC00000B7, 56, None, (
        220, 435, 221, 281, 198, 199, 203, 200, 129, 130, 131, 424, 434, 117, 270, 271, 35, 38, 276, 34, 37, 36, 52, 53, 54, 55, 45, 46,
        33, 40, 39, 88, 157, 154, 164, 261, 279, 280, 425, 437, 51,
    )),
}  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ, JGE, JSET, BPF_RET
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EPERM


class Program(ctypes.Structure):
    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def kernel_filter():
    """A BPF program over (number, architecture, arguments) of a system call, or None where its numbers are unknown."""
    if sys.platform != "linux" or platform.machine() not in FORBIDDEN:
        return None
    architecture, openat, open_, numbers = FORBIDDEN[platform.machine()]
    refuse_one = [(RETURN, 0, 0, REFUSE)]
    rules = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, architecture), *refuse_one, (LOAD, 0, 0, 0), (AT_LEAST, 0, 1, 0x40000000), *refuse_one]
    for number in numbers:
        rules += [(EQUAL, 0, 1, number), *refuse_one]
    for number, argument in ((openat, 2), (open_, 1)):
        if number is not None:  # the flags are the low half of that argument
            rules += [(EQUAL, 0, 4, number), (LOAD, 0, 0, 16 + 8 * argument), (ANY_BIT, 0, 1, WRITES), *refuse_one, (RETURN, 0, 0, ALLOW)]
    rules.append((RETURN, 0, 0, ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    return Program(len(rules), ctypes.addressof(code)), code


def lock(prctl, kernel):
    for name, limit in (("AS", MEMORY), ("DATA", MEMORY), ("FSIZE", 0), ("CORE", 0), ("NOFILE", 32), ("NPROC", 0)):
        if hasattr(resource, f"RLIMIT_{name}"):
            _, hard = resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))
            least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (least, least))
    if kernel is not None:
        prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG: do not outlive the server
        if prctl(38, 1, 0, 0, 0) == 0:  # PR_SET_NO_NEW_PRIVS
            prctl(22, 2, ctypes.byref(kernel[0]), 0, 0)  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
    sys.addaudithook(refuse)


REFUSED = frozenset(
    "subprocess socket ctypes shutil pty fcntl resource signal syslog tempfile urllib http ftplib smtplib poplib imaplib "
    "nntplib telnetlib webbrowser sqlite3 winreg msvcrt mmap".split()
)
HARMLESS = frozenset(("os.listdir", "os.scandir", "os.putenv", "os.unsetenv"))


def refuse(event, args, abspath=os.path.abspath, fspath=os.fspath):
    if event == "open":
        path, mode = args[0], args[1] or "r"
        inside = isinstance(path, int) or abspath(os.fsdecode(fspath(path))).startswith(STDLIB)
        if not inside or (not isinstance(path, int) and set(mode) & set("wax+")):
            raise PermissionError("a judged program may read nothing but the standard library")
    elif (event.startswith("os.") and event not in HARMLESS) or event.split(".", 1)[0] in REFUSED:
        raise PermissionError(f"a judged program may not use {event}")


# ---- one program ------------------------------------------------------------------------------------------------------


def encode(value, left, depth=0):
    """A value as nested [tag, content], of plain types only; whatever else it is becomes ["other", what it looks like]."""
    left[0] -= 1
    if left[0] < 0 or depth > 60:
        return ["other", "something too large"]
    if value is None or isinstance(value, bool):
        return ["plain", value]
    if isinstance(value, int):
        return ["int", hex(int(value))]
    if isinstance(value, float):
        return ["float", float(value).hex()]
    if isinstance(value, str):
        return ["str", str(value)[:200_000]]
    if isinstance(value, dict):
        return ["dict", [[encode(k, left, depth + 1), encode(v, left, depth + 1)] for k, v in value.items()]]
    for kind, tag in ((list, "list"), (tuple, "tuple"), (set, "set"), (frozenset, "set"), (types.GeneratorType, "list")):
        if isinstance(value, kind):
            return [tag, [encode(item, left, depth + 1) for item in itertools.islice(value, left[0] + 1)]]
    return ["other", f"{type(value).__name__} {value!r}"[:200]]


def run(job, out):
    """Define the program, then call its function; one line of JSON for each step, so that what is done stays done."""

    def say(*line):
        text = (json.dumps(line) + "\n").encode()
        while text:
            text = text[os.write(out, text) :]

    module = types.ModuleType("program")
    sys.modules["program"] = module
    try:
        exec(compile(job["code"], "program.py", "exec", dont_inherit=True), module.__dict__)
    except BaseException as error:
        return say("raised", describe(error))
    function = module.__dict__.get(job["function"])
    if not callable(function):
        return say("missing", "")
    say("defined", "")
    for args in job["args"]:
        try:
            say("result", encode(function(*args), [MOST_ITEMS]))
        except BaseException as error:
            say("raised", describe(error))
    say("done", "")


def describe(error):
    return f"{type(error).__name__}: {error}"[:200] if str(error) else type(error).__name__


def child(job, out, prctl, kernel):
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.dup2(out, 3)
    os.closerange(4, 64)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    random.seed(0)
    resource.setrlimit(resource.RLIMIT_CPU, (job["busy"], job["busy"] + 1))
    lock(prctl, kernel)
    run(job, 3)


def judge(job, prctl, kernel):
    """The lines the child wrote before it ended, or was ended."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(read)
            child(job, write, prctl, kernel)
        finally:
            os._exit(0)
    os.close(write)
    deadline, said, overran = time.monotonic() + job["seconds"], b"", False
    while len(said) < MOST_BYTES:
        ready, _, _ = select.select([read], [], [], max(0.0, deadline - time.monotonic()))
        part = os.read(read, 1 << 16) if ready else b""
        if not part:
            overran = not ready
            break
        said += part
    for end in (lambda: os.killpg(pid, signal.SIGKILL), lambda: os.kill(pid, signal.SIGKILL)):
        try:
            end()
        except (ProcessLookupError, PermissionError):
            pass
    os.close(read)
    _, status = os.waitpid(pid, 0)
    lines = said.decode("utf-8", "replace").split("\n")[:-1]
    return {"lines": lines, "overran": overran or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU)}


def serve():
    sys.set_int_max_str_digits(0)
    kernel = kernel_filter()
    prctl = ctypes.CDLL(None).prctl if kernel is not None else None
    for line in sys.stdin.buffer:
        answer = judge(json.loads(line), prctl, kernel)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()

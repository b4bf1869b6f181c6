"""Renders one chat template in a process of its own, with little memory and little time: run by chat_template.py only.

Reads one JSON object from stdin, {"path": [...], "source": text, "values": {...}}; writes the rendered text to stdout.
A template is a program that came with the weights: the sandbox keeps it from the machine, the limits from running on.
"""

import json
import sys

SECONDS, BYTES, LONGEST = 1, 1 << 28, 1 << 20


def limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the time limit of the parent holds there too
        return
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, BYTES), (resource.RLIMIT_FSIZE, 0)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> None:
    order = json.load(sys.stdin)
    sys.path[:] = order["path"]
    from jinja2.exceptions import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def raise_exception(message: object) -> None:
        raise TemplateError(str(message))

    limit()  # whatever the foreign program raises from here on, the parent reads the last line of
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = lambda form: ""
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    text = environment.from_string(order["source"]).render(**order["values"])
    if len(text) > LONGEST:
        raise_exception(f"it writes {len(text):,} characters")
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()

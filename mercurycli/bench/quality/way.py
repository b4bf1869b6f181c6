"""Whether a page is written in the way that was asked for: what its text shows and no run can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mercurycli.bench.quality.verdict import Findings

_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/|<!--.*?-->", re.DOTALL)  # not the slashes of an address
_HANDLER_ATTRIBUTE = re.compile(r"<\w[^<>]*?\son[a-z]+\s*=", re.IGNORECASE)
_HANDLER_PROPERTY = re.compile(r"\.on[a-z]+\s*=(?![=>])")
_FRAME = re.compile(r"\brequestAnimationFrame\s*\(\s*(?:this\.)?(\w*)")
_CLOCK = re.compile(r"\bperformance\s*\.\s*now\b|\bDate\s*\.\s*now\b|\bnew\s+Date\b")


def _calls(script: str, name: str) -> bool:
    return bool(re.search(rf"\b{name}\s*\(", script))


def _follows_time(script: str) -> bool:
    """Whether a function that is called for a frame takes its time, or the script looks at a clock."""
    called = {name for name in _FRAME.findall(script) if name not in ("", "function", "async")}
    frame = r"\brequestAnimationFrame\s*\(\s*(?:function\b\s*\w*\s*\(\s*\w|\(?\s*\w+\s*\)?\s*=>)"
    takes = r"(?:\bfunction\s+{0}|\b{0}\s*=\s*(?:function\b\s*\w*)?|^\s*{0})\s*\(\s*\w+[^()]*\)\s*(?:=>|\{{)|\b{0}\s*=\s*\w+\s*=>"
    return bool(
        _FRAME.search(script)
        and (_CLOCK.search(script) or re.search(frame, script) or any(re.search(takes.format(name), script, re.MULTILINE) for name in called))
    )


# Each looks at the scripts and at the page around them.
_WRITTEN: Mapping[str, tuple[Callable[[str, str], object], str]] = {
    "interval": (
        lambda script, _: _calls(script, "setInterval") and not _calls(script, "requestAnimationFrame"),
        "setInterval alone does not drive the page",
    ),
    "timeout": (
        lambda script, _: _calls(script, "setTimeout") and not _calls(script, "setInterval"),
        "setTimeout alone does not drive the page",
    ),
    "frames": (
        lambda script, _: _calls(script, "requestAnimationFrame") and not _calls(script, "setInterval"),
        "requestAnimationFrame alone does not drive the page",
    ),
    "class": (
        lambda script, _: re.search(r"\bclass\b[\w\s$]*\{", script) and re.search(r"\bnew\s+(?!Date\b|Array\b|Uint)\w", script),
        "no class is written and used",
    ),
    "listeners": (
        lambda script, rest: (
            _calls(script, "addEventListener") and not _HANDLER_PROPERTY.search(script) and not _HANDLER_ATTRIBUTE.search(rest)
        ),
        "addEventListener alone does not attach the handlers",
    ),
    "inline": (lambda script, rest: _HANDLER_ATTRIBUTE.search(rest), "no tag has its handler as an attribute"),
    "time": (lambda script, _: _follows_time(script), "the motion does not follow the time of the frame"),
    "loop": (
        lambda script, _: re.search(r"\b(?:for|while)\s*\(", script) and not _calls(script, "forEach"),
        "there is no for loop or still a forEach",
    ),
}


def check_way(way: str, html: str, findings: Findings) -> None:
    """Tolerant: other code that a way allows may be there as well. A way nobody knows is not checked."""
    if way not in _WRITTEN:
        return
    html = _COMMENT.sub("", html)
    written, why = _WRITTEN[way]
    script = "\n".join(text for _, text in _SCRIPT.findall(html))
    findings.check("way", written(script, _SCRIPT.sub(r"\1</script>", html)), why)

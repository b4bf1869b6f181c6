"""Which colour each character of a draft has, cheaply enough for twenty frames a second.

Pygments needs 10 to 40 ms for 200 lines, so a draft is lexed line by line and every line is remembered: a frame pays
only for the visible lines that changed. This also keeps a hole's damage to its own line. What reaches over lines (block
comments, triple quotes, script and style elements) is found by one regular expression per language. Holes are ``HOLE``
in the code that comes in. Only colours are used: bold, italic, underline and strike mean something else in a draft.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String, Token
from pygments.util import ClassNotFound
from rich.style import Style
from rich.syntax import ANSISyntaxTheme

HOLE = "\0"  # visible text never holds it

Span = tuple[int, int, Style]  # start, end, colour
Chunk = tuple[int, int, str | Style]  # start, end, and the language its lines are lexed in or the colour it has

# The sixteen colours of the reader's own palette; bright black and pure white are left out, they vanish on some.
THEME = ANSISyntaxTheme(
    {
        Token: Style(),
        Comment: Style(color="bright_black"),
        Comment.Preproc: Style(color="magenta"),
        Keyword: Style(color="magenta"),
        Keyword.Constant: Style(color="cyan"),
        Keyword.Type: Style(color="cyan"),
        Name.Attribute: Style(color="yellow"),
        Name.Builtin: Style(color="cyan"),
        Name.Builtin.Pseudo: Style(),
        Name.Class: Style(color="blue"),
        Name.Decorator: Style(color="yellow"),
        Name.Exception: Style(color="cyan"),
        Name.Function: Style(color="blue"),
        Name.Tag: Style(color="blue"),
        Number: Style(color="cyan"),
        Operator.Word: Style(color="magenta"),
        String: Style(color="green"),
        String.Doc: Style(color="bright_black"),
        Generic.Error: Style(),
    }
)
LOOKS: dict[str, str | Style] = {
    "comment": THEME.get_style_for_token(Comment),
    "string": THEME.get_style_for_token(String),
    "tag": "html tag",
}

ALIASES = {"c-sharp": "csharp", "jsx": "javascript", "tsx": "typescript", "shell": "bash"}

# Strings and line comments are matched only to be skipped: a /* inside them opens nothing. A region that is never
# closed reaches to the first hole, for what closes it may stand there.
_QUOTED = r'"(?:\\.|[^"\\\n])*"?|\'(?:\\.|[^\'\\\n])*\'?'
_BLOCK = r"(?P<comment>/\*.*?\*/|/\*[^\0]*)"
_TEMPLATE = r"(?P<string>`(?:\\.|[^`\\])*`|`[^\0]*)"
_TRIPLE = "|".join(rf"{q}(?:\\.|[^\\])*?{q}|{q}[^\0]*" for q in ('"""', "'''"))
REGIONS = {
    "python": rf"#[^\n]*|(?P<string>{_TRIPLE})|{_QUOTED}",
    "html": r"(?P<comment><!--.*?-->|<!--[^\0]*)"
    r"|<script\b[^>]*>(?P<javascript>.*?)(?=</script|\Z)|<style\b[^>]*>(?P<css>.*?)(?=</style|\Z)"
    r"|(?P<tag><[a-z][^<>]*>)",
    "css": rf"{_BLOCK}|{_QUOTED}",
    **dict.fromkeys(("c", "cpp", "csharp", "java", "rust"), rf"//[^\n]*|{_BLOCK}|{_QUOTED}"),
    **dict.fromkeys(("javascript", "typescript", "go"), rf"//[^\n]*|{_BLOCK}|{_TEMPLATE}|{_QUOTED}"),
}


def chunks(code: str, language: str, offset: int = 0) -> Iterator[Chunk]:
    """``code`` cut where another language or a comment or string over several lines begins, in order, without gaps."""
    done = 0
    for kind, start, end in _regions(code, language):
        yield offset + done, offset + start, language
        if kind in LOOKS:
            yield offset + start, offset + end, LOOKS[kind]
        else:
            yield from chunks(code[start:end], kind, offset + start)
        done = end
    yield offset + done, offset + len(code), language


def language_name(language: str | None) -> str:
    """The name pygments knows it by; empty if there is none."""
    name = ALIASES.get(language or "", language or "")
    return name if name and _lexer(name) else ""


@lru_cache(maxsize=64)
def warm_up(language: str | None) -> None:
    """Load what the language needs, 50 to 100 ms once, so that no frame pays for it and then thinks frames are dear."""
    name = language_name(language)
    kinds = _pattern(name).groupindex if _pattern(name) else {}
    for each in (name, *(kind for kind in kinds if kind not in LOOKS)):
        line_colours("x", each)


def warm_up_beside(languages: Iterable[str]) -> threading.Thread:
    """The same in a thread, while the model is loaded or the user types."""

    def warm_up_all() -> None:
        for language in languages:
            warm_up(language)

    thread = threading.Thread(target=warm_up_all, name="load the colours", daemon=True)
    thread.start()
    return thread


@lru_cache(maxsize=8192)
def line_colours(line: str, language: str) -> tuple[Span, ...]:
    """The coloured spans of one line, seen alone."""
    line = line.replace(HOLE, " ")
    before = _what_precedes(line, language)
    spans = code_colours(before + line, language.removesuffix(" tag"))
    return tuple((start - len(before), end - len(before), style) for start, end, style in spans if start >= len(before))


def code_colours(code: str, language: str) -> Iterator[Span]:
    """The coloured spans of a whole text."""
    lexer = _lexer(language)
    if lexer is None:
        return
    for start, token, text in lexer.get_tokens_unprocessed(code):
        style = THEME.get_style_for_token(token)
        if style and text.strip():
            yield start, start + len(text), style


def _what_precedes(line: str, language: str) -> str:
    """The least a lexer must have seen to read a line from the middle of something rightly."""
    if language == "css" and "{" not in line and ":" in line:  # a declaration, not a selector
        return "{"
    return "<x " if language == "html tag" and not line.startswith("<") else ""


def _regions(code: str, language: str) -> Iterator[tuple[str, int, int]]:
    pattern = _pattern(language)
    for match in pattern.finditer(code) if pattern else ():
        kind = match.lastgroup
        if kind and "\n" in match[kind]:
            yield kind, *match.span(kind)


@lru_cache(maxsize=64)
def _pattern(language: str) -> re.Pattern[str] | None:
    return re.compile(REGIONS[language], re.DOTALL | re.IGNORECASE) if language in REGIONS else None


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None

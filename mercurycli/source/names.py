"""Names that a program uses and nobody defines. A program that parses still fails on its first run over one of them."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

ALWAYS_THERE = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "__builtins__", "__spec__", "__package__", "__loader__"}


@dataclass(frozen=True, slots=True)
class UnknownName:
    name: str
    line: int  # from 1, where it is first used


def unknown_in_python(text: str) -> UnknownName | None:
    """The first name that is used and defined nowhere in the program. None also where the text does not parse, and where a
    star import may have brought it."""
    return next(iter(all_unknown_in_python(text)), None)


def all_unknown_in_python(text: str) -> tuple[UnknownName, ...]:
    """Every use of such a name, in the order of the text."""
    try:
        tree, top = ast.parse(text), symtable.symtable(text, "<text>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    if any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in ast.walk(tree)):
        return ()
    tables = list(_tables(top))
    defined = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    declared = {s.get_name() for table in tables[1:] for s in table.get_symbols() if s.is_declared_global() and s.is_assigned()}
    used = {s.get_name() for table in tables for s in table.get_symbols() if s.is_referenced() and (s.is_global() or table is top)}
    unknown = used - defined - declared - ALWAYS_THERE
    reads = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    places = [node for node in reads if node.id in unknown]
    places.sort(key=lambda node: (node.lineno, node.col_offset))
    return tuple(UnknownName(node.id, node.lineno) for node in places)


def bound_in_python(text: str) -> frozenset[str]:
    """Every name that the program gives to something, in whatever scope; none where it does not parse."""
    try:
        top = symtable.symtable(text, "<text>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    found = (symbol for table in _tables(top) for symbol in table.get_symbols())
    names = (s.get_name() for s in found if s.is_assigned() or s.is_imported() or s.is_namespace() or s.is_parameter())
    return frozenset(name for name in names if name.isidentifier())  # what a comprehension goes through is called ".0"


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)

import shutil

import pytest

from mercurycli.source.compilers import NodeCheck
from mercurycli.source.document import Document
from mercurycli.source.faults import find
from mercurycli.source.languages import language_named

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def checked(text, **options):
    return find(Document.from_text(text, language_named("js")), native=True, **options)


@needs_node
def test_node_finds_what_the_grammar_does_not():
    (fault,) = checked("let a = 1;\n\nconst a = 2;\n")
    assert (fault.line, fault.source) == (3, "node")
    assert "already been declared" in fault.message


@needs_node
@pytest.mark.parametrize(
    "text", ["import a from 'b';\nexport default await a;\n", "return 1;\n", "const e = <p>{1}</p>;\n"]
)
def test_modules_scripts_and_jsx_are_all_good_javascript(text):
    assert checked(text) == ()


@needs_node
def test_a_fault_in_a_module_is_not_hidden_by_its_being_one():
    (fault,) = checked("import a from 'b';\nlet c;\nlet c;\n")
    assert fault.line == 3


def test_node_is_not_asked_unless_it_is_wanted():
    assert find(Document.from_text("let a = 1;\nconst a = 2;\n", language_named("js"))) == ()


def test_without_node_the_grammar_has_the_word(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert checked("let a = 1;\nconst a = 2;\n") == ()
    assert checked("let a = ;\n")[0].source == "tree-sitter"


@needs_node
def test_a_check_that_nobody_waits_for_is_ended():
    with NodeCheck(b"let a = 1;\n") as check:
        running = check.script
    assert running.returncode is not None
    assert running.stderr.closed


@needs_node
def test_a_text_longer_than_a_pipe_holds_is_checked_whole():
    text = "f();\n" * 40_000 + "let a;\nlet a;\n"
    assert checked(text)[0].line == 40_002

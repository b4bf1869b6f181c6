import pytest

from mercurycli.source.document import Document
from mercurycli.source.embedded import regions
from mercurycli.source.languages import language_named

HTML = language_named("html")


def parts(text):
    document = Document.from_text(text, HTML)
    return [(region.language.name, document.slice(region.span)) for region in regions(document)[1:]]


def test_a_page_is_followed_by_its_styles_and_scripts_in_their_order():
    text = "<style>a {}</style><p>é</p><script>let é</script>"
    assert parts(text) == [("css", "a {}"), ("javascript", "let é")]
    assert regions(Document.from_text(text, HTML))[0].language is HTML


@pytest.mark.parametrize(
    ("kind", "language"),
    [("module", "javascript"), ("text/babel", "tsx"), ("importmap", "json"), ("text/typescript", "typescript")],
)
def test_the_type_of_a_script_is_its_language(kind, language):
    for attribute in (f"type='{kind}'", f'TYPE = "{kind.upper()}"', f"async type={kind}"):
        assert parts(f"<script {attribute}>1</script>") == [(language, "1")]


def test_templates_shaders_and_empty_scripts_are_no_parts():
    assert parts("<script type=text/x-template><b></script><script src=a.js> </script>") == []
    assert parts("<style type=text/less>a</style>") == []


def test_a_script_that_is_not_closed_is_a_part_too():
    assert parts("<script>let a;") == [("javascript", "let a;")]


def test_the_tree_of_a_part_counts_from_the_start_of_the_page():
    document = Document.from_text("<p>é</p>\n<script>\nlet é = 1</script>", HTML)
    node = regions(document)[1].tree.root_node.children[0]
    assert document.source[node.start_byte : node.end_byte].decode() == "let é = 1"


def test_other_languages_have_one_part():
    document = Document.from_text("let a = '<script>1</script>'", language_named("js"))
    assert [region.span.size for region in regions(document)] == [len(document.source)]

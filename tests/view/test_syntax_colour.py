from mercurycli.view import syntax_colour


def test_colours_are_loaded_beside_what_else_goes_on(monkeypatch):
    loaded = []
    monkeypatch.setattr(syntax_colour, "warm_up", loaded.append)
    syntax_colour.warm_up_beside(("html", "python")).join(10)
    assert loaded == ["html", "python"]


def test_what_was_loaded_once_is_not_loaded_again():
    syntax_colour.warm_up("python")
    before = syntax_colour.warm_up.cache_info().misses
    syntax_colour.warm_up_beside(("python",)).join(10)
    assert syntax_colour.warm_up.cache_info().misses == before

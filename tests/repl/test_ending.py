from mercurycli.repl.ending import KEPT, Ending


def test_the_end_of_a_long_text_is_kept():
    ending = Ending()
    for number in range(KEPT):
        ending.tell(f"{number}\n")
    assert len(ending.text) == KEPT and ending.text.endswith(f"{KEPT - 1}\n")

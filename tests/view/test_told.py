from mercurycli.view.told import told


def job(seen):
    try:
        yield 1
        yield 2
        yield 3
    except KeyboardInterrupt:
        seen.append("interrupted")
        yield "end"


def test_every_event_is_passed_on_and_told():
    heard = []
    assert list(told(job([]), heard.append)) == heard == [1, 2, 3]


def test_an_interrupt_goes_down_to_the_job_which_ends_with_what_it_has():
    seen, heard = [], []
    events = told(job(seen), heard.append)
    assert next(events) == 1
    assert events.throw(KeyboardInterrupt()) == "end"
    assert seen == ["interrupted"] and heard == [1, "end"]


def test_an_interrupt_while_telling_goes_down_as_well():
    seen = []

    def tell(event):
        if event == 2:
            raise KeyboardInterrupt

    assert list(told(job(seen), tell)) == [1, "end"] and seen == ["interrupted"]

"""Circular garbage is collected on the window's thread, whoever made it."""

import gc
import threading

import pytest

from fupin_desktop.ui.collecting import Collector


class Knot:
    """Holds itself, and says in which thread it was taken apart."""

    apart: list[str]

    def __init__(self, apart):
        self.me, self.apart = self, apart

    def __del__(self):
        self.apart.append(threading.current_thread().name)


@pytest.fixture
def collector(qapp):
    made = Collector(qapp)
    made.limits = (700, 10, 10)
    yield made
    made.end()
    assert gc.isenabled()


def test_what_a_worker_leaves_in_a_circle_is_taken_apart_on_the_windows_thread(collector, qtbot):
    apart: list[str] = []

    def work():
        for _ in range(20_000):
            Knot(apart)

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()
    assert apart == []
    qtbot.waitUntil(lambda: len(apart) == 20_000)
    assert set(apart) == {threading.main_thread().name}


def test_nothing_is_collected_before_there_is_enough_and_the_old_in_its_turn(collector):
    gc.collect()
    assert collector.look() is None
    seen = set()
    for _ in range(400):
        kept = [[] for _ in range(collector.limits[0] + 300)]
        seen.add(collector.look())
        del kept
    assert {0, 1, 2} <= seen

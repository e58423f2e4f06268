"""Tasks on one database, several at a time, each begun as soon as those that it depends on are done.

Belongs here: when a task begins, and on which connection. Does not belong here: what tasks do.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter

import duckdb

STEPS = "steps"  # a catalog in memory for tables that are gone once the build is
_LANES = 2  # one fills what the other leaves idle; each uses every thread of the database that is free
_PATIENCE_S = 0.05  # between interrupts: one that comes between two queries of a task is lost

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work on a connection, and the names of those whose work it needs."""

    name: str
    depends: Sequence[str]
    run: Callable[[Connection], None]


@contextmanager
def open_lanes(connection: Connection) -> Iterator[Sequence[Connection]]:
    """Connections to the database that the given one uses, no more of them than DuckDB has threads; all see the catalog `steps` too."""
    connection.execute(f"attach ':memory:' as {STEPS}")
    row = connection.execute("select current_database(), current_setting('threads')").fetchone()
    database, threads = row or ("", 1)
    with ExitStack() as stack:
        lanes = [stack.enter_context(connection.cursor()) for _ in range(min(_LANES, threads))]
        for lane in lanes:
            lane.execute("set enable_progress_bar = false")
            lane.execute(f"set search_path = '{database}.main,{STEPS}.main'")  # new tables go into the first
        yield lanes


def run_tasks(tasks: Sequence[Task], lanes: Sequence[Connection]) -> None:
    """Run each task once those it depends on are done, one on each lane; of those that could begin, what most wait for goes first.

    Raises what a task raised; those that run beside it are interrupted, and no other is begun.
    """
    places = {task.name: place for place, task in enumerate(tasks)}
    heirs = count_heirs(tasks)
    sorter = TopologicalSorter({task.name: task.depends for task in tasks})
    sorter.prepare()
    waiting: list[int] = []
    idle = list(lanes)
    running: dict[Future[None], tuple[int, Connection]] = {}
    with ThreadPoolExecutor(len(lanes)) as pool:
        try:
            while sorter.is_active():
                waiting += [places[name] for name in sorter.get_ready()]
                waiting.sort(key=lambda place: (-heirs[tasks[place].name], place))
                while waiting and idle:
                    place, lane = waiting.pop(0), idle.pop()
                    running[pool.submit(tasks[place].run, lane)] = place, lane
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    place, lane = running.pop(future)
                    future.result()
                    idle.append(lane)
                    sorter.done(tasks[place].name)
        finally:  # none runs any more, unless a task or Ctrl-C has raised
            while wait(running, _PATIENCE_S).not_done:
                for lane in lanes:
                    lane.interrupt()


def count_heirs(tasks: Sequence[Task]) -> dict[str, int]:
    """How many tasks wait for each one, directly or through others."""
    depends = {task.name: task.depends for task in tasks}
    heirs: dict[str, set[str]] = {name: set() for name in depends}
    for name in reversed(list(TopologicalSorter(depends).static_order())):
        for needed in depends[name]:
            heirs[needed] |= {name, *heirs[name]}
    return {name: len(found) for name, found in heirs.items()}

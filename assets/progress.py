"""Who watches long work. Assets report to whatever the command line has put here; under the daemon nobody watches."""

from contextvars import ContextVar

from pipelines.engine.progress import Progress, quiet

PROGRESS: ContextVar[Progress] = ContextVar("progress", default=quiet)

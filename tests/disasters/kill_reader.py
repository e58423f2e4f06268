"""A reader that never rests: opens the published database again and again, counts positions, and keeps every answer it got.

python kill_reader.py DATABASE STOP_FILE: runs until the stop file exists, then prints {"opened", "failed", "answers"} as JSON.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

from pipelines.errors import PipelineError
from pipelines.warehouse import open_reader


def main(database: Path, stop: Path) -> None:
    """Read until told to stop."""
    opened, failed, answers = 0, [], set()
    while not stop.exists():
        try:
            with open_reader(database) as connection:
                answers.add(
                    connection.execute("select (select versions['inputs'] from build), (select count(*) from positions)").fetchone()
                )
            opened += 1
        except (duckdb.Error, PipelineError) as error:
            failed.append(str(error))
        time.sleep(0.1)
    print(json.dumps({"opened": opened, "failed": failed, "answers": sorted(answers)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

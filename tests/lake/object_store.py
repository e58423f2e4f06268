"""An S3-compatible server on the loopback, as the package moto ships it, with one bucket."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from pyarrow import fs

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_EC2_METADATA_DISABLED": "true"}
needs_moto = pytest.mark.skipif(find_spec("moto") is None, reason="the package moto, which ships an S3-compatible server, is not installed")


@contextmanager
def serving() -> Iterator[str]:
    """The address of an empty lake in a bucket of a server of its own; the environment holds what it takes to get in."""
    os.environ.update(CREDENTIALS)
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with tempfile.NamedTemporaryFile("w+") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            port = read_port(log.name, server)
            options = f"scheme=http&endpoint_override=127.0.0.1:{port}&region=us-east-1"
            fs.FileSystem.from_uri(f"s3://archive?{options}&allow_bucket_creation=true")[0].create_dir("archive")
            yield f"s3://archive/lake?{options}"
        finally:
            server.terminate()


def read_port(log: str, server: subprocess.Popen[bytes]) -> str:
    """The port that the server says it runs on. It logs to a file, since a pipe that nobody empties would stop it."""
    while server.poll() is None:
        found = re.search(r"Running on http://[\d.]+:(\d+)", Path(log).read_text())
        if found:
            return found.group(1)
        time.sleep(0.05)
    raise AssertionError(Path(log).read_text())

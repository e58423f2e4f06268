"""The Dockerfile's steps without Docker: its files are copied, its commands run, and its entry point started, in a folder of their own.

python tests/deploy/container_steps.py FOLDER [--install]

What stands for what: the folder for the image's root, a fresh environment for the image's Python, `git archive` of the last commit for the
build context. Without `--install` the environment borrows the packages that were installed here from the same lock, instead of
installing them again. `useradd` and `chown` are left out; `USER` is kept where the caller is root.
"""

import argparse
import io
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DOCKERFILE = PROJECT / "docs" / "deploy" / "Dockerfile"
LEFT_OUT = ("useradd", "chown")


def read_steps(text: str) -> list[tuple[str, str]]:
    """Instructions with their arguments, in order; comments and line ends behind a backslash are dealt with."""
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [(line.split(maxsplit=1)[0].upper(), line.split(maxsplit=1)[1]) for line in lines if line.strip() and not line.startswith("#")]


class Image:
    """What the steps have made so far."""

    def __init__(self, root: Path, install: bool) -> None:
        """An environment and the files of the last commit."""
        self.root, self.install, self.folder, self.user = root, install, Path("/"), 0
        self.context = root / "context"
        packed = subprocess.run(["git", "archive", "HEAD"], cwd=PROJECT, stdout=subprocess.PIPE, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(self.context, filter="data")
        venv.create(root / "python", with_pip=True)
        self.environment = {"PATH": f"{root / 'python' / 'bin'}:{os.environ['PATH']}", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        if not install:
            site = next((root / "python" / "lib").glob("python3*")) / "site-packages"
            (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def place(self, path: str) -> Path:
        """A path of the image below the folder that stands for its root."""
        return self.root / "image" / str(self.folder / path).lstrip("/")

    def do(self, instruction: str, said: str) -> None:
        """One step."""
        match instruction:
            case "WORKDIR":
                self.folder = Path(said)
                self.place(".").mkdir(parents=True, exist_ok=True)
            case "COPY":
                self.copy(shlex.split(said))
            case "RUN":
                for command in said.split(" && "):
                    self.run(command)
            case "ENV":
                self.environment |= dict(pair.split("=", 1) for pair in shlex.split(said))
            case "USER":
                self.user = int(said)

    def copy(self, names: Sequence[str]) -> None:
        """Files or a folder of the context."""
        *sources, target = names
        for source in sources:
            found = self.context / source
            place = self.place(target) / found.name if target.endswith("/") else self.place(target)
            place.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-R", str(found), str(place)], check=True)

    def run(self, command: str) -> None:
        """A command of the build, with paths of the image made paths below the folder."""
        words = shlex.split(command)
        if words[0] in LEFT_OUT or ("--require-hashes" in words and not self.install):
            return
        placed = [str(self.place(word)) if word.startswith("/") else word for word in words]
        subprocess.run(placed, cwd=self.place("."), env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def start(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The entry point, as the image's user, with everything but its data folder read-only where the caller is root."""
        data = self.place("/data")
        environment = {**self.environment, "DEMARCHE_DATA": str(data), "HOME": str(data)}
        become: dict[str, int] = {"user": self.user, "group": self.user} if os.geteuid() == 0 else {}
        if become:
            for path in (data, *data.rglob("*")):
                os.chown(path, self.user, self.user)
        command = [str(self.root / "python" / "bin" / "demarche"), *words]
        return subprocess.run(command, cwd=self.place("."), env=environment, capture_output=True, text=True, check=False, **become)  # type: ignore[call-overload, no-any-return]


def build(root: Path, install: bool) -> Image:
    """All steps of the Dockerfile."""
    image = Image(root, install)
    for instruction, said in read_steps(DOCKERFILE.read_text()):
        image.do(instruction, said)
    return image


def main() -> int:
    """Build, ask the entry point for its version and for a run over an empty folder."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--install", action="store_true")
    said = ask.parse_args()
    image = build(said.folder.absolute(), said.install)
    done = [image.start(*words) for words in (("--version",), ("run",), ("doctor",))]
    for one in done:
        print(one.stdout + one.stderr)
    return max(one.returncode for one in done)


if __name__ == "__main__":
    sys.exit(main())

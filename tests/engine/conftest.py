"""Lets the child processes of the engine find the toy stages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

"""One Spark for all tests of this room: starting it takes longer than they do."""

import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from engine.ledger.cluster import Cluster, open_cluster


@pytest.fixture(scope="session")
def needed() -> None:
    """Skip what asks for it where Spark is not installed."""
    missing = [name for name in ("pyspark", "pyarrow", "pandas") if find_spec(name) is None]
    if missing or not shutil.which("java"):
        pytest.skip(f"Spark needs {', '.join(missing) or 'Java'}: pip install 'after-rules[spark]', Java 17")


@pytest.fixture(scope="session")
def cluster(needed: None) -> Iterator[Cluster]:
    """Give one Spark of two cores."""
    assert needed is None
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYSPARK_PYTHON", sys.executable)
        patched.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        with open_cluster("local[2]") as found:
            yield found

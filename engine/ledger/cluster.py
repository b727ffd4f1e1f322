"""The tables of a run on Apache Spark, local or a cluster. The only module that imports pyspark and pyarrow.

Whole numbers come and go as Arrow tables; ledgers are read by Spark itself, from a path that its workers see. ANSI mode
makes Spark raise where it would overflow in silence. Nothing here relies on the order in which Spark hands out rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from engine.ledger.tables import Tables
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Rejected, Report

if TYPE_CHECKING:  # extras, loaded where they are asked for
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray
    from pyspark.sql import DataFrame, SparkSession

_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.caseSensitive": "true",
}
#: Settings of the process itself: a Spark Connect server has its own.
_OWN_PROCESS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "8",
}
_NEEDED = ("pyspark", "pyarrow", "pandas")
_REASON = 300  #: characters of what Spark says that are shown

Columns = Mapping[str, "NDArray[np.generic]"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Spark session and the relations of one run in it."""

    session: "SparkSession"
    _kept: dict[str, "DataFrame"] = field(default_factory=dict)

    def read(self, name: str, path: Path) -> None:
        """Show the Parquet file, or folder of files, at `path` as `name`; the workers read it themselves."""
        self.session.read.parquet(path.resolve().as_uri()).createOrReplaceTempView(name)

    def load(self, name: str, tables: Tables, query: str) -> None:
        """Show what `query` finds in `tables` as `name`: it is sent there, so it has to be small."""
        self._keep(name, self.session.createDataFrame(tables.connection.sql(query).to_arrow_table()))

    def grouped(
        self, query: str, key: str, function: "Callable[[Columns], Columns]", columns: Sequence[str]
    ) -> "Mapping[str, NDArray[np.int64]]":
        """Return what `function` makes of the columns of `query`, of each group of equal `key` on its own.

        Whole numbers alone go in and come out; the rows of a group come in any order, and so do the groups.
        """

        def made(group: "pa.Table") -> "pa.Table":
            import pyarrow as pa  # noqa: PLC0415 (loaded by the worker)

            told = {name: group.column(name).to_numpy() for name in group.column_names}
            return pa.table({name: pa.array(column, pa.int64()) for name, column in function(told).items()})

        described = ", ".join(f"{column} BIGINT" for column in columns)
        found = self.session.sql(query).groupBy(key).applyInArrow(made, described).toArrow()
        return {name: found.column(name).to_numpy() for name in columns}

    def forget(self) -> None:
        """Let go of all relations of this run."""
        for name, kept in self._kept.items():
            self.session.catalog.dropTempView(name)
            kept.unpersist()
        self._kept.clear()

    def _keep(self, name: str, found: "DataFrame") -> None:
        # without its history: plans of thirty steps in one take Spark longer to plan than to run
        self._kept[name] = found.localCheckpoint()
        self._kept[name].createOrReplaceTempView(name)


@contextmanager
def open_cluster(master: str) -> Iterator[Cluster]:
    """Give the tables of a run on the Spark at `master`: `local[2]`, `spark://host:7077` or `sc://host:15002`.

    Raises `Rejected` (about: usage): C918 where the extra is not installed, C919 where it fails.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise _rejected("C918", names=", ".join(missing))
    from py4j.protocol import Py4JError  # noqa: PLC0415 (an extra)
    from pyspark.errors import PySparkException  # noqa: PLC0415 (an extra)

    try:
        with TemporaryDirectory(prefix="after-rules-spark.") as folder:
            session = _session(master, _package(Path(folder)))
            cluster = Cluster(session)
            try:
                yield cluster
                cluster.forget()
            finally:
                session.stop()
    except (PySparkException, Py4JError) as failed:
        said = " ".join(str(failed).split()) or type(failed).__name__
        raise _rejected("C919", master=master, reason=said[:_REASON]) from None


def _session(master: str, package: Path) -> "SparkSession":
    from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra)

    connect = master.startswith("sc://")
    builder = SparkSession.builder.appName("after-rules")
    settings = _SETTINGS if connect else _SETTINGS | _OWN_PROCESS
    builder = builder.remote(master) if connect else builder.master(master)
    if master.startswith("local"):
        settings |= {"spark.driver.host": "127.0.0.1"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    if connect:
        session.addArtifacts(str(package), pyfile=True)
    else:
        session.sparkContext.addPyFile(str(package))
    return session


def _package(folder: Path) -> Path:
    """Write a ZIP of this package, so that workers run the same walks; they need pyarrow and pandas of their own."""
    root = Path(__file__).parents[1]
    package = folder / "after_rules_engine.zip"
    with ZipFile(package, "w", ZIP_DEFLATED) as zipped:
        for file in sorted(root.rglob("*.py")):
            zipped.write(file, file.relative_to(root.parent).as_posix())
    return package


def _rejected(code: str, **values: object) -> Rejected:
    report = Report("usage")
    report.add(Diagnostic(code=code, span=None, values=values, help=phrase(f"cli.help.spark_{code.lower()}")))
    return Rejected(report)

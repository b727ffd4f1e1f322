"""The tables of a run on Apache Spark, local or a cluster. The only module that imports pyspark and pyarrow.

Whole numbers come and go as Arrow tables; ledgers are read by Spark itself, from a path that its workers see. ANSI mode
makes Spark raise where it would overflow in silence. Nothing here relies on the order in which Spark hands out rows.
"""

import os
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
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
    # texts of rulebooks stand in the SQL: `${x}` in one is no variable, a backslash is what the dialect writes for it
    "spark.sql.variable.substitute": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    # days before 1582 as they stand
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}
#: Settings of the process itself: a Spark Connect server has its own.
_OWN_PROCESS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
#: Rows up to which a relation goes to each worker: some hundred megabytes there.
_HANDED = 2_000_000
_NEEDED = ("pyspark", "pyarrow", "pandas")
_PORTS = {"sc": "15002", "spark": "7077"}
_PATIENCE = 10  #: seconds until an address must answer
_REASON = 300  #: characters of what Spark says that are shown

Columns = Mapping[str, "NDArray[np.generic]"]

#: Of a file and a row in it, as columns of a relation on their way to a number.
_FILE, _ROW = "file:", "row in file:"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Spark session and the relations of one run in it."""

    session: "SparkSession"
    _kept: dict[str, "DataFrame"] = field(default_factory=dict)

    def read(self, name: str, path: Path) -> None:
        """Show the Parquet file, or folder of files, at `path` as `name`; the workers read it themselves."""
        self._parquet(path).createOrReplaceTempView(name)

    def read_numbered(self, name: str, path: Path, number: str) -> None:
        """Do the same with one more column `number`: the rows from 0, in the order of the files' names and the rows."""
        from pyspark.sql.functions import broadcast, col  # noqa: PLC0415 (an extra)

        source = self._parquet(path)
        placed = source.select("*", col("_metadata.file_path").alias(_FILE), col("_metadata.row_index").alias(_ROW))
        counted = source.groupBy(col("_metadata.file_path").alias(_FILE)).count().toArrow().to_pydict()
        rows = dict(sorted(zip(counted[_FILE], counted["count"], strict=True)))
        before = list(accumulate(rows.values(), initial=0))[:-1]
        firsts = self._frame({_FILE: (list(rows), "VARCHAR"), number: (before, "BIGINT")})
        joined = placed.join(broadcast(firsts), _FILE) if len(rows) > 1 else placed.withColumn(number, col(f"`{_ROW}`"))
        if len(rows) > 1:
            joined = joined.withColumn(number, col(f"`{number}`") + col(f"`{_ROW}`"))
        joined.drop(_FILE, _ROW).createOrReplaceTempView(name)

    def types(self, name: str) -> dict[str, str]:
        """Return the columns of `name` with their Spark types, in order."""
        return dict(self.session.table(name).dtypes)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return all rows of `query`: they have to be few."""
        found = self.session.sql(query).toArrow()
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def send(self, name: str, columns: Mapping[str, tuple[Sequence[object], str]]) -> None:
        """Show `columns`, values and the DuckDB type of each, as `name`."""
        self._keep(name, self._frame(columns))

    def write(self, query: str, folder: Path) -> None:
        """Write the rows of `query` as Parquet files into the new `folder`; the workers write them themselves."""
        self.session.sql(query).write.parquet(f"file://{folder.resolve()}")

    def load(self, name: str, tables: Tables, query: str) -> None:
        """Show what `query` finds in `tables` as `name`: it is sent there, so it has to be small.

        Every worker gets all of it where it is joined. Else Spark, which does not know its size, would send each line
        of the ledger to the worker that has the account.
        """
        found = tables.connection.sql(query).to_arrow_table()
        self._keep(name, self.session.createDataFrame(found))
        if found.num_rows <= _HANDED:
            self._kept[name].hint("broadcast").createOrReplaceTempView(name)

    def make(self, name: str, query: str) -> None:
        """Show `query` as `name`, found out once."""
        self._keep(name, self.session.sql(query))

    def show(self, name: str, query: str) -> None:
        """Show `query` as `name`, found out each time."""
        self.session.sql(query).createOrReplaceTempView(name)

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

    def _parquet(self, path: Path) -> "DataFrame":
        """Return what stands at `path`; folders named like `a=b` add no columns, each file may lack some."""
        folder = {"recursiveFileLookup": "true", "pathGlobFilter": "*.parquet", "mergeSchema": "true"}
        return self.session.read.options(**(folder if path.is_dir() else {})).parquet(_pattern(path))

    def _frame(self, columns: Mapping[str, tuple[Sequence[object], str]]) -> "DataFrame":
        import pyarrow as pa  # noqa: PLC0415 (an extra)

        types = {"BIGINT": pa.int64(), "VARCHAR": pa.string(), "BOOLEAN": pa.bool_()}
        arrays = [pa.array(values, types[kind]) for values, kind in columns.values()]
        return self.session.createDataFrame(pa.Table.from_arrays(arrays, names=list(columns)))

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
    _knock(master)
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


def _knock(master: str) -> None:
    """Refuse an address at which nothing answers: Spark itself would try for many minutes."""
    kind, _, named = master.partition("://")
    if kind not in ("sc", "spark"):
        return
    reason = ""
    for place in named.partition("/")[0].split(","):
        host, _, port = place.rpartition(":") if ":" in place else (place, "", _PORTS[kind])
        try:
            socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
        except (OSError, ValueError) as failed:
            reason = f"{place}: {failed}"
        else:
            return
    raise _rejected("C919", master=master, reason=reason)


def _session(master: str, package: Path) -> "SparkSession":
    from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra)

    connect = master.startswith("sc://")
    builder = SparkSession.builder.appName("after-rules")
    settings = _SETTINGS if connect else _SETTINGS | _OWN_PROCESS
    builder = builder.remote(master) if connect else builder.master(master)
    if master.startswith("local"):  # a cluster takes what its own settings say
        partitions = 4 * max(2, os.cpu_count() or 1)
        settings |= {"spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": str(partitions)}
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    if connect:
        session.addArtifacts(str(package), pyfile=True)
    else:
        session.sparkContext.addPyFile(str(package))
    return session


def _pattern(path: Path) -> str:
    """Return `path` as Spark reads it, which takes some signs for a pattern and decodes nothing."""
    return "file://" + "".join(f"\\{sign}" if sign in "\\*?[]{}" else sign for sign in str(path.resolve()))


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

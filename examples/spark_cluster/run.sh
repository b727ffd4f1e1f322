#!/usr/bin/env bash
# Starts a Spark master, two workers and a Spark Connect server on 127.0.0.1, makes the facts and the decisions of the
# example case on each, compares them with DuckDB's, and stops all it started, however it ends.
set -euo pipefail
set -m # each program has a process group of its own, which is stopped as a whole: workers start others
cd "$(dirname "$0")/../.."
bin=${BIN:-.venv/bin}
python=$bin/python
[ -x "$bin/rules" ] || { echo "no $bin/rules: make demo, or set BIN" >&2; exit 2; }
"$python" -c 'import pyspark, pyarrow, pandas' 2>/dev/null || { echo "no Spark: pip install 'after-rules[spark]'" >&2; exit 2; }
command -v java >/dev/null || { echo "no Java: version 17 is needed" >&2; exit 2; }
SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
export PYSPARK_PYTHON=$(command -v "$python") PYSPARK_DRIVER_PYTHON=$(command -v "$python")
work=$(mktemp -d)
export SPARK_LOCAL_DIRS=$work/local
started=()
stop() {
  trap - EXIT INT TERM
  for one in "${started[@]}"; do kill -- "-$one" 2>/dev/null || true; done
  for _ in $(seq 40); do # ten seconds
    left=0
    for one in "${started[@]}"; do kill -0 -- "-$one" 2>/dev/null && left=1; done
    [ $left = 0 ] && break
    sleep 0.25
  done
  for one in "${started[@]}"; do kill -KILL -- "-$one" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
begin() { # name, then the program of Spark and its arguments
  local name=$1 program=$2; shift 2
  : >"$work/$name.log"
  (cd "$work" && exec "$SPARK_HOME/bin/$program" "$@") >"$work/$name.log" 2>&1 &
  started+=($!)
}
ready() { # name, a text of its log
  for _ in $(seq 240); do # two minutes
    grep -q "$2" "$work/$1.log" && return
    kill -0 "${started[-1]}" 2>/dev/null || break
    sleep 0.5
  done
  echo "$1 did not start:" >&2; tail -20 "$work/$1.log" >&2; exit 1
}
ran() { # name, then a command of `rules`: quiet where it succeeds
  local name=$1; shift
  "$bin/rules" "$@" 2>"$work/$name.err" || { cat "$work/$name.err" >&2; exit 1; }
}
case=examples/ge/case day=2024-10-11
decided() { # name, where
  ran "$1" facts $case --as-of $day -o "$work/$1.csv" "${@:2}"
  ran "$1" eval after "$work/facts.parquet" --as-of $day -o "$work/$1.parquet" "${@:2}"
}
same() { # name
  cmp "$work/duckdb.csv" "$work/$1.csv"
  "$python" - "$work/duckdb.parquet" "$work/$1.parquet" <<'COMPARED'
import sys, duckdb
found = [duckdb.sql(f"FROM read_parquet('{path}')") for path in sys.argv[1:]]
sys.exit(None if all(len({str(each) for each in two}) == 1 for two in (
    [each.columns + each.types for each in found], [each.fetchall() for each in found])) else "decisions differ")
COMPARED
  echo "$1：事实逐字节、判断逐行与 DuckDB 相同 / facts byte for byte, decisions row for row as DuckDB's"
}

ran facts facts $case --as-of $day -o "$work/facts.parquet"
decided duckdb --engine duckdb
decided local --engine spark --master 'local[2]'
same local

master=spark://127.0.0.1:$(port)
begin master spark-class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "${master##*:}" --webui-port 0
ready master "I have been elected leader"
for name in worker1 worker2; do
  begin $name spark-class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 \
    --cores 1 --memory 1g --work-dir "$work/$name" "$master"
  ready $name "Successfully registered with master"
done
decided standalone --engine spark --master "$master"
same standalone

connect=127.0.0.1:$(port) # its server is a program of the same cluster
begin connect spark-submit --master "$master" --conf spark.connect.grpc.binding.address=127.0.0.1 \
  --conf spark.connect.grpc.binding.port="${connect##*:}" --conf spark.driver.host=127.0.0.1 --conf spark.ui.enabled=false \
  --class org.apache.spark.sql.connect.service.SparkConnectServer
ready connect "Spark Connect server started"
decided connect --engine spark --master "sc://$connect"
same connect

#!/usr/bin/env bash
# Starts a Spark master, two workers and a Spark Connect server on 127.0.0.1, makes the facts of the example case on
# each, compares them with DuckDB's, and stops all it started.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=${BIN:-.venv/bin}
python=$bin/python
[ -x "$bin/rules" ] || { echo "no $bin/rules: make demo, or set BIN" >&2; exit 2; }
SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
export PYSPARK_PYTHON=$(command -v "$python") PYSPARK_DRIVER_PYTHON=$(command -v "$python")
work=$(mktemp -d)
started=()
stop() {
  for one in "${started[@]}"; do kill "$one" 2>/dev/null || true; done
  for one in "${started[@]}"; do wait "$one" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT

begin() {  # name, then the arguments of spark-class or spark-submit
  local name=$1 program=$2; shift 2
  (cd "$work" && exec "$SPARK_HOME/bin/$program" "$@") >"$work/$name.log" 2>&1 &
  started+=($!)
}
ready() {  # name, a text of its log
  for _ in $(seq 120); do grep -q "$2" "$work/$1.log" && return; sleep 0.5; done
  echo "$1 did not start:" >&2; tail -20 "$work/$1.log" >&2; exit 1
}

begin master spark-class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7077 --webui-port 0
ready master "I have been elected leader"
for name in worker1 worker2; do
  begin $name spark-class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 \
    --cores 1 --memory 1g --work-dir "$work/$name" spark://127.0.0.1:7077
  ready $name "Successfully registered with master"
done

case=examples/ge/case
facts() { "$bin/rules" facts $case --as-of 2024-10-11 -o "$work/$1.csv" "${@:2}" 2>"$work/$1.err" || { cat "$work/$1.err" >&2; exit 1; }; }
facts duckdb
facts local --engine spark --master 'local[2]'
facts standalone --engine spark --master spark://127.0.0.1:7077
begin connect spark-submit --master 'local[2]' --conf spark.connect.grpc.binding.address=127.0.0.1 \
  --conf spark.connect.grpc.binding.port=15002 --conf spark.ui.enabled=false --class org.apache.spark.sql.connect.service.SparkConnectServer
ready connect "Spark Connect server started"
facts connect --engine spark --master sc://127.0.0.1:15002
for name in local standalone connect; do
  cmp "$work/duckdb.csv" "$work/$name.csv"
  echo "$name：与 DuckDB 逐字节相同 / the same as DuckDB, byte for byte"
done

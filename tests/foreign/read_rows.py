"""Reads exported files with DuckDB and pyarrow, and writes files of rows with them, for bulk.test.ts."""

import base64
import csv
import gzip
import json
import sys

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq


def plain(key, value, encoding, version, expires):
    data = value if isinstance(value, bytes) else (value or "").encode()
    if encoding == "base64":
        data = base64.b64decode(data)
    return [key, data.hex(), int(version), expires is not None and expires != ""]


def read(folder):
    rows = {}
    table = pq.read_table(f"{folder}/items.parquet")
    rows["pyarrow parquet"] = [
        plain(row["key"], row["value"], None, row["version"], row["expiresAt"]) for row in table.to_pylist()
    ]
    fields = "key, value, encoding, version, expiresAt"
    for name, source in {
        "duckdb parquet": f"select key, value, null, version, expiresAt from read_parquet('{folder}/items.parquet')",
        "duckdb csv": f"select {fields} from read_csv('{folder}/items.csv', header = true)",
        "duckdb ndjson": f"select {fields} from read_json('{folder}/items.ndjson.gz', format = 'newline_delimited')",
    }.items():
        rows[name] = [plain(*row) for row in duckdb.sql(source).fetchall()]
    with open(f"{folder}/items.csv", newline="", encoding="utf8") as file:
        rows["python csv"] = [plain(*list(row.values())[:5]) for row in csv.DictReader(file)]
    with gzip.open(f"{folder}/items.ndjson.gz", "rt", encoding="utf8", newline="\n") as file:
        rows["python json"] = [plain(*list(json.loads(line).values())[:5]) for line in file]
    json.dump({"rows": rows, "types": [str(field.type) for field in table.schema]}, sys.stdout)


def write(folder):
    keys = [f"foreign/{i}" for i in range(5000)]
    values = [bytes([i % 256, 0, 255]) for i in range(5000)]
    for codec in ["snappy", "gzip", "brotli", "none"]:
        table = pa.table({"key": keys, "value": pa.array(values, pa.binary())})
        pq.write_table(table, f"{folder}/pyarrow-{codec}.parquet", compression=codec, row_group_size=1500)
    duckdb.sql("create table t as select 'foreign/' || i as key, 'größe, \"' || i || '\"' as value from range(5000) r(i)")
    duckdb.sql(f"copy t to '{folder}/duckdb.csv' (header true)")
    duckdb.sql(f"copy t to '{folder}/duckdb.ndjson' (format json)")
    duckdb.sql(f"copy t to '{folder}/duckdb.parquet' (format parquet)")


{"read": read, "write": write}[sys.argv[1]](sys.argv[2])

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { KeyValue } from "../../src/client/key-value.ts";
import { runCommand } from "../cli/run-command.ts";
import { SharedGateway } from "../client/shared-gateway.ts";
import { installTablePython } from "../support/foreign-tools.ts";

const python = await installTablePython();
const skip = python.startsWith("needs ") && python;
const script = join(process.cwd(), "tests", "foreign", "read_rows.py");

describe("files of rows", { skip }, () => {
  let kv: KeyValue;
  const gateway = SharedGateway.forTestsHere((client) => {
    kv = client.keyValue("memory");
  });

  async function prism(line: string): Promise<Record<string, number>> {
    const words = line.split(" ").map((word) => word.replace("@", `${gateway.folder}/`));
    const { code, stdout, stderr } = await runCommand([...words, "-n", "memory", "-o", "json"], {
      env: gateway.environment,
    });
    assert.equal(stderr, "", line);
    assert.equal(code, 0, line);
    return JSON.parse(stdout.toString());
  }

  function runScript(what: string): string {
    const { status, stdout, stderr } = spawnSync(python, [script, what, gateway.folder], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 ** 2,
    });
    assert.equal(status, 0, stderr);
    return stdout;
  }

  it("that were exported are read by DuckDB, pyarrow and Python, with the same bytes", async () => {
    const values: [string, Uint8Array][] = [
      ["own/bytes", Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i))],
      ["own/empty", Buffer.from("")],
      ['own/key,"\n😀', Buffer.from('größe, "so"\n\tanders')],
      ["own/line", Buffer.from("a\r\nb\u2028c")],
      ["own/null", Buffer.from("null")],
      ["own/number", Buffer.from("007")],
    ];
    const expected: unknown[] = [];
    for (const [key, value] of values) {
      const { version } = await kv.put(key, value, key === "own/null" ? { ttlMs: 600_000 } : {});
      expected.push([key, Buffer.from(value).toString("hex"), version, key === "own/null"]);
    }
    for (const format of ["parquet", "csv", "ndjson.gz"]) await prism(`export --prefix own/ --file @items.${format}`);
    const { rows, types } = JSON.parse(runScript("read")) as { rows: Record<string, unknown[]>; types: string[] };
    assert.equal(Object.keys(rows).length, 6);
    for (const [reader, read] of Object.entries(rows)) assert.deepEqual(read, expected, reader);
    assert.deepEqual(types, ["string", "binary", "int64", "timestamp[ms, tz=UTC]", "int64", "int64"]);
  });

  it("that they write are imported, compressed in the ways that there are", async () => {
    runScript("write");
    for (const codec of ["snappy", "gzip", "brotli", "none"]) {
      const { written } = await prism(`import @pyarrow-${codec}.parquet`);
      assert.equal(written, 5_000, codec);
      assert.deepEqual(Buffer.from((await kv.get("foreign/300"))?.value ?? []), Buffer.from([44, 0, 255]), codec);
      await kv.delete("foreign/300");
    }
    for (const file of ["duckdb.csv", "duckdb.ndjson", "duckdb.parquet"]) {
      assert.equal((await prism(`import @${file}`)).written, 5_000, file);
      assert.equal((await kv.get("foreign/300"))?.text(), 'größe, "300"', file);
      await kv.delete("foreign/300");
    }
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import Database from "better-sqlite3";
import { Code } from "../../src/common/codes.ts";
import { request } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

describe("a store that fails in a way nobody foresaw", () => {
  it("is told in the log with its cause, while callers hear that it was the gateway's fault", async (t) => {
    const first = await StartedGateway.open(t);
    await first.close();
    refuseWrites(join(first.folder, ".prism", "data", "prism.db"));

    const started = await StartedGateway.open(t, { folder: first.folder, flags: { "tracing.mode": "on" } });
    const logged = started.logged(({ level, fields }) => level === "error" && fields.problem !== undefined);
    const answer = await (await started.connect()).call(
      request(
        7,
        17,
        [
          [1, "default"],
          [2, "k"],
          [3, "v"],
        ],
        [[4, TRACEPARENT]],
      ),
    );
    assert.equal(answer.code, Code.INTERNAL);
    assert.doesNotMatch(JSON.stringify(answer), /out of order/);
    const { message, fields } = await logged;
    assert.equal(message, "a store failed in a way Prism does not know");
    assert.match(String(fields.problem), /out of order/);
    assert.equal(fields.leftOut, 0);
    assert.deepEqual(fields.requests, [
      { id: 7, namespace: "default", operation: "put", traceId: "4bf92f3577b34da6a3ce929d0e0e4736" },
    ]);
  });
});

/** Gives every table that keeps bytes a trigger that refuses new rows. */
function refuseWrites(path: string): void {
  const db = new Database(path);
  const tables = db
    .prepare(
      "SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'BLOB'",
    )
    .pluck()
    .all() as string[];
  assert.ok(tables.length > 0);
  for (const [i, table] of tables.entries()) {
    db.exec(`CREATE TRIGGER refuse${i} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'out of order'); END`);
  }
  db.close();
}

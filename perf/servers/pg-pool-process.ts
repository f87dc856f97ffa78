import pg from "pg";
import { keyText } from "../../src/bench/frame-script.ts";
import { defaultPlan } from "../../src/bench/load-plan.ts";
import { systemClock } from "../../src/common/clock.ts";
import { createPrng } from "../../src/common/prng.ts";

/**
 * An application that uses PostgreSQL by itself: callers that each ask for one item after the other, on a Pool of `pg`, with
 * prepared statements. The same keys and sizes as behind the gateway, in a table that has what a request needs. It tries
 * the pool in several sizes first, and takes the best for each operation. Ends with its parent.
 */
export interface PgPoolTask {
  readonly operation: "get" | "put";
  readonly callers: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export interface PgPoolResult {
  readonly opsPerSecond: number;
  readonly p50Us: number;
}

const [url = "", keysText = "10000", valueBytesText = "64"] = process.argv.slice(2);
const keys = Number(keysText);
const POOL_SIZES = [4, 8, 16, 32];
const TRIAL_MS = 400;

const keyTexts = Array.from({ length: keys }, (_, i) => keyText(defaultPlan, i));
const value = Buffer.alloc(Number(valueBytesText), 0x5a);
const prng = createPrng(1);
const pools = new Map<number, pg.Pool>();
const best = new Map<string, number>();

const statements = {
  get: { name: "get", text: "SELECT value, version FROM direct_items WHERE key = $1" },
  put: {
    name: "put",
    text: `INSERT INTO direct_items (key, version, value) VALUES ($1, 1, $2)
      ON CONFLICT (key) DO UPDATE SET version = direct_items.version + 1, value = excluded.value RETURNING version`,
  },
};

await prepare();
process.on("message", (task: PgPoolTask) => {
  void measure(task).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

async function prepare(): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "CREATE TABLE direct_items (key bytea PRIMARY KEY, version bigint NOT NULL, value bytea NOT NULL) WITH (fillfactor = 80)",
  );
  for (const key of keyTexts) await client.query({ ...statements.put, values: [Buffer.from(key), value] });
  await client.query("VACUUM ANALYZE direct_items");
  await client.end();
}

async function measure({ operation, callers, warmUpMs, durationMs }: PgPoolTask): Promise<PgPoolResult> {
  const pool = poolOf(callers === 1 ? 1 : await bestSize(operation, callers));
  await run(pool, operation, callers, warmUpMs);
  return await run(pool, operation, callers, durationMs);
}

async function bestSize(operation: "get" | "put", callers: number): Promise<number> {
  const known = best.get(operation);
  if (known !== undefined) return known;
  let fastest = { size: 0, opsPerSecond: 0 };
  for (const size of POOL_SIZES) {
    const pool = poolOf(size);
    await run(pool, operation, callers, TRIAL_MS);
    const { opsPerSecond } = await run(pool, operation, callers, TRIAL_MS);
    if (opsPerSecond > fastest.opsPerSecond) fastest = { size, opsPerSecond };
  }
  best.set(operation, fastest.size);
  return fastest.size;
}

function poolOf(size: number): pg.Pool {
  let pool = pools.get(size);
  if (pool === undefined) {
    pool = new pg.Pool({ connectionString: url, max: size, idleTimeoutMillis: 0 });
    pools.set(size, pool);
  }
  return pool;
}

async function run(
  pool: pg.Pool,
  operation: "get" | "put",
  callers: number,
  durationMs: number,
): Promise<PgPoolResult> {
  const latenciesUs: number[] = [];
  const begunUs = systemClock.monotonicUs();
  const call = async (): Promise<void> => {
    while (systemClock.monotonicUs() - begunUs < durationMs * 1_000) {
      const key = Buffer.from(keyTexts[prng.below(keys)] as string);
      const fromUs = systemClock.monotonicUs();
      const values = operation === "get" ? [key] : [key, value];
      const { rows } = await pool.query({ ...statements[operation], values });
      if (rows.length !== 1) throw new Error("a key that was put is not there");
      latenciesUs.push(systemClock.monotonicUs() - fromUs);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  const seconds = (systemClock.monotonicUs() - begunUs) / 1e6;
  latenciesUs.sort((a, b) => a - b);
  return { opsPerSecond: latenciesUs.length / seconds, p50Us: latenciesUs[latenciesUs.length >> 1] ?? 0 };
}

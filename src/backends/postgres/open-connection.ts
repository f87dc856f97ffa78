import { connect } from "./connect.ts";
import { connectNative } from "./native/connect-native.ts";
import { readServerAddress } from "./server-address.ts";
import type { PostgresSettings } from "./settings.ts";
import type { SqlConnection } from "./sql.ts";

/** Opens a connection by the settings, and tells the session what all of Prism's statements rely on. */
export async function openConnection(settings: PostgresSettings, applicationName: string): Promise<SqlConnection> {
  const { connectTimeoutMs } = settings;
  // Read anew each time: a password may have been changed meanwhile.
  const address = readServerAddress(settings);
  const open = settings.driver === "pg" ? connect : connectNative;
  const connection = await open(address, applicationName, connectTimeoutMs);
  try {
    await connection.script(sessionSettings(settings.statementTimeoutMs), connectTimeoutMs);
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/**
 * Each statement is planned once, whatever its arrays have in them, and finds rows by an index however small the tables
 * are now: a plan outlives the size that it was made for.
 */
function sessionSettings(statementTimeoutMs: number): string {
  return `SET plan_cache_mode = force_generic_plan;
SET jit = off;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET default_transaction_isolation = 'read committed';
SET bytea_output = 'hex';
SET client_min_messages = warning;
SET statement_timeout = ${statementTimeoutMs};`;
}

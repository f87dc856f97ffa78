import type { Socket } from "node:net";
import pg from "pg";
import type { ServerAddress } from "./server-address.ts";
import { ConnectionError, ServerError, type SqlConnection } from "./sql.ts";
import { WireConnection } from "./wire/wire-connection.ts";

/**
 * Opens a connection. `pg` does what comes before the first statement: addresses, TLS, passwords. What comes after it is
 * written and read by {@link WireConnection}, for `pg` reads every column as text (ADR-044).
 */
export async function connect(
  address: ServerAddress,
  applicationName: string,
  timeoutMs: number,
): Promise<SqlConnection> {
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: address.user,
    // A function keeps pg from looking for a password in the environment or in a file.
    password: () => address.password,
    database: address.database,
    ssl: address.tls ?? false,
    application_name: applicationName,
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
  });
  // Once connected, whoever holds the connection hears of errors from it; before, the promise rejects.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw asConnectError(error);
  }
  const socket = client.connection.stream as Socket;
  socket.removeAllListeners("data");
  return new WireConnection(socket);
}

/** The server's own refusal, or that it cannot be reached. */
function asConnectError(error: unknown): ServerError | ConnectionError {
  if (error instanceof pg.DatabaseError) return new ServerError(error.code ?? "08000", error.message, error.detail);
  return new ConnectionError("unreachable", error);
}

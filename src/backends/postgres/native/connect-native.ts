import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { PrismError } from "../../../common/prism-error.ts";
import type { ServerAddress } from "../server-address.ts";
import { ConnectionError, ServerError, type SqlConnection } from "../sql.ts";
import { createNativeClient } from "./load-native.ts";
import { NativeConnection } from "./native-connection.ts";

/** libpq counts in seconds, and takes one for two. */
const MIN_CONNECT_SECONDS = 2;

/** Opens a connection by libpq; addresses, TLS and passwords are its business. */
export function connectNative(
  address: ServerAddress,
  applicationName: string,
  timeoutMs: number,
): Promise<SqlConnection> {
  const client = createNativeClient();
  const parameters = connectionString(address, applicationName, timeoutMs);
  return new Promise((resolve, reject) => {
    client.connect(parameters, (error) => {
      if (error) reject(asConnectError(error));
      else resolve(new NativeConnection(client));
    });
  });
}

function connectionString(address: ServerAddress, applicationName: string, timeoutMs: number): string {
  const { host, port, user, password, database, tlsMode, ca } = address;
  const parameters = {
    host,
    port,
    user,
    password,
    dbname: database,
    application_name: applicationName,
    connect_timeout: Math.max(MIN_CONNECT_SECONDS, Math.ceil(timeoutMs / 1_000)),
    client_encoding: "UTF8",
    sslmode: tlsMode === "off" ? "disable" : tlsMode,
    ...caParameter(tlsMode, ca),
  };
  return Object.entries(parameters)
    .map(([name, value]) => `${name}='${String(value).replace(/[\\']/g, "\\$&")}'`)
    .join(" ");
}

/** Without one libpq looks in the user's home, which is nobody's wish. */
function caParameter(tlsMode: ServerAddress["tlsMode"], ca: string | null): { readonly sslrootcert?: string } {
  if (tlsMode === "off" || tlsMode === "require") return {};
  if (ca !== null) return { sslrootcert: ca };
  const message =
    "The driver pg-native of the PostgreSQL backend does not know the certificates that Node.js trusts: set ca, or take the driver pg.";
  throw new PrismError(new Failure(Code.FAILED_PRECONDITION, "STORE_MISCONFIGURED", message), { source: "backend" });
}

/** What libpq says of a server's refusal while it connects has no SQLSTATE: by the server's own English words. */
const refusals: readonly { readonly words: RegExp; readonly code: string }[] = [
  { words: /too many clients|remaining connection slots|too many connections/, code: "53300" },
  { words: /starting up|shutting down|in recovery mode|not yet accepting/, code: "57P03" },
  { words: /authentication failed|no pg_hba|role .* does not exist|no password supplied|pg_hba/, code: "28000" },
  { words: /database .* does not exist/, code: "3D000" },
  { words: /certificate|SSL/, code: "28000" },
];

function asConnectError(error: Error): ServerError | ConnectionError {
  const refusal = refusals.find(({ words }) => words.test(error.message));
  return refusal === undefined
    ? new ConnectionError("unreachable", error)
    : new ServerError(refusal.code, error.message.trim());
}

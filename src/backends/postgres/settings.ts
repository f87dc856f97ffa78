import type { postgresBackend } from "../../config/backends/postgres.ts";
import type { ValueOf } from "../../config/setting.ts";

/** The settings of a PostgreSQL backend. */
export type PostgresSettings = ValueOf<typeof postgresBackend>;

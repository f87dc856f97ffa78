/** One SQL text, prepared on each connection when it is first used there. Its casts say what its parameters are. */
export interface Statement {
  /** Of its own for each text. */
  readonly name: string;
  readonly text: string;
}

/** Bytes to be sent: a byte string, a view, or a range of a buffer. */
export type Bytea = string | Uint8Array | ByteRange;

export interface ByteRange {
  readonly source: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** A value of a statement, with its type; `null` is NULL. */
export type Parameter =
  | { readonly type: "int4"; readonly value: number }
  | { readonly type: "int8"; readonly value: number | bigint }
  | { readonly type: "bytea"; readonly value: Bytea | null }
  | { readonly type: "int4[]"; readonly values: readonly number[] }
  | { readonly type: "int8[]"; readonly values: readonly (number | bigint)[] }
  | { readonly type: "bytea[]"; readonly values: readonly Bytea[] };

export const int4 = (value: number): Parameter => ({ type: "int4", value });
export const int8 = (value: number | bigint): Parameter => ({ type: "int8", value });
export const bytea = (value: Bytea | null): Parameter => ({ type: "bytea", value });
export const int4s = (values: readonly number[]): Parameter => ({ type: "int4[]", values });
export const int8s = (values: readonly (number | bigint)[]): Parameter => ({ type: "int8[]", values });
export const byteas = (values: readonly Bytea[]): Parameter => ({ type: "bytea[]", values });

/** A row that was received, to be read before the next one is; columns count from 0. */
export interface Row {
  isNull(column: number): boolean;
  /** An int4, or an int8 up to 2^53. */
  integer(column: number): number;
  bigint(column: number): bigint;
  /** A bytea as a byte string. */
  byteString(column: number): string;
  /** A bytea, as a byte string or as a view that stays as it is. */
  bytes(column: number): Uint8Array | string;
  text(column: number): string;
}

/** A connection to the server. It never tries anything twice. */
export interface SqlConnection {
  /** Whether statements may still be sent. */
  readonly isOpen: boolean;
  /** Statements that were given and are not answered yet. */
  readonly pending: number;
  /**
   * Runs a statement in a transaction of its own. Statements are sent without waiting for those before, in their order.
   * When it has no answer within `timeoutMs`, the connection is given up. Rejects with a {@link ServerError} or a {@link ConnectionError}.
   */
  run(
    statement: Statement,
    parameters: readonly Parameter[],
    timeoutMs: number,
    onRow?: (row: Row) => void,
  ): Promise<void>;
  /** Runs a text of several statements, without parameters and without rows. */
  script(text: string, timeoutMs: number): Promise<void>;
  /** Called for each notification, with its channel and payload. */
  onNotification: ((channel: string, payload: string) => void) | null;
  /** Called once when the connection is gone. */
  onEnd: (() => void) | null;
  /** What is not answered yet is rejected. */
  close(): void;
}

/** The server refused a statement, which therefore did nothing. */
export class ServerError extends Error {
  override name = "ServerError";
  /** SQLSTATE. */
  readonly code: string;
  readonly detail: string;

  constructor(code: string, message: string, detail = "") {
    super(`${code}: ${message}`);
    this.code = code;
    this.detail = detail;
  }
}

/** No answer: `unreachable`, there was no connection; `lost` or `silent` under way, so what was asked may have been done. */
export class ConnectionError extends Error {
  override name = "ConnectionError";
  readonly kind: "unreachable" | "lost" | "silent";

  constructor(kind: "unreachable" | "lost" | "silent", cause: unknown) {
    super(`the connection is ${kind}`, { cause });
    this.kind = kind;
  }
}

import { createRequire } from "node:module";
import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { PrismError } from "../../../common/prism-error.ts";

/** What is used of `pg-native`'s client; callbacks get a row as an array of texts, null for NULL. */
export interface NativeClient {
  connect(parameters: string, done: (error: Error | null) => void): void;
  query(text: string, done: NativeDone): void;
  prepare(name: string, text: string, parameters: number, done: NativeDone): void;
  execute(name: string, parameters: readonly (string | null)[], done: NativeDone): void;
  end(): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "notification", listener: (message: { readonly relname: string; readonly extra: string }) => void): void;
  removeAllListeners(event: string): void;
  readonly pq: {
    resultErrorFields(): {
      readonly sqlState?: string;
      readonly messagePrimary?: string;
      readonly messageDetail?: string;
    };
    /** 4: the connection is bad. */
    transactionStatus(): number;
  };
}

export type NativeDone = (error: Error | null, rows?: readonly (readonly (string | null)[])[]) => void;

interface NativeOptions {
  readonly arrayMode: true;
  readonly types: { readonly getTypeParser: () => (text: string) => string };
}

type NativeConstructor = new (options: NativeOptions) => NativeClient;

const require = createRequire(import.meta.url);
let loaded: NativeConstructor | null = null;

/** Makes a client, not connected. Throws a {@link PrismError} where the addon does not load. */
export function createNativeClient(): NativeClient {
  loaded ??= load();
  return new loaded({ arrayMode: true, types: { getTypeParser: () => (text) => text } });
}

/** Throws a {@link PrismError} where the addon does not load. */
export function checkNativeDriver(): void {
  loaded ??= load();
}

function load(): NativeConstructor {
  try {
    return require("pg-native") as NativeConstructor;
  } catch (error) {
    const [reason = ""] = String((error as Error).message).split("\n");
    const message = `The setting driver of the PostgreSQL backend is pg-native, which does not load here (${reason.slice(0, 120)}): install libpq-dev and a C++ compiler and start from a checkout, which compiles it; or take the driver pg.`;
    throw new PrismError(new Failure(Code.FAILED_PRECONDITION, "STORE_MISCONFIGURED", message), {
      source: "backend",
      cause: error,
    });
  }
}

import { MAX_KEY_SET_BYTES } from "../common/limits.ts";
import { addressProblem } from "../common/web-address.ts";

export interface FetchOptions {
  readonly timeoutMs: number;
  /** Sent with POST as a form; without it the request is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface FetchedText {
  readonly status: number;
  readonly text: string;
}

/** Asks a web server of the operator's choice, such as a provider of identities; a test puts another in its place. */
export type FetchText = (url: string, options: FetchOptions) => Promise<FetchedText>;

/**
 * Fetches a small text. Redirects are refused, for the address is the one that is trusted; so is what is longer than
 * {@link MAX_KEY_SET_BYTES}, and what is sent in the clear to another machine. Throws an Error that says what went wrong.
 */
export async function fetchText(url: string, { timeoutMs, form, signal }: FetchOptions): Promise<FetchedText> {
  const problem = addressProblem(url);
  if (problem !== null) throw new Error(`${url} ${problem}`);
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      redirect: "error",
      headers: { accept: "application/json" },
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    return { status: response.status, text: await readBounded(response) };
  } catch (error) {
    if (timeout.aborted) throw new Error(`${url} did not answer within ${timeoutMs} ms`, { cause: error });
    throw new Error(`${url} could not be asked: ${reasonOf(error)}`, { cause: error });
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_KEY_SET_BYTES) throw new Error(`its answer has more than ${MAX_KEY_SET_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** `fetch` says "fetch failed" and keeps the reason behind it. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? message);
}

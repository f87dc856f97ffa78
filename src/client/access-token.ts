import { PrismError } from "../common/prism-error.ts";
import * as failures from "./failures.ts";
import type { Timer } from "./timer.ts";

/** A token, or a function that gives one: asked before each connection, and again when the gateway refuses what it gave. */
export type TokenSource = string | (() => string | Promise<string>);

/** The credentials that calls carry. */
export class AccessToken {
  /** As in the HTTP header, `Bearer …`; empty when there are none. */
  authorization = "";
  /** How often a function gave a token. */
  generation = 0;
  private readonly ask: (() => string | Promise<string>) | null;
  private readonly timer: Timer;
  private readonly timeoutMs: number;
  private fetching: Promise<void> | null = null;

  constructor(source: TokenSource | null, timer: Timer, timeoutMs: number) {
    this.ask = typeof source === "function" ? source : null;
    this.timer = timer;
    this.timeoutMs = timeoutMs;
    if (typeof source === "string") this.authorization = bearer(source);
  }

  /** Whether there is a function to ask. */
  get isRenewable(): boolean {
    return this.ask !== null;
  }

  /** Asks for a token, once for all who want one at the moment; rejects with a PrismError. */
  fetch(): Promise<void> {
    this.fetching ??= this.askOnce().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  private async askOnce(): Promise<void> {
    let stop = (): void => {};
    const tooLate = new Promise<never>((_resolve, reject) => {
      stop = this.timer.start(this.timeoutMs, true, () => reject(new Error(`no token within ${this.timeoutMs} ms`)));
    });
    try {
      this.authorization = bearer(await Promise.race([(this.ask as () => string | Promise<string>)(), tooLate]));
      this.generation++;
    } catch (cause) {
      throw cause instanceof PrismError ? cause : failures.tokenUnavailable(cause);
    } finally {
      stop();
    }
  }
}

/** Source: https://www.rfc-editor.org/rfc/rfc6750#section-2.1, but for characters that some issuers use beyond it. */
export function bearer(token: unknown): string {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
  throw failures.invalid(
    "TOKEN_INVALID",
    "token",
    "the token is empty or holds something else than printable ASCII without spaces; give it without the word Bearer",
  );
}

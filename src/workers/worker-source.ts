import type { DoorbellButton } from "../ring/doorbell.ts";
import type { RingConsumer } from "../ring/ring-consumer.ts";
import type { KnownPrincipals } from "../security/known-principals.ts";
import type { ResponseWriter } from "./response-writer.ts";

/** An acceptor as a worker sees it: what comes from it, and the way back. By the acceptor's number. */
export interface WorkerSource {
  readonly requests: RingConsumer;
  readonly answers: ResponseWriter;
  readonly acceptorBell: DoorbellButton;
  /** Those that it has introduced: the numbers of others say nothing here. */
  readonly principals: KnownPrincipals;
}

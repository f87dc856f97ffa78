import { frameOf, message } from "../codec/messages.ts";
import type { KeyValueSpec } from "../patterns/keyvalue-spec.ts";

/** One request of a simulated client, from its bytes to its answer. */
export class Operation {
  readonly id: number;
  readonly frame: Buffer;
  /** What the model is asked about; null when the gateway must refuse the request, or when the key is shared. */
  readonly spec: KeyValueSpec | null;
  /** The one reason that a request which cannot be carried out is refused with; empty when it can. */
  readonly expectedReason: string;
  readonly timeoutMs: number;
  /** Called with the answer to a request of a shared key. */
  onAnswer: ((answer: Record<string, unknown>) => void) | null = null;
  /** Namespaces whose store was lost while nobody knew yet whether this was done before or after. */
  readonly lossesBefore: string[] = [];
  sentMs = 0;
  answeredMs = 0;
  answer: Record<string, unknown> | null = null;

  constructor(
    id: number,
    frame: Buffer,
    options: { spec?: KeyValueSpec; expectedReason?: string; timeoutMs?: number },
  ) {
    this.id = id;
    this.frame = frame;
    this.spec = options.spec ?? null;
    this.expectedReason = options.expectedReason ?? "";
    this.timeoutMs = options.timeoutMs ?? 0;
  }
}

/** The frame of a well-formed request. */
export function frameFor(id: number, spec: KeyValueSpec, timeoutMs = 0): Buffer {
  return frameOf(
    message("Request").encode({
      id,
      timeout_ms: timeoutMs,
      idempotency_key: spec.idempotencyKey,
      [spec.call]: { namespace: spec.namespace, ...spec.body },
    }),
  );
}

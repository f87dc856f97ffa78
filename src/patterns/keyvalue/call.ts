import { KeyValueItem, type ScanPage, type ScanQuery } from "../../backends/contract.ts";
import { CallNumber } from "../../codec/calls.ts";
import type { LargeValueRequest } from "../../codec/large-value-requests.ts";
import type { Failure } from "../../common/failure.ts";

/** One KeyValue call, from its decoded form to its outcome. Pooled by the worker: `reset` makes it as new. */
export class KeyValueCall {
  /** Its place in the batch it came with. */
  index = 0;
  operation: number = CallNumber.KV_GET;
  namespaceId = 0;
  /** The item of a call with one key. */
  readonly item = new KeyValueItem();
  /** The items of a batch call, in order; null for other calls. */
  batch: KeyValueItem[] | null = null;
  query: ScanQuery | null = null;
  /** Stands for the query in its page tokens. */
  queryHash = "";
  page: ScanPage | null = null;
  /** Byte string, with its principal before it; empty when the call carries none. */
  idempotencyKey = "";
  /** The call message `source[from, to)`, borrowed: what an idempotency key stands for. */
  source: Buffer = empty;
  from = 0;
  to = 0;
  /** The first answer to a write that came again. */
  replay: Uint8Array | null = null;
  failure: Failure | null = null;
  /** Of a call about a large value: what it asks … */
  large: LargeValueRequest | null = null;
  /** … and the answer message. */
  reply: Uint8Array | null = null;
  /** On a networked store: when nobody waits for it any more, in microseconds of a clock that does not wrap; 0 = never. */
  deadlineUs = 0;
  /** On a networked store: when it was sent there, on the same clock; 0 = not yet. */
  sentUs = 0;
  /** On a networked store: it was handed back, though the store may still be at it. */
  isHandedBack = false;
}

const empty = Buffer.alloc(0);

import {
  type Delivery,
  type Header,
  NewMessage,
  type SettleAction,
  Settlement,
  type TakeBounds,
} from "../../backends/stream-contract.ts";
import { toByteString } from "../../codec/byte-string.ts";

/** Short ways to make messages and settlements, and to look at deliveries. Keys and values are given as text. */

export const ALL: TakeBounds = { maxItems: 1_000, maxBytes: 16 * 1024 * 1024 };

export interface MessageOptions {
  readonly key?: string;
  readonly value?: Uint8Array | string;
  readonly headers?: readonly Header[];
  readonly idempotencyKey?: string;
  /** Stands for what is asked: the same text, the same message. */
  readonly asked?: string;
  readonly rememberUntilMs?: number;
}

export function messageOf(namespaceId: number, options: MessageOptions): NewMessage {
  const { key = "", value = "", headers = [], idempotencyKey = "", asked = "", rememberUntilMs = 0 } = options;
  const message = new NewMessage();
  message.namespaceId = namespaceId;
  message.key = toByteString(key);
  message.value = typeof value === "string" ? Buffer.from(value) : value;
  message.headers = headers;
  message.idempotencyKey = toByteString(idempotencyKey);
  if (idempotencyKey !== "") message.fingerprint = Buffer.alloc(16, `${asked}\xff`, "latin1");
  message.rememberUntilMs = rememberUntilMs;
  return message;
}

/** Messages of one key, which keep their order in every store that declares one; of these values. */
export function ofOneKey(...values: readonly string[]): { readonly key: string; readonly value: string }[] {
  return values.map((value) => ({ key: "k", value }));
}

export function settlementOf(
  { lease }: Delivery,
  action: SettleAction,
  options: { delayMs?: number; reason?: string } = {},
): Settlement {
  const settlement = new Settlement();
  settlement.lease = lease;
  settlement.action = action;
  settlement.delayMs = options.delayMs ?? 0;
  settlement.reason = options.reason ?? "";
  return settlement;
}

export function bytesOf({ value }: Delivery): Buffer {
  return typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value);
}

export function textOf(delivery: Delivery): string {
  return bytesOf(delivery).toString();
}

export function textsOf(deliveries: readonly Delivery[]): string[] {
  return deliveries.map(textOf);
}

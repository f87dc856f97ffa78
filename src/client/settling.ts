import { CallNumber } from "../codec/calls.ts";
import { ClientRequest } from "../codec/client-request.ts";
import { settleBody } from "../codec/stream-bodies.ts";
import type { PrismError } from "../common/prism-error.ts";
import type { CallSender } from "./call-sender.ts";
import { checkCount, encodeText } from "./encode-input.ts";
import * as failures from "./failures.ts";
import type { CallOptions } from "./key-value-types.ts";
import type { Settler } from "./received-message.ts";
import { settleReader } from "./stream-answers.ts";
import type { NackOptions, SettleResults } from "./stream-types.ts";

/** What is to become of some leases. */
interface Settlement {
  readonly call: CallNumber;
  readonly forMs: number;
  readonly bury: boolean;
  readonly reason: string;
}

/** Settles leases of one group. Acknowledgements of one turn of the event loop go in one call. */
export class GroupSettler implements Settler {
  private readonly sender: CallSender;
  /** A byte string. */
  private readonly namespace: string;
  private readonly group: string;
  private acks: { readonly lease: string; readonly done: (error: PrismError | null) => void }[] = [];

  constructor(sender: CallSender, namespace: string, group: string) {
    this.sender = sender;
    this.namespace = namespace;
    this.group = group;
  }

  async ack(lease: string): Promise<void> {
    checkLease(lease);
    const error = await new Promise<PrismError | null>((done) => {
      if (this.acks.push({ lease, done }) === 1) setImmediate(this.flush);
    });
    if (error !== null) throw error;
  }

  async nack(lease: string, options: NackOptions): Promise<void> {
    throwFirst(await this.settleMany([lease], nackSettlement(options), {}));
  }

  async extend(lease: string, ackTimeoutMs: number): Promise<void> {
    throwFirst(await this.settleMany([lease], extendSettlement(ackTimeoutMs), {}));
  }

  async settleMany(leases: readonly string[], settlement: Settlement, options: CallOptions): Promise<SettleResults> {
    for (const lease of leases) checkLease(lease);
    const { call, forMs, bury, reason } = settlement;
    const request = new ClientRequest(call, this.namespace);
    const group = encodeText(this.group, "group");
    request.body = settleBody({ group, leases: leases.map((each) => encodeText(each, "lease")), forMs, bury, reason });
    return this.sender.perform(request, settleReader(leases.length), options) as Promise<SettleResults>;
  }

  private readonly flush = async (): Promise<void> => {
    const { acks } = this;
    this.acks = [];
    for (let at = 0; at < acks.length; at += MAX_LEASES) {
      const part = acks.slice(at, at + MAX_LEASES);
      const leases = part.map(({ lease }) => lease);
      try {
        const results = await this.settleMany(leases, ackSettlement, {});
        for (const [i, { done }] of part.entries()) done(results[i] ?? null);
      } catch (error) {
        for (const { done } of part) done(error as PrismError);
      }
    }
  };
}

export const ackSettlement: Settlement = { call: CallNumber.STREAM_ACK, forMs: 0, bury: false, reason: "" };

export function nackSettlement({ delayMs, bury = false, reason = "" }: NackOptions): Settlement {
  const forMs = checkCount(delayMs, "delayMs", 0);
  return { call: CallNumber.STREAM_NACK, forMs, bury, reason: encodeText(reason, "reason") };
}

export function extendSettlement(ackTimeoutMs: number): Settlement {
  const forMs = checkCount(ackTimeoutMs, "ackTimeoutMs", 0);
  return { call: CallNumber.STREAM_EXTEND, forMs, bury: false, reason: "" };
}

function checkLease(lease: string): void {
  if (lease !== "") return;
  throw failures.invalid("LEASE_REQUIRED", "lease", "the message has no lease; only those of a group are settled");
}

function throwFirst([error]: SettleResults): void {
  if (error != null) throw error;
}

/** Of one call. */
const MAX_LEASES = 1_000;

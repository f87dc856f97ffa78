import { joinTraceState } from "../codec/trace-state.ts";

/** What a request that is traced has beside the others, from its admission on. */
export class RequestTrace {
  /** 32 and 16 characters of hex. */
  readonly traceId: string;
  /** Of the gateway's own span. */
  readonly spanId: string;
  /** Of the store's span: what it publishes refers to. */
  readonly storeSpanId: string;
  /** The caller's span; empty when the trace begins here. */
  readonly parentId: string;
  traceState: string;
  /** When the store was done; set when it was asked. */
  executedUs = 0;
  wasExecuted = false;
  /** How long that took. */
  storeUs = 0;
  /** Requests that went to the store together with it, itself included. */
  groupSize = 0;
  /** When it was answered. */
  endUs = 0;

  constructor(ids: { traceId: string; spanId: string; storeSpanId: string; parentId: string }, traceState: string) {
    this.traceId = ids.traceId;
    this.spanId = ids.spanId;
    this.storeSpanId = ids.storeSpanId;
    this.parentId = ids.parentId;
    this.traceState = traceState;
  }

  /** Takes over what other systems have written along the way. */
  carry(theirs: string): void {
    this.traceState = joinTraceState(this.traceState, theirs);
  }

  executed(atUs: number, storeUs: number, groupSize: number): void {
    this.executedUs = atUs;
    this.storeUs = storeUs;
    this.wasExecuted = true;
    this.groupSize = groupSize;
  }
}

import type { ClientRequest } from "../codec/client-request.ts";
import { type AnswerReader, Call } from "./call.ts";
import { checkInteger, MAX_TIMEOUT_MS, type ResolvedOptions } from "./client-options.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { CallOptions } from "./key-value-types.ts";
import { traceparentOf } from "./trace-context.ts";

/** Makes calls of requests, for whoever offers methods to the application. */
export class CallSender {
  readonly options: ResolvedOptions;
  private readonly dispatcher: Dispatcher;

  constructor(dispatcher: Dispatcher, options: ResolvedOptions) {
    this.dispatcher = dispatcher;
    this.options = options;
  }

  /** @param waitMs how much longer than others the call may take, for it waits for something to happen. */
  perform(request: ClientRequest, read: AnswerReader, options: CallOptions, waitMs = 0): Promise<unknown> {
    const timeoutMs = checkInteger(options.timeoutMs ?? this.options.timeoutMs, "timeoutMs", 1, MAX_TIMEOUT_MS);
    request.traceparent = traceparentOf(options.traceparent);
    return new Promise((resolve, reject) => {
      const nowUs = this.options.clock.monotonicUs();
      const call = new Call(request, { read, resolve, reject }, timeoutMs + waitMs, nowUs);
      this.dispatcher.submit(call, options.signal ?? null);
    });
  }
}

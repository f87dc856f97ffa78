import type { SessionCall } from "./session-call.ts";

/** The calls of one connection, in no order that matters: a list through the calls themselves, so that none needs memory. */
export class OpenCalls {
  count = 0;
  private first: SessionCall | null = null;

  add(call: SessionCall): void {
    const { first } = this;
    call.next = first;
    if (first !== null) first.previous = call;
    this.first = call;
    this.count++;
  }

  /** Of a call that was added. */
  delete(call: SessionCall): void {
    const { previous, next } = call;
    if (previous === null) this.first = next;
    else previous.next = next;
    if (next !== null) next.previous = previous;
    call.previous = null;
    call.next = null;
    this.count--;
  }

  /** All that there are now: while they are looked at, some may go and others come. */
  all(): SessionCall[] {
    const calls: SessionCall[] = [];
    for (let call = this.first; call !== null; call = call.next) calls.push(call);
    return calls;
  }
}

import type { BulkheadSettings } from "./guard-settings.ts";

/** Bounds what waits for one store or is under way to it, so that it takes no room from the others. */
export class Bulkhead {
  calls = 0;
  bytes = 0;
  /** Calls that found no room. */
  refused = 0;
  private readonly settings: BulkheadSettings;

  constructor(settings: BulkheadSettings) {
    this.settings = settings;
  }

  /** Whether a call may come in; it {@link leave}s when it is answered. One is let in always, however large. */
  tryEnter(bytes: number): boolean {
    const { maxCalls, maxBytes } = this.settings;
    if (this.calls >= maxCalls || (this.calls > 0 && this.bytes + bytes > maxBytes)) {
      this.refused++;
      return false;
    }
    this.calls++;
    this.bytes += bytes;
    return true;
  }

  leave(bytes: number): void {
    this.calls--;
    this.bytes -= bytes;
  }
}

import type { SendOutcome, SpanSender } from "./span-sender.ts";

/** A sender whose packages are loaded with its first request: most gateways trace nothing, or over HTTP. */
export class LateSender implements SpanSender {
  private readonly load: () => Promise<SpanSender>;
  private loaded: Promise<SpanSender> | null = null;

  constructor(load: () => Promise<SpanSender>) {
    this.load = load;
  }

  async send(request: Uint8Array, timeoutMs: number): Promise<SendOutcome> {
    this.loaded ??= this.load();
    return (await this.loaded).send(request, timeoutMs);
  }

  close(): void {
    void this.loaded?.then((sender) => sender.close());
  }
}

import type { Delivery, StreamReader, TakeBounds } from "../../stream-contract.ts";
import { int4, int8 } from "../sql.ts";
import { readDelivery } from "./delivery-row.ts";
import { askOfStream, type StreamParts, throwGone } from "./stream-connection.ts";
import type { Waiter } from "./stream-wakes.ts";

/** Reads on from a position; what it has not taken stays in the server. */
export class PostgresStreamReader implements StreamReader, Waiter {
  readonly namespaceId: number;
  readonly #parts: StreamParts;
  /** The server's number of the stream. */
  readonly #id: number;
  readonly #onReady: () => void;
  #next: number;

  constructor(
    parts: StreamParts,
    stream: { readonly namespaceId: number; readonly id: number; readonly next: number },
    onReady: () => void,
  ) {
    this.#parts = parts;
    this.namespaceId = stream.namespaceId;
    this.#id = stream.id;
    this.#next = stream.next;
    this.#onReady = onReady;
  }

  async take({ maxItems, maxBytes }: TakeBounds): Promise<readonly Delivery[]> {
    const { statements, wakes } = this.#parts;
    const count = wakes.countOf(this.namespaceId);
    const deliveries: Delivery[] = [];
    let next = this.#next;
    let isGone = false;
    await askOfStream(this.#parts, {
      statement: statements.read,
      parameters: [int4(this.#id), int8(this.#next), int4(maxItems), int8(maxBytes)],
      isRepeatable: true,
      onRow: (row) => {
        const position = row.integer(0);
        if (position === 0) {
          isGone = true;
          return;
        }
        next = position + 1;
        const facts = { position: String(position), publishedMs: row.integer(1), attempt: 0, lease: "" };
        deliveries.push(readDelivery(row, 2, facts));
      },
    });
    if (isGone) throwGone();
    this.#next = next;
    if (deliveries.length === 0) wakes.wait(this, count);
    return deliveries;
  }

  after(): string {
    return String(this.#next - 1);
  }

  onWake(): void {
    this.#onReady();
  }

  async close(): Promise<void> {
    this.#parts.wakes.leave(this);
  }
}

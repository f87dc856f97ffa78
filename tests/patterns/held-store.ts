import { type KeyValueItem, Outcome, type ScanPage } from "../../src/backends/contract.ts";
import type { KeyValueWrite } from "../../src/backends/networked-contract.ts";

export type Batch = {
  readonly kind: "read" | "write" | "scan";
  readonly keys: string[];
  end: (error?: unknown) => void;
};

/** A store whose answers the test gives when it likes: what no server can be made to do in a given order. */
export class HeldStore {
  readonly batches: Batch[] = [];
  readonly values = new Map<string, number>();
  readonly remembered = new Map<string, { fingerprint: Buffer; versions: number[] }>();
  readonly maxBatchItems = 1_000;
  findings = [];
  lanes: number;
  guarantees = {
    durability: "power-loss",
    atomicBatch: true,
    compareAndSet: true,
    ttl: true,
    consistency: "strong",
    orderedScan: true,
    counters: true,
    transactions: true,
    idempotency: "atomic",
  } as const;
  private version = 0;

  constructor(lanes: number) {
    this.lanes = lanes;
  }

  getMany(items: readonly KeyValueItem[]): Promise<void> {
    const keys = items.map((item) => item.key);
    return this.hold("read", keys, () => {
      for (const item of items) {
        item.version = this.values.get(item.key) ?? 0;
        item.outcome = item.version === 0 ? Outcome.ABSENT : Outcome.DONE;
      }
    });
  }

  writeMany(writes: readonly KeyValueWrite[]): Promise<void> {
    const keys = writes.flatMap((write) => write.items.map((item) => item.key));
    return this.hold("write", keys, () => {
      for (const write of writes) this.write(write);
    });
  }

  scan(): Promise<ScanPage> {
    const page: ScanPage = { items: [], more: false };
    return this.hold("scan", [], () => undefined).then(() => page);
  }

  private write(write: KeyValueWrite): void {
    const seen = this.remembered.get(write.idempotencyKey);
    if (seen !== undefined) {
      if (!seen.fingerprint.equals(write.fingerprint)) write.isKeyReused = true;
      else {
        write.isReplay = true;
        for (const [i, item] of write.items.entries()) {
          item.outcome = Outcome.DONE;
          item.version = seen.versions[i] as number;
        }
      }
      return;
    }
    for (const item of write.items) {
      item.version = ++this.version;
      item.outcome = Outcome.DONE;
      this.values.set(item.key, item.version);
    }
    if (write.idempotencyKey === "") return;
    const versions = write.items.map((item) => item.version);
    this.remembered.set(write.idempotencyKey, { fingerprint: Buffer.from(write.fingerprint), versions });
  }

  private hold(kind: Batch["kind"], keys: string[], apply: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: unknown): void => {
        this.batches.splice(this.batches.indexOf(batch), 1);
        if (error !== undefined) {
          reject(error);
          return;
        }
        apply();
        resolve();
      };
      const batch = { kind, keys, end };
      this.batches.push(batch);
    });
  }
}

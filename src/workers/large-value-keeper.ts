import { LARGE_VALUE_SWEEP_MS } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import { OwnItems, type RunCall } from "../patterns/keyvalue/large/own-items.ts";
import { sweepUploads } from "../patterns/keyvalue/large/sweep-uploads.ts";
import type { BoundNamespace } from "../pipeline/request.ts";

export interface LargeValueKeeperParts {
  /** The namespaces whose large values this worker keeps clean now. */
  readonly namespaces: () => readonly BoundNamespace[];
  readonly runnerOf: (storeIndex: number) => RunCall;
  readonly wallMs: () => number;
  readonly onProblem: (error: unknown) => void;
}

/** Removes the chunks that no value needs any more, namespace by namespace, while requests have their turn. */
export class LargeValueKeeper {
  private readonly parts: LargeValueKeeperParts;
  private timer: NodeJS.Timeout | null = null;
  /** Items removed, since the start. */
  removed = 0;

  constructor(parts: LargeValueKeeperParts) {
    this.parts = parts;
  }

  start(): void {
    this.timer = setTimeout(() => void this.round().then(() => this.start()), LARGE_VALUE_SWEEP_MS).unref();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  /** Never rejects. A store that is away is left alone until the next round. */
  async round(): Promise<void> {
    const { namespaces, runnerOf, wallMs, onProblem } = this.parts;
    for (const { id, storeIndex } of namespaces()) {
      try {
        this.removed += await sweepUploads(new OwnItems(id, runnerOf(storeIndex), 0), wallMs);
      } catch (error) {
        if (!(error instanceof PrismError)) onProblem(error);
      }
      // A store in this process has answered in this turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

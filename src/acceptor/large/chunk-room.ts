import { UploadBudget } from "../upload-budget.ts";

/** The memory that all large values of a door have while their chunks are under way: whoever finds none waits its turn. */
export class ChunkRoom {
  private readonly budget: UploadBudget;

  constructor(maxBytes: number) {
    this.budget = new UploadBudget(maxBytes);
  }

  /** Resolves when there is room for so many bytes, which is then taken until {@link release}. */
  take(bytes: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.budget.reserve({ onRoom: resolve }, bytes)) resolve();
    });
  }

  /** For whoever has taken some already, and must not wait for more. */
  tryTake(bytes: number): boolean {
    return this.budget.tryReserve(bytes);
  }

  release(bytes: number): void {
    this.budget.release(bytes);
  }
}

/** Everything that the bench has started and not ended yet: however the bench ends, it ends first. */
export class Children {
  private readonly kills = new Set<() => void>();

  constructor() {
    process.on("exit", () => this.killAll());
    for (const [signal, number] of [
      ["SIGINT", 2],
      ["SIGTERM", 15],
      ["SIGHUP", 1],
    ] as const) {
      process.on(signal, () => process.exit(128 + number));
    }
  }

  /** Runs `work` with `kill` at hand: it is called when the bench is ended before the work. */
  async guard<T>(kill: () => void, work: () => Promise<T>): Promise<T> {
    this.kills.add(kill);
    try {
      return await work();
    } finally {
      this.kills.delete(kill);
    }
  }

  private killAll(): void {
    for (const kill of this.kills) kill();
    this.kills.clear();
  }
}

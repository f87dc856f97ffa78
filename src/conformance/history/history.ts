/** One call of a history: what was asked, what was told, and when it began and ended. */
export interface Call<Asked, Told> {
  readonly client: number;
  readonly asked: Asked;
  /** Null when nobody knows what became of it: it may have been done at any time since it began, or never. */
  told: Told | null;
  /** Moments of the history are numbered: no two are the same. */
  readonly beganAt: number;
  endedAt: number;
}

/** Writes down who asks what, and what comes of it. */
export class History<Asked, Told> {
  readonly calls: Call<Asked, Told>[] = [];
  private moments = 0;

  /** Does a call and writes it down; when it fails, what became of it is unknown, and the error is thrown on. */
  async record(client: number, asked: Asked, work: () => Promise<Told>): Promise<Told> {
    const call: Call<Asked, Told> = { client, asked, told: null, beganAt: this.moments++, endedAt: NEVER };
    this.calls.push(call);
    const told = await work();
    call.told = told;
    call.endedAt = this.moments++;
    return told;
  }
}

/** A call without an answer goes on for ever. */
const NEVER = Number.POSITIVE_INFINITY;

import { steadyMs } from "../../../common/clock.ts";
import { ConnectionError, type Parameter, type Row, ServerError, type SqlConnection, type Statement } from "../sql.ts";
import type { NativeClient, NativeDone } from "./load-native.ts";
import { textOfParameter } from "./text-parameter.ts";
import { TextRow } from "./text-row.ts";

/** A statement that waits or runs; without a name it is a script. */
interface Job {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly (string | null)[];
  readonly onRow: ((row: Row) => void) | null;
  readonly deadlineMs: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** libpq's number for a connection that is bad. */
const UNKNOWN = 4;

/** A connection by `pg-native`, one statement at a time: parameters and columns are texts. */
export class NativeConnection implements SqlConnection {
  onNotification: ((channel: string, payload: string) => void) | null = null;
  onEnd: (() => void) | null = null;
  readonly #client: NativeClient;
  /** The first one is running. */
  readonly #jobs: Job[] = [];
  readonly #prepared = new Set<string>();
  readonly #row = new TextRow();
  #isOpen = true;
  #timer: NodeJS.Timeout | null = null;

  constructor(client: NativeClient) {
    this.#client = client;
    client.on("error", (error) => this.#end("lost", error));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get pending(): number {
    return this.#jobs.length;
  }

  run(
    { name, text }: Statement,
    parameters: readonly Parameter[],
    timeoutMs: number,
    onRow: ((row: Row) => void) | null = null,
  ): Promise<void> {
    return this.#add({ name, text, parameters: parameters.map(textOfParameter), onRow }, timeoutMs);
  }

  script(text: string, timeoutMs: number): Promise<void> {
    // Reading begins with the first listener, and a connection that reads hears what comes.
    if (text.startsWith("LISTEN"))
      this.#client.on("notification", ({ relname, extra }) => this.onNotification?.(relname, extra));
    return this.#add({ name: "", text, parameters: [], onRow: null }, timeoutMs);
  }

  close(): void {
    this.#end("lost", null);
  }

  #add(job: Pick<Job, "name" | "text" | "parameters" | "onRow">, timeoutMs: number): Promise<void> {
    if (!this.#isOpen) return Promise.reject(new ConnectionError("unreachable", null));
    return new Promise((resolve, reject) => {
      const deadlineMs = steadyMs() + timeoutMs;
      this.#jobs.push({ ...job, deadlineMs, resolve, reject });
      if (this.#timer === null) this.#watch(deadlineMs);
      if (this.#jobs.length === 1) this.#start();
    });
  }

  #start(): void {
    const job = this.#jobs[0];
    if (job === undefined) return;
    if (job.name === "") this.#client.query(job.text, this.#done(job));
    else if (this.#prepared.has(job.name)) this.#client.execute(job.name, job.parameters, this.#done(job));
    else this.#prepare(job);
  }

  #prepare(job: Job): void {
    const done = this.#done(job);
    this.#client.prepare(job.name, job.text, job.parameters.length, (error) => {
      if (error !== null && error !== undefined) done(error);
      else if (this.#isOpen) {
        this.#prepared.add(job.name);
        this.#client.execute(job.name, job.parameters, done);
      }
    });
  }

  #done(job: Job): NativeDone {
    return (error, rows) => {
      if (!this.#isOpen || this.#jobs[0] !== job) return;
      this.#jobs.shift();
      if (error === null || error === undefined) this.#hand(rows ?? [], job);
      else this.#refuse(error, job);
      if (this.#isOpen) this.#start();
    };
  }

  #hand(rows: readonly (readonly (string | null)[])[], { onRow, resolve }: Job): void {
    if (onRow !== null) {
      for (const row of rows) {
        this.#row.load(row);
        onRow(this.#row);
      }
    }
    resolve();
  }

  #refuse(error: Error, job: Job): void {
    const { sqlState, messagePrimary, messageDetail } = this.#client.pq.resultErrorFields() ?? {};
    const isBad = this.#client.pq.transactionStatus() === UNKNOWN;
    if (sqlState) job.reject(new ServerError(sqlState, messagePrimary ?? error.message, messageDetail));
    else job.reject(new ConnectionError("lost", error));
    if (isBad) this.#end("lost", error);
  }

  #watch(deadlineMs: number): void {
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        const oldest = this.#jobs[0];
        if (oldest === undefined) return;
        if (oldest.deadlineMs <= steadyMs()) this.#end("silent", null);
        else this.#watch(oldest.deadlineMs);
      },
      Math.max(1, deadlineMs - steadyMs()),
    ).unref();
  }

  #end(kind: "lost" | "silent", cause: unknown): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#client.end();
    for (const job of this.#jobs.splice(0)) job.reject(new ConnectionError(kind, cause));
    const { onEnd } = this;
    this.onEnd = null;
    onEnd?.();
  }
}

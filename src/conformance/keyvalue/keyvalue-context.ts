import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { createSystemPrng } from "../../common/prng.ts";
import { KeyValueClient } from "./keyvalue-client.ts";
import type { KeyValueSubject } from "./keyvalue-subject.ts";

const DEFAULT_CALL_TIMEOUT_MS = 10_000;
const DEFAULT_MODEL_RUNS = 40;

const prng = createSystemPrng();

/** What a check works with: clients, and names that no other check has. */
export class KeyValueContext {
  readonly subject: KeyValueSubject;
  readonly guarantees: NetworkedKeyValueGuarantees;
  readonly modelRuns: number;
  private readonly clients: KeyValueClient[] = [];
  private readonly mark = prng.below(2 ** 31).toString(36);
  private first: KeyValueClient;
  private names = 0;

  constructor(subject: KeyValueSubject, guarantees: NetworkedKeyValueGuarantees) {
    this.subject = subject;
    this.guarantees = guarantees;
    this.modelRuns = subject.modelRuns ?? DEFAULT_MODEL_RUNS;
    this.first = this.another();
  }

  get client(): KeyValueClient {
    return this.first;
  }

  get canRestart(): boolean {
    return this.subject.restart !== undefined;
  }

  /** A client on the same data, as another worker is. */
  another(): KeyValueClient {
    const store = this.subject.open(this.clients.length);
    const client = new KeyValueClient(store, this.subject.callTimeoutMs ?? DEFAULT_CALL_TIMEOUT_MS);
    this.clients.push(client);
    return client;
  }

  /** A name for a namespace of this check alone. */
  name(): string {
    return `conform-${this.mark}-${++this.names}`;
  }

  /** A namespace of this check alone, by the number that {@link client} has for it. */
  namespace(): number {
    return this.client.namespace(this.name());
  }

  /** Restarts what keeps the data, where it can be; clients from before are closed. */
  async restart(): Promise<void> {
    if (this.subject.restart === undefined) return;
    await this.closeClients();
    await this.subject.restart();
    this.first = this.another();
  }

  async close(): Promise<void> {
    await this.closeClients();
  }

  private async closeClients(): Promise<void> {
    for (const client of this.clients.splice(0)) await client.store.close();
  }
}

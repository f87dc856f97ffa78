import type { AutocannonClient, AutocannonInstance, AutocannonOptions, AutocannonRequest } from "autocannon";
import type { OperationScript } from "../../scenario/operation-script.ts";
import type { ScenarioFlow } from "../../scenario/scenario-schema.ts";
import type { GeneratorTls } from "./flow-plan.ts";
import type { FlowTally } from "./flow-tally.ts";
import { digits } from "./frame-requests.ts";
import type { FlowDriver } from "./lane-flow.ts";
import { durationMsOf, type Stage } from "./stage.ts";

export interface HttpFlowSetup {
  readonly url: string;
  readonly flow: ScenarioFlow;
  /** Of this process. */
  readonly connections: number;
  /** What keys begin with. */
  readonly prefix: string;
  readonly authorization: string;
  /** Null for a door without TLS. */
  readonly tls: GeneratorTls | null;
  readonly nowUs: () => number;
}

type Autocannon = typeof import("autocannon").default;

/** A closed loop over HTTP/1.1, made by autocannon: each connection goes through a part of the script of its own. */
export class HttpFlow implements FlowDriver {
  readonly tally: FlowTally;
  private readonly autocannon: Autocannon;
  private readonly setup: HttpFlowSetup;
  private readonly script: OperationScript;
  private instance: AutocannonInstance | null = null;
  private clients: AutocannonClient[] = [];
  private isAsking = false;
  private done: Promise<void> = Promise.resolve();

  private constructor(autocannon: Autocannon, tally: FlowTally, script: OperationScript, setup: HttpFlowSetup) {
    this.autocannon = autocannon;
    this.tally = tally;
    this.script = script;
    this.setup = setup;
  }

  /** Loads autocannon, which nothing else needs. */
  static async create(tally: FlowTally, script: OperationScript, setup: HttpFlowSetup): Promise<HttpFlow> {
    const { default: autocannon } = await import("autocannon");
    return new HttpFlow(autocannon, tally, script, setup);
  }

  begin(stage: Stage, nowUs: number): void {
    const { url, flow, connections, tls } = this.setup;
    this.tally.beginStage(stage, nowUs);
    this.isAsking = true;
    this.clients = [];
    const options = {
      url,
      connections,
      pipelining: flow.depth,
      // It is stopped by us; autocannon itself looks at the time only now and then.
      duration: Math.ceil(durationMsOf(stage) / 1_000) + LONGER_SECONDS,
      timeout: TIMEOUT_SECONDS,
      sampleInt: SAMPLE_MS,
      requests: [{ method: "GET", path: "/" }],
      setupClient: (client: AutocannonClient) => this.setUp(client),
      ...(tls === null ? {} : tlsOptionsOf(tls)),
    };
    this.done = new Promise((resolve) => {
      this.instance = this.autocannon(options, (error) => {
        if (error !== null && error !== undefined) this.tally.fault(error.message);
        resolve();
      });
    });
  }

  async end(): Promise<void> {
    this.isAsking = false;
    for (const client of this.clients) client.destroy();
    this.instance?.stop();
    await this.done;
  }

  close(): void {
    this.isAsking = false;
    for (const client of this.clients) client.destroy();
  }

  private setUp(client: AutocannonClient): void {
    const number = this.clients.push(client) - 1;
    const length = Math.min(this.script.length, REQUESTS_OF_CONNECTION);
    const start = Math.floor((number * this.script.length) / this.setup.connections);
    // Told of each answer just before the client's own event, which knows how long it took but not what it answers.
    const last = { step: 0, body: "" };
    client.setRequests(Array.from({ length }, (_, i) => this.requestOf((start + i) % this.script.length, last)));
    client.on("response", (status: number, _bytes: number, tookMs: number) => this.onResponse(status, tookMs, last));
    client.on("connError", (error: NodeJS.ErrnoException) =>
      this.failed("CONNECTION", error.code ?? "LOST", last.step),
    );
    client.on("timeout", () => this.failed("CLIENT", "NOT_ANSWERED", last.step));
  }

  private requestOf(step: number, last: { step: number; body: string }): AutocannonRequest {
    const { flow, prefix, authorization } = this.setup;
    const { script } = this;
    const operation = script.names[script.operations[step] as number];
    const key = (prefix + digits(script.takeNumber(step))).padEnd(flow.keys.bytes, "k");
    const base = `/v1/namespaces/${encodeURIComponent(flow.namespace)}/keyvalue`;
    const path = `${base}/${encodeURIComponent(key)}`;
    const onResponse = (_status: number, body: string): void => {
      last.step = step;
      last.body = body;
    };
    const headers: Record<string, string> = authorization === "" ? {} : { authorization };
    if (operation === "put") return { method: "PUT", path, body: script.valueAt(step), headers, onResponse };
    if (operation === "delete") return { method: "DELETE", path, headers, onResponse };
    if (operation === "get") return { method: "GET", path, headers, onResponse };
    const query = `prefix=${encodeURIComponent(prefix)}&start=${encodeURIComponent(key)}&pageSize=${script.scanItems[step]}`;
    return { method: "GET", path: `${base}?${query}`, headers, onResponse };
  }

  private onResponse(status: number, tookMs: number, last: { step: number; body: string }): void {
    if (!this.isAsking) return;
    const nowUs = this.setup.nowUs();
    const operation = this.script.operations[last.step] as number;
    if (status >= 200 && status < 300) {
      const sentUs = nowUs - tookMs * 1_000;
      this.tally.answered(operation, sentUs, sentUs, nowUs, 1);
    } else this.failed("HTTP", reasonOf(status, last.body), last.step);
  }

  private failed(code: string, reason: string, step: number): void {
    if (!this.isAsking) return;
    const nowUs = this.setup.nowUs();
    this.tally.failed(this.script.operations[step] as number, code, reason, nowUs, nowUs);
  }
}

/** As texts: autocannon copies its options deeply, and a context of OpenSSL does not survive that. */
function tlsOptionsOf({
  ca,
  cert,
  key,
  serverName,
}: GeneratorTls): Pick<AutocannonOptions, "tlsOptions" | "servername"> {
  const given = {
    ...(ca === null ? {} : { ca }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
  };
  return {
    tlsOptions: { ...given, minVersion: "TLSv1.2" },
    ...(serverName === null ? {} : { servername: serverName }),
  };
}

/** The reason of Prism's own errors, or the status. */
function reasonOf(status: number, body: string): string {
  try {
    const { reason } = JSON.parse(body) as { reason?: unknown };
    if (typeof reason === "string" && /^[A-Z_]{1,64}$/.test(reason)) return reason;
  } catch {
    // Not Prism's.
  }
  return String(status);
}

/** autocannon writes out all requests of a connection when it opens, and nothing else runs meanwhile. */
const REQUESTS_OF_CONNECTION = 128;
const LONGER_SECONDS = 60;
const TIMEOUT_SECONDS = 10;
/** How often autocannon looks whether it is to stop. */
const SAMPLE_MS = 50;

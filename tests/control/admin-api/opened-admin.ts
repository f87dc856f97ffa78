import type { TestContext } from "node:test";
import { GatewayAdmin } from "../../../src/control/gateway-admin.ts";
import { afterwards } from "../../support/afterwards.ts";
import { type GatewayChoices, StartedGateway } from "../../support/started-gateway.ts";

export interface AdminReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface AdminAsk {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway with its admin port. */
export class OpenedAdmin {
  readonly started: StartedGateway;
  readonly port: number;

  private constructor(started: StartedGateway, port: number) {
    this.started = started;
    this.port = port;
  }

  static async open(t: TestContext, choices: GatewayChoices): Promise<OpenedAdmin> {
    const started = await StartedGateway.open(t, choices);
    const admin = new GatewayAdmin(started.gateway, {
      version: "1.2.3",
      log: (level, message, fields) => started.logs.push({ level, message, fields, atMs: 0 }),
    });
    const port = await admin.open("127.0.0.1", 0);
    afterwards(t, () => admin.close());
    return new OpenedAdmin(started, port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Asks, with a body in JSON unless it is text. */
  async ask(path: string, { method = "GET", body, headers = {} }: AdminAsk = {}): Promise<AdminReply> {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const reply = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...(text === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await reply.text();
    const isJson = reply.headers.get("content-type")?.includes("json") === true;
    return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(answer) : { text: answer } };
  }
}

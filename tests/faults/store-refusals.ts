import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Answer } from "../support/answer.ts";
import { eventually } from "../support/eventually.ts";
import { get, put } from "../support/frames.ts";
import type { GatewayProcess } from "../support/gateway-process.ts";

/** One client at the namespace `items`, and what it is answered. */
export class StoreCaller {
  private readonly t: TestContext;
  private readonly gateway: GatewayProcess;
  private nextId = 1;

  constructor(t: TestContext, gateway: GatewayProcess) {
    this.t = t;
    this.gateway = gateway;
  }

  async put(key: string, value: string): Promise<Answer> {
    const client = await this.gateway.connect();
    const answer = await client.call(put(this.nextId++, "items", key, value));
    client.socket.destroy();
    return answer;
  }

  async get(key: string): Promise<Answer> {
    const client = await this.gateway.connect();
    const answer = await client.call(get(this.nextId++, "items", key));
    client.socket.destroy();
    return answer;
  }

  /**
   * Puts until it is refused for this reason, or since the breaker is open for it; every other refusal must say that the store
   * is away.
   */
  async refused(reason: string, code: number, put: () => Promise<Answer> = () => this.put("k", "v")): Promise<Answer> {
    let last: Answer | undefined;
    await eventually(`a put is refused with ${reason}`, async () => {
      last = await put();
      assert.ok([reason, "", ...AWAY].includes(last.reason), `${last.reason}: ${last.message}`);
      return last.reason === reason || (last.reason === "STORE_CIRCUIT_OPEN" && last.message.includes(`(${reason}: `));
    });
    const answer = last as Answer;
    assert.equal(answer.code, answer.reason === reason ? code : Code.UNAVAILABLE, answer.reason);
    assert.equal(answer.metadata.backend, "away");
    this.t.diagnostic(`${answer.reason}: ${answer.message}`);
    return answer;
  }

  /** Puts until that is done again, on every worker: as many times in a row as no accident is. */
  async served(): Promise<void> {
    let row = 0;
    await eventually("puts are done again", async () => {
      row = (await this.put(`again-${row}`, "v")).code === 0 ? row + 1 : 0;
      return row >= IN_A_ROW;
    });
  }
}

const IN_A_ROW = 10;
/** Reasons that a store has while it connects, or hears why it may not. */
const AWAY = ["STORE_CIRCUIT_OPEN", "STORE_UNAVAILABLE", "STORE_CONNECTION_LOST", "STORE_TIMEOUT"];

export const Code = { RESOURCE_EXHAUSTED: 8, FAILED_PRECONDITION: 9, UNAVAILABLE: 14 } as const;

import type { TestContext } from "node:test";
import { prism } from "../../generated/prism.js";
import { FrameClient } from "../../support/frame-client.ts";
import { frame } from "../../support/frames.ts";

const v1 = prism.v1;

/** The Stream calls as a client of the TCP door makes them. */
export class StreamDoor {
  readonly client: FrameClient;
  #nextId = 1;

  constructor(client: FrameClient) {
    this.client = client;
  }

  static async open(test: TestContext, port: number): Promise<StreamDoor> {
    return new StreamDoor(await FrameClient.open(test, port));
  }

  /** The answer: its field of the response, or the error's reason. */
  async call(call: prism.v1.IRequest): Promise<prism.v1.Response> {
    const id = this.#nextId++;
    const bytes = frame(v1.Request.encode({ id, ...call }).finish());
    const answer = await this.client.call(bytes);
    return v1.Response.decode(answer.payload);
  }

  async publish(namespace: string, value: string, more: prism.v1.IMessage = {}): Promise<prism.v1.Response> {
    return this.call({ streamPublish: { namespace, message: { value: Buffer.from(value), ...more } } });
  }

  async fetch(namespace: string, request: prism.v1.IFetchRequest = {}): Promise<prism.v1.IFetchResponse> {
    const { streamFetch, error } = await this.call({
      streamFetch: { namespace, group: "g", consumer: "c", ...request },
    });
    if (error) throw new Error(`${error.reason}: ${error.message}`);
    return streamFetch ?? {};
  }
}

export function texts({ deliveries }: prism.v1.IFetchResponse): string[] {
  return (deliveries ?? []).map(({ value }) => Buffer.from(value ?? []).toString());
}

import type { TestContext } from "node:test";
import { prism } from "../generated/prism.js";
import type { Answer } from "../support/answer.ts";
import { FrameClient } from "../support/frame-client.ts";
import { frame } from "../support/frames.ts";
import { type DoorAnswer, type DoorCall, type DoorCaller, METHODS } from "./door-caller.ts";

/** Frames over TCP. */
export function tcpCaller(t: TestContext, port: number): DoorCaller {
  return {
    name: "tcp",
    call: async (call) => {
      const client = await FrameClient.open(t, port);
      try {
        return await answerOf(client, call);
      } finally {
        client.socket.destroy();
      }
    },
  };
}

async function answerOf(client: FrameClient, call: DoorCall): Promise<DoorAnswer> {
  client.send(requestFrame(call));
  const [answer] = await client.answered(1);
  return readResponse((answer as Answer).payload, call);
}

/** The call as one frame with the id 1. */
export function requestFrame(call: DoorCall): Buffer {
  const request = prism.v1.Request.fromObject({
    id: 1,
    timeoutMs: call.timeoutMs ?? 0,
    idempotencyKey: call.idempotencyKey ?? "",
    authorization: call.authorization ?? "",
    [METHODS[call.method].field]: call.message,
  });
  return frame(prism.v1.Request.encode(request).finish());
}

export function readResponse(payload: Uint8Array, call: DoorCall): DoorAnswer {
  const response = prism.v1.Response.decode(payload);
  const { error } = response;
  if (error === null || error === undefined) {
    const plain = prism.v1.Response.toObject(response, { longs: Number, bytes: String });
    return { ok: true, message: plain[METHODS[call.method].field] as Record<string, unknown> };
  }
  const { code, reason, message, retryAfterMs, metadata } = prism.v1.Error.toObject(error as prism.v1.Error, {
    defaults: true,
    objects: true,
  });
  return { ok: false, error: { code, reason, message, retryAfterMs, metadata } };
}

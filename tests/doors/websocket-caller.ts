import type { TestContext } from "node:test";
import { WebSocketClient } from "../acceptor/http/websocket-client.ts";
import type { Answer } from "../support/answer.ts";
import type { DoorCaller } from "./door-caller.ts";
import { readResponse, requestFrame } from "./tcp-caller.ts";

/** Frames in the binary messages of a WebSocket. */
export function websocketCaller(t: TestContext, port: number): DoorCaller {
  return {
    name: "websocket",
    call: async (call) => {
      const client = await WebSocketClient.open(t, port);
      try {
        client.send(requestFrame(call));
        const [answer] = await client.answered(1);
        return readResponse((answer as Answer).payload, call);
      } finally {
        client.socket.destroy();
      }
    },
  };
}

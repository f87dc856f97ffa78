import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { CallNumber } from "../../../src/codec/calls.ts";
import { MAX_NAMELESS_WEBSOCKETS } from "../../../src/common/limits.ts";
import { createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../../src/security/tokens/api-key-record.ts";
import { request } from "../../support/frames.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { describeEachServer } from "./each-server.ts";
import { WebSocketClient } from "./websocket-client.ts";

const YAML = `auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "*", allow: [all] }] }]
`;

describeEachServer("WebSockets without credentials", (server) => {
  it("are so many and no more: the first of them goes, and none that has shown some", async (t) => {
    const folder = tempFolder(t);
    const key = createApiKey();
    const rest = { teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
    const record = { id: key.id, hash: hashApiKey(key), principal: "user:ada", ...rest };
    writeFileSync(join(folder, "keys.jsonl"), formatApiKeyRecord(record), { mode: 0o600 });
    const flags = { "listeners.http.server": server };
    const gateway = await StartedGateway.open(t, { yaml: YAML, folder, flags });
    const connect = (headers: Record<string, string> = {}) => WebSocketClient.open(t, gateway.httpPort, headers);
    const authorization = `Bearer ${key.text}`;
    const atOnce = await connect({ Authorization: authorization });
    const withFrame = await connect();
    withFrame.send(
      request(
        1,
        CallNumber.KV_GET,
        [
          [1, "memory"],
          [2, "k"],
        ],
        [[5, authorization]],
      ),
    );
    assert.equal((await withFrame.answered(1))[0]?.code, 0);
    const nameless: WebSocketClient[] = [];
    for (let i = 0; i < MAX_NAMELESS_WEBSOCKETS + 2; i++) nameless.push(await connect());
    await nameless[1]?.until(() => nameless[1]?.isClosed === true);
    assert.deepEqual(nameless.map(({ isClosed }) => isClosed).slice(0, 3), [true, true, false]);
    for (const client of [atOnce, withFrame]) {
      client.send(
        request(2, CallNumber.KV_GET, [
          [1, "memory"],
          [2, "k"],
        ]),
      );
      await client.until(() => client.answers.some(({ id, code }) => id === 2 && code === 0));
    }
  });
});

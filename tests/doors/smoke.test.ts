import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PrismClient } from "../../src/client/index.ts";
import { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("prism serve, on embedded stores", () => {
  it("keeps what one door writes for all others, over a restart, and ends when it is asked to", async (t) => {
    const folder = tempFolder(t);
    const first = await GatewayProcess.serving(t, { folder });
    const tcp = await first.connect();
    assert.equal((await tcp.call(put(1, "default", "k", "v"))).reason, "");
    const url = `http://127.0.0.1:${first.httpPort}/v1/namespaces/default/keyvalue/k`;
    assert.equal(await (await fetch(url)).text(), "v");
    const grpc = await PrismClient.connect(`grpc://127.0.0.1:${first.grpcPort}`);
    assert.equal((await grpc.keyValue("default").get("k"))?.text(), "v");
    const stream = grpc.stream("events");
    const { position } = await stream.publish("hello");
    assert.notEqual(position, "");
    await grpc.close();
    const ready = await fetch(`http://127.0.0.1:${first.adminPort}/readyz`);
    assert.equal(ready.status, 200, await ready.text());
    first.signal("SIGTERM");
    assert.deepEqual(await first.end, { code: 0, signal: null });

    const second = await GatewayProcess.serving(t, { folder });
    const again = await FrameClient.open(t, second.port);
    assert.equal((await again.call(get(1, "default", "k"))).value, "v");
    second.signal("SIGTERM");
    assert.equal((await second.end).code, 0);
  });
});

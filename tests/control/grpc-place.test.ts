import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConnectionCounters } from "../../src/acceptor/connection-counters.ts";
import { CompressionCounters } from "../../src/acceptor/grpc/compression/compression-counters.ts";
import type { Reception } from "../../src/acceptor/reception.ts";
import { SubscriptionCounters } from "../../src/acceptor/subscriptions/subscription-counters.ts";
import { UnreadTotal } from "../../src/acceptor/unread-total.ts";
import { systemClock } from "../../src/common/clock.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { placeGrpc } from "../../src/control/grpc-place.ts";
import { PrincipalRegistry } from "../../src/security/principal-registry.ts";

describe("the gRPC door on the thread of the others", () => {
  it("is opened with the code that was loaded before", async () => {
    const place = shared();
    place.setServing(true);
    await place.load();
    const port = await place.open("127.0.0.1", 0);
    assert.ok(port > 0);
    await place.drain();
    await place.destroy();
  });

  it("lets nobody in when the gateway closes while its code is loaded", async () => {
    const place = shared();
    const opening = place.open("127.0.0.1", 0);
    await place.drain();
    assert.equal(await opening, 0);
    await place.destroy();
  });
});

function shared() {
  const config = loadConfig({ env: {}, cores: 2, cwd: "/", flags: { "listeners.grpc.thread": "shared" } });
  return placeGrpc({
    config,
    // Nobody calls.
    reception: { maxMessageBytes: 1024, serves: () => true } as unknown as Reception,
    principals: new PrincipalRegistry(),
    tls: null,
    isOpen: true,
    onRefused: () => undefined,
    unread: new UnreadTotal(config.limits.maxUnreadBytes, systemClock),
    connections: new ConnectionCounters(),
    subscriptions: new SubscriptionCounters(),
    compression: new CompressionCounters(),
    onChange: () => undefined,
    log: () => undefined,
  });
}

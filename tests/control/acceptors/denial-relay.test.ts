import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import { type CountedDenial, DenialRelay } from "../../../src/control/acceptors/denial-relay.ts";
import { Door } from "../../../src/security/caller.ts";

const failure = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_REQUIRED", "");

describe("denials on their way to control", () => {
  it("are one of each kind in a turn, with their number, however many came", () => {
    const sent: CountedDenial[] = [];
    const relay = new DenialRelay((denials) => sent.push(...denials));
    const common = { door: Door.TCP, principal: null, failure, namespace: "n", operation: 1, traceparent: "" };
    for (let i = 0; i < 10_000; i++) relay.add({ ...common, peer: `192.0.2.${i % 2}`, requestId: i });
    relay.flush();
    relay.flush();
    assert.deepEqual(
      sent.map(({ denial, count }) => [denial.peer, denial.requestId, count]),
      [
        ["192.0.2.0", 0, 5_000],
        ["192.0.2.1", 1, 5_000],
      ],
    );
  });
});

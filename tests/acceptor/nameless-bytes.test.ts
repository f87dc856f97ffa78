import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Connection } from "../../src/acceptor/connection.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { DEFAULT_MAX_FRAME_BYTES, MAX_NAMELESS_BYTES } from "../../src/common/limits.ts";
import type { Authenticator } from "../../src/security/authenticator.ts";
import { request } from "../support/frames.ts";
import { openConnections } from "../support/open-connections.ts";
import { type AcceptorBench, createAcceptorBench } from "./acceptor-bench.ts";

const authenticator: Authenticator = {
  anonymous: null,
  generation: 0,
  authenticate: () => ({ principal: { id: 1, name: "user:ada", teams: [] }, expiresAtMs: 0 }),
};
const LARGEST = 4 * 1024 * 1024;
const hello = request(
  1,
  CallNumber.KV_GET,
  [
    [1, "n"],
    [2, "k"],
  ],
  [[5, "Bearer ada"]],
);

function createBench(): AcceptorBench & { begin: (connection: Connection) => void } {
  const bench = createAcceptorBench({ maxFrameBytes: DEFAULT_MAX_FRAME_BYTES }, undefined, authenticator);
  const frame = Buffer.alloc(4 + LARGEST / 2);
  frame.writeUInt32BE(DEFAULT_MAX_FRAME_BYTES);
  return { ...bench, begin: (connection) => bench.acceptor.receive(connection, frame) };
}

describe("frames that are not whole, of those who have shown no credentials", () => {
  it("are kept up to a bound of all of them; then the connection goes that began first, and is told", () => {
    const { connect, begin, acceptor } = createBench();
    const many = Array.from({ length: 1.5 * (MAX_NAMELESS_BYTES / (LARGEST / 2)) }, connect);
    for (const { connection } of many) begin(connection);
    const gone = many.map(({ transport }) => transport.isEnded);
    const left = gone.filter((isGone) => !isGone).length;
    assert.ok(left > 20 && left < MAX_NAMELESS_BYTES / (LARGEST / 2), `${left} are left`);
    assert.deepEqual(gone, [...gone].sort().reverse(), "the oldest went first");
    assert.deepEqual(
      many[0]?.transport.answers().map(({ error }) => error?.reason),
      ["TOO_MANY_UNFINISHED_FRAMES"],
    );
    assert.equal(openConnections(acceptor), left);
    const kept = many.reduce((sum, { connection }) => sum + connection.splitter.keptBytes, 0);
    assert.ok(kept <= MAX_NAMELESS_BYTES, `${kept} bytes are kept, those of sockets that linger among them`);
    for (const { connection } of many) acceptor.close(connection);
    const others = Array.from({ length: 20 }, connect);
    for (const { connection } of others) begin(connection);
    assert.ok(
      others.every(({ transport }) => !transport.isEnded),
      "what is gone counts no more",
    );
  });

  it("do not count once the credentials have come", () => {
    const { connect, begin, acceptor } = createBench();
    const many = Array.from({ length: 50 }, connect);
    for (const { connection } of many) {
      acceptor.receive(connection, hello);
      begin(connection);
    }
    assert.ok(many.every(({ transport }) => !transport.isEnded));
  });
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { doorOver, getMessage } from "./door-bench.ts";

describe("an old connection over the lean transport", () => {
  it("tells the calls that its time of grace does not suffice for, and is closed", async (t) => {
    const settings = { maxConnectionAgeMs: 100, maxConnectionAgeGraceMs: 200 };
    const door = await doorOver("lean")(t, { settings });
    const { client } = door;
    const coming = client.call("Get", getMessage);
    await door.taken(1);
    const { status, reason } = await coming;
    assert.deepEqual([status, reason], [14, "CONNECTION_CLOSED"]);
    if (!client.session.destroyed) await once(client.session, "close");
  });
});

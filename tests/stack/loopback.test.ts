import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, it } from "node:test";
import { becomesFree, freeLoopbackPorts, isFree, LOOPBACK } from "../../src/stack/loopback.ts";
import { afterwards } from "../support/afterwards.ts";

describe("a port of the loopback interface", () => {
  it("is free when whoever held it for a moment has left it", async (t) => {
    const other = createServer().listen(0, LOOPBACK);
    await once(other, "listening");
    afterwards(t, () => void other.close());
    const { port } = other.address() as AddressInfo;
    const looked = becomesFree(port);
    assert.equal(await isFree(port), false);
    other.close();
    assert.equal(await looked, true);
  });

  it("is not free while somebody stays there", async (t) => {
    const other = createServer().listen(0, LOOPBACK);
    await once(other, "listening");
    afterwards(t, () => void other.close());
    assert.equal(await becomesFree((other.address() as AddressInfo).port), false);
  });

  it("is given to one caller, whether or not there is a server", async () => {
    // By chance alone, seven of three hundred would be given twice.
    const first = new Set(await freeLoopbackPorts(300));
    const second = await freeLoopbackPorts(300);
    assert.deepEqual(
      second.filter((port) => first.has(port)),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { PrismError } from "../../../src/common/prism-error.ts";
import { get, put } from "../../support/frames.ts";
import { SmallDisk } from "../../support/small-disk.ts";
import { StartedGateway } from "../../support/started-gateway.ts";

const ada = { principal: "user:ada", door: "admin" };
const on = (name: string) => ({
  name,
  pattern: "keyvalue",
  backend: "ram",
  limits: [{ principal: "*", maxInFlight: 9 }],
});

const isFull = (error: unknown): boolean =>
  error instanceof PrismError && error.failure.reason === "CONTROL_STORE_FULL" && error.failure.retryAfterMs > 0;

it("changes nothing while the control store's disk is full, and goes on when there is room", {
  skip: SmallDisk.missing(),
}, async (t) => {
  const disk = SmallDisk.mount(t, 4);
  const yaml = `
control: { path: ${join(disk.folder, "control")} }
workers: 2
backends: { ram: { type: memory } }
namespaces: [{ name: fixed, pattern: keyvalue, backend: ram }]
`;
  const started = await StartedGateway.open(t, { yaml });
  const { api } = started.gateway.namespaces;
  const client = await started.connect();
  await api.create({ namespace: on("kept") }, ada);
  await client.call(put(1, "kept", "k", "v"));
  disk.fill();
  await assert.rejects(async () => {
    // The log of the database may have some room of its own.
    for (let i = 0; i < 200; i++) await api.create({ namespace: on(`n${i}`) }, ada);
  }, isFull);
  const { totalSize } = await api.list({});
  await assert.rejects(api.create({ namespace: on("over") }, ada), isFull);
  await assert.rejects(api.update({ namespace: { name: "kept", limits: [] }, updateFields: ["limits"] }, ada), isFull);
  await assert.rejects(api.delete({ name: "kept", force: true }, ada), isFull);
  assert.equal((await client.call(put(2, "over", "k", "v"))).reason, "NAMESPACE_NOT_FOUND");
  assert.equal((await client.call(get(3, "kept", "k"))).value, "v");
  assert.deepEqual((await api.get({ name: "kept" })).limits, [{ principal: "*", maxInFlight: 9 }]);
  assert.equal((await api.list({})).totalSize, totalSize);
  disk.clear();
  await api.create({ namespace: on("over") }, ada);
  await api.delete({ name: "kept", force: true }, ada);
  assert.equal((await client.call(get(4, "kept", "k"))).reason, "NAMESPACE_NOT_FOUND");
  await started.close();
  const again = await StartedGateway.open(t, { folder: started.folder });
  assert.equal((await again.gateway.namespaces.api.list({})).totalSize, totalSize);
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "../support/answer.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const YAML = `
workers: 2
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory, maxBytes: 64MiB } }
namespaces:
  - { name: steady-disk, pattern: keyvalue, backend: disk }
  - { name: steady-one, pattern: keyvalue, backend: ram }
  - { name: steady-two, pattern: keyvalue, backend: ram }
`;

const MS = 2_500;
const DEPTH = 64;
const MIN_CHANGES = 30;
const MIN_ANSWERS = 1_000;

/** Puts and reads back, `DEPTH` at a time, until told to stop; every answer is checked by its id. */
function load(client: FrameClient, namespace: string, allowed: ReadonlySet<string>) {
  let sent = 0;
  let answered = 0;
  let refused = 0;
  let isStopping = false;
  client.keepsAnswers = true;
  const valueFor = (id: number): string => `${namespace}-${id}`;
  const send = (): void => {
    const chunk: Buffer[] = [];
    while (!isStopping && sent < answered + DEPTH) {
      sent++;
      // Odd ids write; the even one after reads what was written.
      if (sent % 2 === 1) chunk.push(put(sent, namespace, `k${sent % 512}`, valueFor(sent)));
      else chunk.push(get(sent, namespace, `k${(sent - 1) % 512}`));
    }
    if (chunk.length > 0) client.send(Buffer.concat(chunk));
  };
  const seen = new Set<number>();
  const check = (answer: Answer): void => {
    assert.ok(!seen.has(answer.id), `${answer.id} was answered twice`);
    seen.add(answer.id);
    if (answer.reason !== "") {
      assert.ok(allowed.has(answer.reason), `${namespace}: refused with ${answer.reason}`);
      refused++;
    } else if (answer.id % 2 === 0 && allowed.size === 0) {
      assert.equal(answer.value, valueFor(answer.id - 1), `${namespace}: the value of another`);
    } else if (answer.id % 2 === 0 && answer.value !== null) {
      // Deleted and created meanwhile: absent, or what this client wrote, and never anything of another namespace.
      assert.ok(answer.value.startsWith(`${namespace}-`), `${namespace}: ${answer.value}`);
    }
  };
  client.socket.on("data", () => {
    for (const answer of client.answers.splice(0)) {
      answered++;
      check(answer);
    }
    send();
  });
  send();
  return {
    get answered(): number {
      return answered;
    },
    async stop(): Promise<{ answered: number; refused: number }> {
      isStopping = true;
      const deadline = Date.now() + 60_000;
      while (answered < sent && Date.now() < deadline) await pause(5);
      assert.equal(answered, sent, `${namespace}: requests were lost`);
      return { answered, refused };
    },
  };
}

it("drops and misroutes nothing while namespaces are created, changed and deleted under load", {
  timeout: 300_000,
}, async (t) => {
  const started = await StartedGateway.open(t, { yaml: YAML });
  const { api } = started.gateway.namespaces;
  const nobody = new Set<string>();
  const churned = new Set(["NAMESPACE_NOT_FOUND", "NAMESPACE_DELETING"]);
  const loads: ReturnType<typeof load>[] = [];
  for (const name of ["steady-disk", "steady-one", "steady-two"])
    loads.push(load(await started.connect(), name, nobody));
  const fleeting = [];
  for (const name of ["fleeting-ram", "fleeting-disk"]) fleeting.push(load(await started.connect(), name, churned));

  let changes = 0;
  const deadline = Date.now() + MS;
  const caller = { principal: "user:ada", door: "admin" };
  // For a while, and on a slow machine until enough has happened to speak of.
  const isEnough = (): boolean => changes >= MIN_CHANGES && loads.every(({ answered }) => answered > MIN_ANSWERS);
  while (Date.now() < deadline || !isEnough()) {
    for (const backend of ["ram", "disk"]) {
      const name = `fleeting-${backend}`;
      await api.create({ namespace: { name, pattern: "keyvalue", backend } }, caller);
      await pause(changes % 3);
      const limits = [{ principal: "user:nobody", requestsPerSecond: changes + 1 }];
      await api.update({ namespace: { name, limits }, updateFields: ["limits"] }, caller);
      await api.delete({ name, force: true }, caller);
      changes += 3;
    }
  }
  for (const one of loads) await one.stop();
  let carriedOut = 0;
  for (const one of fleeting) {
    const { answered, refused } = await one.stop();
    carriedOut += answered - refused;
    assert.ok(refused > 0);
  }
  t.diagnostic(`${changes} changes, ${carriedOut} requests carried out on namespaces that came and went`);
  assert.ok(carriedOut > 0);
  assert.equal(started.gateway.acceptor.inFlight, 0);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { serverKinds } from "../../src/stack/server-kinds.ts";

const read = (...path: string[]) => readFileSync(join(process.cwd(), ...path), "utf8");

test("docker-compose.yml has the servers of the stack on the same ports, on the loopback interface alone", () => {
  const { services } = parse(read("docker-compose.yml")) as { services: Record<string, { ports: string[] }> };
  assert.deepEqual(Object.keys(services).sort(), Object.keys(serverKinds).sort());
  for (const { name, ports } of Object.values(serverKinds)) {
    const published = services[name]?.ports ?? [];
    assert.equal(published.length, 1, name);
    assert.match(published[0] ?? "", new RegExp(`^127\\.0\\.0\\.1:${ports[0]}:\\d+$`));
  }
});

test("docs-cms/stack.md tells the ports and the versions that are fetched", () => {
  const page = read("docs-cms", "stack.md");
  for (const { name, ports } of Object.values(serverKinds)) {
    for (const port of ports) assert.match(page, new RegExp(`\\b${port}\\b`), name);
  }
});

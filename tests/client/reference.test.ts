import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as client from "prism-gateway/client";
import { resolveOptions } from "../../src/client/client-options.ts";
import { KeyValue } from "../../src/client/key-value.ts";
import { Stream } from "../../src/client/stream.ts";
import { RealGateway } from "./real-gateway.ts";

const page = readFileSync(join(process.cwd(), "docs-cms", "reference", "client.md"), "utf8");

for (const protocol of ["frames", "grpc"] as const)
  test(`the programs of the client's reference page print what it says, over ${protocol}`, async (t) => {
    const gateway = await RealGateway.start();
    t.after(() => gateway.remove());
    const programs = [...page.matchAll(/```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)];
    assert.equal(programs.length, page.split("```js\n").length - 1, "every program is followed by what it prints");
    for (const [number, [, source = "", expected]] of programs.entries()) {
      const file = join(gateway.folder, `program-${number}.mjs`);
      const library = import.meta.resolve("prism-gateway/client");
      writeFileSync(
        file,
        source.replace("prism-gateway/client", library).replace("prism://127.0.0.1:7400", gateway.addresses[protocol]),
      );
      const child = spawn(process.execPath, [file]);
      let printed = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
      const [code] = (await once(child, "close")) as [number];
      assert.equal(printed, expected);
      assert.equal(code, 0);
    }
  });

test("the reference page has every option with its default, and every method", () => {
  const options = Object.entries(resolveOptions({})).filter(([, value]) => typeof value === "number");
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, name, value]) => [name, Number(value)]);
  assert.deepEqual(rows, options);
  const methods = Object.getOwnPropertyNames(KeyValue.prototype).filter(
    (name) => !["constructor", "keyRequest", "batchRequest", "perform"].includes(name),
  );
  for (const name of methods) assert.ok(page.includes(`| \`${name}(`), `${name} is missing`);
  const ofStreams = Object.getOwnPropertyNames(Stream.prototype).filter(
    (name) => !["constructor", "leave", "settlerOf", "idsRequest", "request", "perform"].includes(name),
  );
  for (const name of ofStreams) assert.ok(page.includes(`\`${name}(`), `${name} is missing`);
});

test("the published client offers what its users need, by its name", () => {
  const offered: Record<string, unknown> = { ...client };
  for (const name of [
    "PrismClient",
    "KeyValue",
    "PrismError",
    "Failure",
    "StoredItem",
    "ScannedItem",
    "ReceivedMessage",
    "Stream",
    "Code",
  ] as const) {
    assert.equal(typeof offered[name], name === "Code" ? "object" : "function", name);
  }
});

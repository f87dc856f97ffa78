import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { backendTypes } from "../../src/config/backend-types.ts";
import { listSettings } from "../../src/config/list-settings.ts";
import { renderExample, renderReference } from "../../src/config/reference.ts";
import { loadText } from "./load-text.ts";

// From dist/tests/config/ to the root of the repository.
const page = new URL("../../../docs-cms/reference/configuration.md", import.meta.url);

describe("the reference page of the configuration", () => {
  it("is the one that the schema gives; else run `npm run generate`", () => {
    assert.equal(readFileSync(page, "utf8"), renderReference());
  });

  it("names every setting with its variable", () => {
    for (const { path, variable } of listSettings()) {
      assert(renderReference().includes(`| \`${path}\` |`), path);
      assert(renderReference().includes(`| \`${variable}\` |`), variable);
    }
  });

  it("shows an example that the gateway accepts", () => {
    assert(renderReference().includes(`\`\`\`yaml\n${renderExample()}\`\`\``));
    const config = loadText(renderExample(), { env: { OTEL_EXPORTER_OTLP_HEADERS: "api-key=1" } });
    assert.equal(config.workers, 2);
    assert.deepEqual(config.listeners.tcp, { host: "0.0.0.0", port: 7400, tls: true });
    assert.deepEqual(
      config.backends.map((backend) => backend.name),
      Object.values(backendTypes).map(({ exampleName }) => exampleName),
    );
    assert.deepEqual(
      config.namespaces.map(({ name, pattern, backend }) => [name, pattern, backend]),
      [["orders", "keyvalue", "disk"]],
    );
  });

  it("shows an example in which every setting stands", () => {
    const lines = renderExample().split("\n");
    for (const { path } of listSettings()) {
      const name = path.split(".").at(-1);
      assert(
        lines.some((line) => line.trim().startsWith(`${name}: `)),
        path,
      );
    }
  });
});

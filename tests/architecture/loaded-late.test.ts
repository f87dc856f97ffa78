import assert from "node:assert/strict";
import { posix } from "node:path";
import { describe, it } from "node:test";
import { readSources } from "./source-file.ts";

const sources = new Map(readSources("src").map((file) => [file.path, file.codeAndStrings]));

/** What is loaded with a file: what it imports, but for types and for what `import()` loads later, and so on. */
function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set([entry]);
  for (const path of loaded) {
    // What is generated, and `package.json`, import nothing.
    const text = sources.get(path) ?? "";
    for (const match of text.matchAll(/^(?:import|export)\b(?! type\b)[^;"']*?(?:\bfrom\s*)?"(\..+?)"/gm)) {
      loaded.add(posix.join(posix.dirname(path), match[1] ?? ""));
    }
  }
  return loaded;
}

describe("a thread of a gateway", () => {
  it("gives back what its start has left before it serves", () => {
    const entries = [...sources]
      .filter(([path]) => path.startsWith("src/control/"))
      .flatMap(([path, text]) =>
        [...text.matchAll(/new Worker\(new URL\("(.+?)\.js"/g)].map((match) =>
          posix.join(posix.dirname(path), `${match[1]}.ts`),
        ),
      );
    assert.equal(entries.length, 3);
    for (const path of [...entries, "src/cli/serve.ts"]) assert.match(sources.get(path) ?? "", /compactHeap\(\)/, path);
  });
});

/** Each takes longer to load than most commands run, and a thread longer to start. */
describe("what takes long to load", () => {
  it("is not loaded by a command that is about no gateway of its own", () => {
    const loaded = loadedWith("src/main.ts");
    assert.ok(loaded.has("src/cli/serve-command.ts"));
    const serving = [...loaded].filter((path) => /^src\/(acceptor\/grpc\/|workers\/|control\/gateway\b)/.test(path));
    assert.deepEqual(serving, []);
  });

  it("is not loaded by a worker whose backends have no use for it", () => {
    const loaded = loadedWith("src/workers/worker-thread.ts");
    assert.ok(loaded.has("src/workers/load-drivers.ts"));
    const drivers = [...loaded].filter((path) => /^src\/backends\/(redis|postgres|nats|kafka)\//.test(path));
    assert.deepEqual(drivers, []);
  });
});

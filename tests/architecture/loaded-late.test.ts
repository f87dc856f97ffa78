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

/** The packages that these files load with themselves. */
function packagesOf(loaded: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of loaded) {
    for (const match of (sources.get(path) ?? "").matchAll(
      /^import\b(?! type\b)[^;"']*?\bfrom "((?![.]|node:).+?)"/gm,
    )) {
      names.add(match[1] ?? "");
    }
  }
  return names;
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
    for (const path of [...entries, "src/cli/serve.ts"])
      assert.match(sources.get(path) ?? "", /await compactHeap\(\)|then\(compactHeap\)/, path);
  });
});

/** Each takes longer to load than most commands run, and a thread longer to start. */
describe("what takes long to load", () => {
  it("is not loaded by a command that is about no gateway of its own", () => {
    const loaded = loadedWith("src/cli/commands.ts");
    assert.ok(loaded.has("src/cli/serve-command.ts"));
    const serving = [...loaded].filter((path) => /^src\/(acceptor\/grpc\/|workers\/|control\/gateway\b)/.test(path));
    assert.deepEqual(serving, []);
  });

  it("is not loaded by a gateway when it belongs to another command", () => {
    const loaded = new Set([...loadedWith("src/main.ts"), ...loadedWith("src/cli/serve.ts")]);
    assert.ok(loaded.has("src/cli/run-cli.ts") && loaded.has("src/control/gateway.ts"));
    const others =
      /^src\/(client|bench|bulk|stack|conformance|flame-graph|cli\/(?!serve)[^/]+-command\.ts|cli\/[^/]+\/)/;
    assert.deepEqual(
      [...loaded].filter((path) => others.test(path)),
      [],
    );
  });

  it("is not loaded by a gateway before there is a use for it", () => {
    const control = packagesOf(loadedWith("src/cli/serve.ts"));
    assert.ok(control.has("yaml"));
    // The gRPC door has a thread of its own where there are processors for it, and spans mostly go over HTTP.
    for (const name of ["@grpc/grpc-js", "piscina", "commander"]) assert.ok(!control.has(name), `serve loads ${name}`);
    const worker = packagesOf(loadedWith("src/workers/worker-thread.ts"));
    assert.deepEqual([...worker].sort(), ["better-sqlite3", "hdr-histogram-js", "piscina"]);
    const door = packagesOf(loadedWith("src/acceptor/grpc/grpc-door-thread.ts"));
    assert.deepEqual([...door], []);
  });

  it("is not loaded by a worker whose backends have no use for it", () => {
    const loaded = loadedWith("src/workers/worker-thread.ts");
    assert.ok(loaded.has("src/workers/load-drivers.ts"));
    const drivers = [...loaded].filter((path) => /^src\/backends\/(redis|postgres|nats|kafka)\//.test(path));
    assert.deepEqual(drivers, []);
  });

  it("is not loaded by a gRPC door whose transport is another", () => {
    const loaded = loadedWith("src/acceptor/grpc/grpc-door-thread.ts");
    assert.ok(loaded.has("src/acceptor/grpc/transport/create-transport.ts"));
    const transports = [...loaded].filter((path) => /^src\/acceptor\/(grpc\/(node|lean)-transport|http2)\//.test(path));
    assert.deepEqual(transports, []);
  });
});

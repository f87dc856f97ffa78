import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadText, problemsOf } from "./load-text.ts";

const backend = (settings: string) => `backends: { log: { type: kafka, ${settings} } }\nnamespaces: []`;
const of = (settings: string) =>
  problemsOf(backend(settings)).map((line) => line.replace(/^prism\.yaml:\d+:\d+: /, ""));

describe("a Kafka backend in the configuration", () => {
  it("needs brokers with addresses, and a prefix that topics can have", () => {
    assert.deepEqual(of("brokers: []"), ["backends.log.brokers: names no broker; write each as host:port"]);
    for (const broker of ["kafka", "kafka:", ":9092", "http://kafka:9092", "a b:1"]) {
      const [problem] = of(`brokers: ["${broker}"]`);
      assert.equal(problem, `backends.log.brokers: has "${broker}", which is no address; write each as host:port`);
    }
    for (const broker of ["kafka-1.example:9092", "127.0.0.1:9092", "[::1]:9092"]) {
      loadText(backend(`brokers: ["${broker}"]`));
    }
    assert.match(of('brokers: ["a:1"], topicPrefix: "a/b"')[0] ?? "", /topicPrefix: is "a\/b".*letters, digits/);
  });

  it("needs a name and a password where it says how to prove them", () => {
    const problems = of('brokers: ["a:1"], sasl: { mechanism: plain, username: prism }');
    assert.deepEqual(problems, [
      "backends.log.sasl.mechanism: says plain, but there is no password; set backends.log.sasl.password",
    ]);
    loadText(backend('brokers: ["a:1"], sasl: { mechanism: plain, username: p, password: env:P }'));
    assert.match(
      of('brokers: ["a:1"], ssl: { mode: verify, cert: file:c }')[0] ?? "",
      /ssl.cert: needs the key beside it/,
    );
  });

  it("does not ask for more replicas in sync than a stream has", () => {
    const text = (replicas: number) =>
      `backends: { log: { type: kafka, brokers: ["a:1"], minInSyncReplicas: 2 } }
namespaces: [{ name: a, pattern: stream, backend: log, stream: { replicas: ${replicas}, partitions: 4 } }]`;
    assert.match(problemsOf(text(1))[0] ?? "", /replicas: is 1, but backends.log.minInSyncReplicas is 2/);
    assert.equal(loadText(text(3)).namespaces[0]?.stream.partitions, 4);
  });

  it("has no keyvalue namespaces, and no order of a whole stream", () => {
    const text = (namespace: string) => `backends: { log: { type: kafka, brokers: ["a:1"] } }
namespaces: [{ name: a, backend: log, ${namespace} }]`;
    assert.match(problemsOf(text("pattern: keyvalue"))[0] ?? "", /has no keyvalue namespaces/);
    assert.match(
      problemsOf(text("pattern: stream, needs: { ordering: stream }"))[0] ?? "",
      /cannot give what is needed/,
    );
    loadText(text("pattern: stream, needs: { ordering: key, durability: power-loss }"));
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parsePairs } from "../../src/config/pairs.ts";
import { loadText, problemsOf } from "./load-text.ts";

const ON = "tracing: { mode: on }";

describe("tracing", () => {
  it("is off, and then nobody else's variables count", () => {
    const { tracing } = loadText(null, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: "nonsense", OTEL_SERVICE_NAME: "x" } });
    assert.deepEqual([tracing.mode, tracing.endpoint, tracing.serviceName], ["off", "http://127.0.0.1:4318", "prism"]);
    assert.equal(tracing.sampleRatio, 0.01);
  });

  it("takes the standard variables after our own and before the file", () => {
    const text = "tracing: { mode: on, serviceName: file, endpoint: 'http://file:1', sampleRatio: 0.5 }";
    const env = {
      OTEL_SERVICE_NAME: "standard",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://standard:1",
      PRISM_TRACING_ENDPOINT: "http://own:1",
      OTEL_TRACES_SAMPLER_ARG: "0.25",
      OTEL_RESOURCE_ATTRIBUTES: "team=a%2Cb,host.name=c",
    };
    const { tracing } = loadText(text, { env });
    assert.deepEqual(
      [tracing.serviceName, tracing.endpoint, tracing.sampleRatio, tracing.resource],
      ["standard", "http://own:1", 0.25, ["team=a%2Cb", "host.name=c"]],
    );
    assert.equal(loadText(text, { env, flags: { "tracing.serviceName": "flag" } }).tracing.serviceName, "flag");
  });

  it("says what is wrong with where the spans go", () => {
    const problemOf = (entries: string, env = {}) => problemsOf(`tracing: { mode: on, ${entries} }`, { env }).join();
    for (const wrong of ["collector:4318", "ftp://a", "http://user:pw@a", "http://a?key=1"]) {
      assert.match(problemOf(`endpoint: "${wrong}"`), /tracing\.endpoint.*tracing\.headers/, wrong);
    }
    assert.match(problemOf("headers: env:KEYS"), /tracing\.headers: env:KEYS is not set/);
    assert.match(problemOf("headers: env:KEYS", { KEYS: "no pair" }), /tracing\.headers: env:KEYS must hold headers/);
    assert.match(problemOf("headers: secret"), /not the secret itself/);
    assert.match(problemOf("resource: [nothing]"), /tracing\.resource.*name=value/);
    assert.equal(loadText(ON).tracing.mode, "on");
  });

  it("reads pairs, percent-encoded", () => {
    assert.deepEqual(parsePairs("a=1, b = x%20y ,c==,"), [
      ["a", "1"],
      ["b", "x y"],
      ["c", "="],
    ]);
    assert.deepEqual(parsePairs(""), []);
    for (const wrong of ["a", "=1", "a b=1", "a=%zz", "a=%0a"]) assert.equal(parsePairs(wrong), null, wrong);
  });
});

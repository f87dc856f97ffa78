import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { readScenario, readScenarioFile } from "../../../src/bench/scenario/read-scenario.ts";
import { ConfigError } from "../../../src/config/config-error.ts";

const root = new URL("../../../../", import.meta.url);

const good = `name: small
summary: one flow
flows:
  - name: clients
    namespace: memory
    mix: [{ operation: get }]
`;

/** What is said of a scenario that is wrong. */
function problemsOf(text: string): string {
  try {
    readScenario(text, "s.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

test("a scenario says little and gets the rest", () => {
  const { scenario, source } = readScenario(good, "s.yaml");
  assert.equal(scenario.flows[0]?.connections, 16);
  assert.equal(scenario.flows[0]?.keys.count, 10_000);
  assert.deepEqual(
    scenario.phases.map(({ kind }) => kind),
    ["warm-up", "steady"],
  );
  assert.match(source.digest, /^sha256:[0-9a-f]{64}$/);
  assert.equal(source.text, good);
});

test("what is wrong is said with its line and a remedy", () => {
  const cases: [string, RegExp][] = [
    ["", /s\.yaml: the file is empty; declare name, summary and flows/],
    [good.replace("mix:", "mixx:"), /s\.yaml:6:5: flows\[0\]\.mixx: unknown key; did you mean "mix"\?/],
    [good.replace("operation: get", "operation: gett"), /s\.yaml:6:\d+: .*did you mean "get"\?/],
    [good.replace("name: small\n", ""), /name: is missing; for example name: read-heavy/],
    [`${good}    arrival: poisson\n`, /flows\[0\]\.rate: is missing; an open loop needs one/],
    [`${good}    rate: 5\n`, /s\.yaml:7:\d+: flows\[0\]\.rate: is for an open loop; leave it out, or set arrival/],
    [
      `${good}    door: http\n    arrival: poisson\n    rate: 5\n`,
      /autocannon.* sends the requests of a second at once; set arrival: closed/,
    ],
    [
      `${good}    door: http\n    depth: 2\n`,
      /s\.yaml:8:\d+: flows\[0\]\.depth: must be 1 for the door http.*; set depth: 1/,
    ],
    [`${good}knee: { steps: 3 }\n`, /knee\.steps: a closed loop has no rate to raise/],
    [`${good}targets: [{ flow: client, p99Us: 5 }]\n`, /s\.yaml:7:\d+: targets\[0\]\.flow: .*did you mean "clients"\?/],
    [`${good}targets: [{ flow: clients }]\n`, /targets\[0\]: bounds nothing; for example p99Us/],
    [`${good}targets: [{ flow: clients, operation: put, p99Us: 5 }]\n`, /has no "put"; it has get, connect/],
    [`${good}phases: [{ name: a, kind: ramp, duration: 1s }]\n`, /toPercent: is missing; a ramp needs one/],
    [`${good}processes: 17\n`, /processes: must be an integer from 1 to 16/],
  ];
  for (const [text, message] of cases) assert.match(problemsOf(text), message);
});

test("every scenario that comes with Prism can be read", () => {
  const folder = new URL("perf/scenarios/", root);
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  assert.ok(files.length > 0);
  for (const name of files) {
    const { scenario } = readScenarioFile(name, folder.pathname);
    assert.equal(`${scenario.name}.yaml`, name);
    assert.ok(scenario.targets.length > 0, `${name} has no target`);
    assert.ok(readFileSync(new URL(name, folder), "utf8").startsWith("# "), `${name} does not say what it is for`);
  }
});

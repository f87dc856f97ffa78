import { nearNames } from "../../common/suggest.ts";
import type { Place } from "../../config/config-node.ts";
import type { ConfigReader } from "../../config/config-reader.ts";
import type { Scenario, ScenarioFlow, ScenarioPhase, ScenarioTarget } from "./scenario-schema.ts";

/** What settings of a scenario must have to do with each other. Reports into `reader`. */
export function checkScenario(reader: ConfigReader, scenario: Scenario, top: Place): void {
  const report = (path: string, message: string, remedy: string): void =>
    reader.report(path, placeOf(reader, path, top), message, remedy);
  if (scenario.flows.length === 0)
    report("flows", "is missing", "declare at least one flow with a name, a namespace and a mix");
  const names = scenario.flows.map((flow) => flow.name);
  for (const [i, flow] of scenario.flows.entries()) {
    if (names.indexOf(flow.name) !== i)
      report(`flows[${i}].name`, `"${flow.name}" is taken`, "give each flow a name of its own");
    checkFlow(flow, `flows[${i}]`, report);
    if (flow.connections < scenario.processes) {
      report(
        `flows[${i}].connections`,
        `must be at least \`processes\`, ${scenario.processes}`,
        "each process needs a connection",
      );
    }
  }
  for (const [i, phase] of scenario.phases.entries()) checkPhase(phase, `phases[${i}]`, report);
  checkKnee(scenario, report);
  for (const [i, target] of scenario.targets.entries()) checkTarget(scenario, target, `targets[${i}]`, report);
}

type Report = (path: string, message: string, remedy: string) => void;

function checkFlow(flow: ScenarioFlow, path: string, report: Report): void {
  const operations = flow.mix.map(({ operation }) => operation);
  if (operations.length === 0) report(`${path}.mix`, "is missing", "for example mix: [{ operation: get }]");
  for (const [i, operation] of operations.entries()) {
    if (operations.indexOf(operation) !== i)
      report(`${path}.mix[${i}].operation`, `"${operation}" stands twice`, "add the weights");
  }
  if (flow.arrival === "closed" && flow.rate !== null) {
    report(`${path}.rate`, "is for an open loop", "leave it out, or set arrival: constant or arrival: poisson");
  }
  if (flow.arrival !== "closed" && flow.rate === null)
    report(`${path}.rate`, "is missing", "an open loop needs one, for example rate: 20000");
  const streaming = operations.filter((operation) => operation === "publish" || operation === "consume");
  if (streaming.length > 0 && operations.length > 1) {
    report(`${path}.mix`, `"${streaming[0]}" cannot be mixed with others`, "make a flow of its own for it");
  }
  if (operations.includes("consume") && flow.arrival !== "closed") {
    report(`${path}.arrival`, "must be closed for `consume`", "the rate is that of the flow that publishes");
  }
  if (operations.includes("consume") && flow.groups > flow.connections) {
    report(`${path}.groups`, `must be at most \`connections\`, ${flow.connections}`, "each group needs a consumer");
  }
  checkDoor(flow, operations, path, report);
  const { values } = flow;
  if (values.distribution !== "fixed" && values.minBytes > values.maxBytes) {
    report(`${path}.values.minBytes`, "must not be over `maxBytes`", `for example minBytes: ${values.maxBytes}`);
  }
}

function checkDoor(flow: ScenarioFlow, operations: readonly string[], path: string, report: Report): void {
  const allowed = doorOperations[flow.door];
  if (allowed !== undefined) {
    const other = operations.find((operation) => !allowed.includes(operation));
    if (other !== undefined) {
      report(
        `${path}.door`,
        `the generator of the door ${flow.door} has no "${other}"`,
        `it has ${allowed.join(", ")}; or set door: tcp`,
      );
    }
  }
  if (flow.door !== "http") return;
  if (flow.arrival !== "closed") {
    const why = "autocannon, which loads the door http, sends the requests of a second at once";
    report(`${path}.arrival`, why, "set arrival: closed, or door: websocket for an open loop");
  }
  if (flow.depth > 1) {
    const remedy = "set depth: 1 and more connections, or door: websocket";
    report(`${path}.depth`, "must be 1 for the door http, which is asked one by one on each connection", remedy);
  }
  if (flow.requestsPerConnection > 0) {
    report(`${path}.requestsPerConnection`, "must be 0 for the door http", "leave it out, or set door: websocket");
  }
  if (flow.keys.distribution === "latest") {
    report(`${path}.keys.distribution`, "the generator of the door http inserts nothing", "set distribution: zipfian");
  }
}

/** Doors whose generator knows a part of the operations only. */
const doorOperations: Readonly<Partial<Record<ScenarioFlow["door"], readonly string[]>>> = {
  grpc: ["get", "put", "insert", "delete", "scan", "read-modify-write", "publish"],
  http: ["get", "put", "delete", "scan"],
};

function checkPhase(phase: ScenarioPhase, path: string, report: Report): void {
  if (phase.kind === "ramp" && phase.toPercent === null)
    report(`${path}.toPercent`, "is missing", "a ramp needs one, for example toPercent: 300");
  if (phase.kind !== "ramp" && phase.toPercent !== null)
    report(`${path}.toPercent`, "is for a ramp", "leave it out, or set kind: ramp");
}

function checkKnee({ knee, flows, phases }: Scenario, report: Report): void {
  if (knee.steps === 0) {
    if (phases.length > 0 && phases.every(({ kind }) => kind === "warm-up")) {
      report("phases", "none of them is measured", "add one with kind: steady");
    }
    return;
  }
  if (phases.length > 0)
    report("phases", "a search for the knee has steps instead", "leave out phases, or set knee.steps: 0");
  if (flows.every(({ arrival }) => arrival === "closed")) {
    report("knee.steps", "a closed loop has no rate to raise", "set arrival and rate of a flow");
  }
}

function checkTarget(scenario: Scenario, target: ScenarioTarget, path: string, report: Report): void {
  const flow = scenario.flows.find(({ name }) => name === target.flow);
  if (flow === undefined) {
    const known = scenario.flows.map(({ name }) => name);
    const near = nearNames(target.flow, known, 1)[0];
    report(
      `${path}.flow`,
      `there is no flow "${target.flow}"`,
      near === undefined ? `the flows are ${known.join(", ")}` : `did you mean "${near}"?`,
    );
    return;
  }
  const known: string[] = [...flow.mix.map(({ operation }) => operation as string), "connect"];
  if (target.operation !== null && !known.includes(target.operation)) {
    report(`${path}.operation`, `the flow has no "${target.operation}"`, `it has ${known.join(", ")}`);
  }
  const { p50Us, p99Us, p999Us, ratePerSecond, errorsPerMillion, kneePerSecond } = target;
  if ([p50Us, p99Us, p999Us, ratePerSecond, errorsPerMillion, kneePerSecond].every((bound) => bound === null)) {
    report(path, "bounds nothing", "for example p99Us: 5000");
  }
  if (kneePerSecond !== null && scenario.knee.steps === 0) {
    report(`${path}.kneePerSecond`, "no knee is looked for", "set knee.steps, for example to 12");
  }
}

/** Where the part stands, or the nearest around it that is given. */
function placeOf(reader: ConfigReader, path: string, top: Place): Place {
  for (let at = path; at !== ""; at = at.replace(/(?:\.?[^.[\]]+|\[\d+\])$/, "")) {
    const place = reader.places.get(at);
    if (place !== undefined) return place;
  }
  return top;
}

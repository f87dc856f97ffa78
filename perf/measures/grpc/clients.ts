import { fileURLToPath } from "node:url";
import { keyText } from "../../../src/bench/frame-script.ts";
import { MESSAGE_PREFIX_BYTES } from "../../../src/bench/grpc/h2-frames.ts";
import { defaultPlan } from "../../../src/bench/load-plan.ts";
import { withGrpcGo } from "../../clients/grpc-go.ts";
import { hasH2load, runH2load } from "../../clients/h2load.ts";
import { type Finding, leftOut } from "../../finding.ts";
import { callPlanFor, GET_PATH, getRequest, wideGets } from "../../grpc/get-plans.ts";
import type { Lab, RoundFigure } from "../../lab.ts";
import { callScript, runCallLoop } from "../../reference/call-loop.ts";
import type { References } from "../../reference/compile.ts";
import { runLoop, withScript } from "../../reference/loop-process.ts";
import { type RunningGateway, withGateway } from "../../servers/gateway.ts";
import { median } from "../../statistics.ts";
import { compareRates } from "../comparison.ts";
import { preload } from "../plans.ts";
import type { Row } from "./gets.ts";
import { grpcInMemory } from "./setup.ts";

/** Who asks the gateway, and how much of the two processors that takes: one round of each, or why it cannot be. */
type Asking = Readonly<Record<string, (() => Promise<RoundFigure>) | string>>;

/** The same gets by clients that applications have, and by the one in C: calls a second, and processor time for one. */
export function clientRows(lab: Lab, references: References): Promise<Finding[]> {
  return withGateway(lab.children, grpcInMemory, async (gateway) => {
    await preload(lab, gateway.port, {});
    return withGrpcGo(lab.children, (go) =>
      compare(lab, {
        [IN_C]: () => runCallLoop(lab.children, references.callLoop, planFor(lab, gateway), gateway.pid),
        "grpc-go": "reason" in go ? go.reason : () => askByGo(lab, go.program, gateway),
        h2load: hasH2load()
          ? () => askByH2load(lab, references, gateway)
          : "needs h2load (apt-get install nghttp2-client)",
        "@grpc/grpc-js": () => askByNode(lab, "grpc-js", gateway.grpcPort, gateway.pid),
        "the TypeScript client": () => askByNode(lab, "prism-grpc", gateway.grpcPort, gateway.pid),
        "the TypeScript client over frames": () => askByNode(lab, "prism-frames", gateway.port, gateway.pid),
      }),
    );
  });
}

async function compare(lab: Lab, asking: Asking): Promise<Finding[]> {
  lab.progress("clients, 8 connections × 32");
  const able = Object.entries(asking).flatMap(([who, ask]) => (typeof ask === "string" ? [] : [[who, ask] as const]));
  const rounds = await lab.compare(Object.fromEntries(able));
  const reference = rounds[IN_C] as RoundFigure[];
  return Object.entries(asking).map(([who, ask]) => {
    const [name, target] = rowOf(who);
    if (typeof ask === "string") return leftOut(name, target, ask);
    const figures = rounds[who] as RoundFigure[];
    const finding = compareRates(name, figures, reference, target);
    const us = median(figures.map(({ clientCpuUs }) => clientCpuUs ?? Number.NaN));
    const looked = who === "h2load" ? ", which looks at no answer" : "";
    return { ...finding, note: `client ${us.toFixed(2)} µs CPU a call${looked}; ${finding.note}` };
  });
}

function planFor(lab: Lab, { grpcPort }: RunningGateway) {
  return callPlanFor(lab, { ...wideGets, port: grpcPort, values: "put" });
}

interface ClientFigures {
  readonly answers: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function ask(lab: Lab, command: string, args: readonly string[], serverPid: number): Promise<RoundFigure> {
  const { found, cpu } = await runLoop<ClientFigures>(lab.children, { command, args, serverPid });
  const { answers, seconds, cpuSeconds } = found;
  const clientCpuUs = (cpuSeconds * 1e6) / answers;
  return { opsPerSecond: answers / seconds, latencyUs: null, serverCpuUs: cpu.usPerRequest(found), clientCpuUs };
}

export function askByNode(lab: Lab, kind: string, port: number, serverPid: number): Promise<RoundFigure> {
  return ask(lab, process.execPath, [clientProcess, kind, ...loadArgs(lab, port)], serverPid);
}

export function askByGo(lab: Lab, program: string, gateway: RunningGateway): Promise<RoundFigure> {
  return withScript(program, callScript(planFor(lab, gateway)), (file) =>
    ask(lab, program, [file, ...loadArgs(lab, gateway.grpcPort)], gateway.pid),
  );
}

function loadArgs(lab: Lab, port: number): string[] {
  const { warmUpMs, durationMs } = lab.pace;
  return [port, wideGets.connections, wideGets.depth, warmUpMs * WARM_UPS, durationMs].map(String);
}

function askByH2load(lab: Lab, { callLoop }: References, { grpcPort, pid }: RunningGateway): Promise<RoundFigure> {
  const message = getRequest(keyText(defaultPlan, 0));
  const body = Buffer.alloc(MESSAGE_PREFIX_BYTES + message.length);
  body.writeUInt32BE(message.length, 1);
  body.set(message, MESSAGE_PREFIX_BYTES);
  return withScript(callLoop, body, (bodyFile) => {
    const { warmUpMs, durationMs } = lab.pace;
    const url = `http://127.0.0.1:${grpcPort}${GET_PATH}`;
    return runH2load(lab.children, { url, bodyFile, ...wideGets, warmUpMs, durationMs }, pid);
  });
}

function rowOf(who: string): Row {
  return [`gRPC get by ${who}, 8 × 32${who === IN_C ? "" : ", to the client in C"}`, null];
}

/** Node.js compiles what a client does while it does it. */
const WARM_UPS = 3;
const IN_C = "the client in C";
const clientProcess = fileURLToPath(new URL("../../clients/client-process.js", import.meta.url));

import { type Finding, leftOut, type Target } from "../../finding.ts";
import { callPlanFor, type GrpcGets, getAnswer, wideGets } from "../../grpc/get-plans.ts";
import type { Lab, RoundFigure } from "../../lab.ts";
import { runCallLoop } from "../../reference/call-loop.ts";
import { framesOf, runClosedLoop } from "../../reference/closed-loop.ts";
import type { References } from "../../reference/compile.ts";
import { withResponder } from "../../reference/responder.ts";
import { hasOpenssl, withCertificates } from "../../servers/certificates.ts";
import { withFraming, withGrpcEcho } from "../../servers/echo.ts";
import { withGateway } from "../../servers/gateway.ts";
import { median } from "../../statistics.ts";
import { compareRates } from "../comparison.ts";
import { planFor, preload } from "../plans.ts";
import { grpcInMemory } from "./setup.ts";

interface Server {
  readonly port: number;
  readonly pid: number;
}

/** Who is asked; without openssl there is none with TLS. */
interface Servers {
  readonly bare: Server;
  /** What has of HTTP/2 only where frames end. */
  readonly framing: Server;
  readonly gateway: Server & { readonly framePort: number };
  readonly secure: Server | null;
  readonly responder: Server;
}

/** Unary gets of 64 bytes in memory. */
export function getRows(lab: Lab, references: References): Promise<Finding[]> {
  return withServers(lab, references, (servers) => compare(lab, references, servers));
}

function withServers<T>(lab: Lab, { responder }: References, work: (servers: Servers) => Promise<T>): Promise<T> {
  const { children } = lab;
  return withGateway(children, grpcInMemory, async ({ port: framePort, grpcPort, pid }) => {
    await preload(lab, framePort, {});
    const gateway = { port: grpcPort, pid, framePort };
    return withSecureGateway(lab, (secure) =>
      withGrpcEcho(children, { answer: getAnswer(), pages: [] }, (bare) =>
        withFraming(children, getAnswer(), (framing) =>
          withResponder(children, responder, ["grpc"], (constant) =>
            work({ bare, framing, gateway, secure, responder: constant }),
          ),
        ),
      ),
    );
  });
}

async function withSecureGateway<T>(lab: Lab, work: (gateway: Server | null) => Promise<T>): Promise<T> {
  if (!hasOpenssl()) return work(null);
  return withCertificates(({ open, client }) =>
    withGateway(
      lab.children,
      { ...grpcInMemory, tls: open, grpc: { ...grpcInMemory.grpc, tls: true } },
      async ({ port, grpcPort, pid }) => {
        await preload(lab, port, { tls: client });
        return work({ port: grpcPort, pid });
      },
    ),
  );
}

async function compare(lab: Lab, { callLoop, closedLoop }: References, servers: Servers): Promise<Finding[]> {
  const { children } = lab;
  const { bare, framing, gateway, secure, responder } = servers;
  lab.progress("unary gets, 8 connections × 32 and × 1");
  const gets =
    ({ port, pid }: Server, load: Omit<GrpcGets, "port">) =>
    (): Promise<RoundFigure> =>
      runCallLoop(children, callLoop, callPlanFor(lab, { ...load, port }), pid);
  const constant = { values: "constant" } as const;
  const put = { values: "put" } as const;
  const frames = (load: Pick<GrpcGets, "connections" | "depth">) => (): Promise<RoundFigure> =>
    runClosedLoop(children, closedLoop, framesOf(planFor(lab, gateway.framePort, load)), gateway.pid);
  const rounds = await lab.compare({
    bare: gets(bare, { ...wideGets, ...constant }),
    gateway: gets(gateway, { ...wideGets, ...put }),
    "with TLS": secure === null ? unseen : gets(secure, { ...wideGets, ...put, isSecure: true }),
    "the client alone": gets(responder, { ...wideGets, ...constant }),
    "bare, × 1": gets(bare, { ...narrow, ...constant }),
    "gateway, × 1": gets(gateway, { ...narrow, ...put }),
    "only framing, × 1": gets(framing, { ...narrow, ...constant }),
    "frames, × 1": frames(narrow),
    "one frame at a time": frames(alone),
    "one call at a time": gets(gateway, { ...alone, ...put }),
  });
  return [
    rates(WIDE, rounds.gateway, rounds.bare),
    rates(NARROW, rounds["gateway, × 1"], rounds["bare, × 1"]),
    rates(FRAMING, rounds["only framing, × 1"], rounds["bare, × 1"]),
    rates(FRAMES, rounds["gateway, × 1"], rounds["frames, × 1"]),
    secure === null
      ? leftOut(...SECURE, "openssl is not on the PATH")
      : rates(SECURE, rounds["with TLS"], rounds.gateway),
    added(rounds["one call at a time"], rounds["one frame at a time"]),
    aloneFinding(rounds["the client alone"], rounds.gateway),
  ];
}

function rates([name, target]: Row, figures: readonly RoundFigure[], baselines: readonly RoundFigure[]): Finding {
  return compareRates(name, figures, baselines, target);
}

function added(calls: readonly RoundFigure[], frames: readonly RoundFigure[]): Finding {
  const [own, other] = [calls.map(medianUs), frames.map(medianUs)];
  const more = own.map((us, round) => us - (other[round] as number));
  const [name, target] = ADDED;
  return {
    name,
    figure: `${median(own)} µs`,
    baseline: `${median(other)} µs`,
    measured: median(more),
    spread: [Math.min(...more), Math.max(...more)],
    target,
    note: `p99 ${median(calls.map(({ latencyUs }) => latencyUs?.p99 ?? Number.NaN))} µs, of frames ${median(frames.map(({ latencyUs }) => latencyUs?.p99 ?? Number.NaN))}; each by its client in C`,
  };
}

function aloneFinding(own: readonly RoundFigure[], gateway: readonly RoundFigure[]): Finding {
  const us = (figures: readonly RoundFigure[]): string =>
    median(figures.map(({ clientCpuUs }) => clientCpuUs ?? Number.NaN)).toFixed(2);
  const note = `against a responder in C; the client takes ${us(own)} µs CPU a call there, ${us(gateway)} at the gateway`;
  return { ...rates(ALONE, own, gateway), note };
}

function medianUs({ latencyUs }: RoundFigure): number {
  return latencyUs?.p50 ?? Number.NaN;
}

export type Row = readonly [name: string, target: Target | null];

const WIDE: Row = ["gRPC get, 8 × 32, to bare grpc-js", { kind: "at least", bound: 6, unit: "× bare" }];
const NARROW: Row = ["gRPC get, 8 × 1, to bare grpc-js", { kind: "at least", bound: 5, unit: "× bare" }];
/** The most that is to be had there on one thread, before a call is looked at. */
const FRAMING: Row = ["server that only frames, 8 × 1, to bare grpc-js", null];
/** How much of that is the transport: threads that wake for each request take their time behind either door. */
const FRAMES: Row = ["gRPC get, 8 × 1, to TCP frames", null];
const SECURE: Row = ["gRPC get over TLS, 8 × 32, to without", { kind: "at least", bound: 0.6, unit: "× without" }];
const ADDED: Row = ["one gRPC get at a time, median added to TCP frames", { kind: "at most", bound: 40, unit: "µs" }];
const ALONE: Row = ["the client alone, 8 × 32, to the gateway", { kind: "at least", bound: 1.5, unit: "× gateway" }];
export const rowsOfGets: readonly Row[] = [WIDE, NARROW, FRAMING, FRAMES, SECURE, ADDED, ALONE];

const narrow = { connections: 8, depth: 1 };
const alone = { connections: 1, depth: 1 };
const unseen = (): Promise<RoundFigure> => Promise.resolve({ opsPerSecond: 0, latencyUs: null, serverCpuUs: null });

import type { TestContext } from "node:test";
import { AcceptorReception } from "../../../src/acceptor/acceptor-reception.ts";
import type { CallFault } from "../../../src/acceptor/call-faults.ts";
import { GrpcDoor, type GrpcSettings } from "../../../src/acceptor/grpc/grpc-door.ts";
import type { OpenHandler } from "../../../src/acceptor/grpc/open-call.ts";
import { type Authenticator, openHouse } from "../../../src/security/authenticator.ts";
import { Door } from "../../../src/security/caller.ts";
import type { TlsGuard } from "../../../src/security/tls/tls-guard.ts";
import { prism } from "../../generated/prism.js";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import type { GrpcTransportName } from "../../support/grpc-transports.ts";
import { RawGrpc } from "../../support/raw-grpc.ts";
import { type AcceptorBench, type Asked, createAcceptorBench } from "../acceptor-bench.ts";

/** A gRPC door before an acceptor with one worker, which answers when the test says so. */
export interface DoorBench extends AcceptorBench {
  readonly door: GrpcDoor;
  readonly port: number;
  readonly client: RawGrpc;
  /** Waits until so many requests have come to the worker; returns those that are new. */
  taken(count: number): Promise<Asked[]>;
  /** Answers them with an empty GetResponse. */
  answer(...asked: readonly Asked[]): void;
}

export interface DoorChoices {
  readonly limits?: Parameters<typeof createAcceptorBench>[0];
  /** Of the rings between the door and its worker. */
  readonly ringBytes?: number;
  readonly settings?: Partial<GrpcSettings>;
  readonly authenticator?: Authenticator;
  readonly idleTimeoutMs?: number;
  readonly services?: ReadonlyMap<string, OpenHandler>;
  readonly tls?: TlsGuard;
  /** The authority of its certificate, with which the bench's client trusts it. */
  readonly ca?: string;
  /** Without it a fault of the door's own fails the test. */
  readonly onFault?: (fault: CallFault) => void;
}

/** What opens doors over a transport. */
export function doorOver(transport: GrpcTransportName): typeof openDoor {
  return (t, choices = {}) => openDoor(t, { ...choices, settings: { transport, ...choices.settings } });
}

async function openDoor(t: TestContext, choices: DoorChoices = {}): Promise<DoorBench> {
  const {
    limits = {},
    ringBytes,
    settings = {},
    authenticator = openHouse,
    idleTimeoutMs = 0,
    services,
    tls = null,
    ca,
    onFault = refuseFault,
  } = choices;
  const bench = createAcceptorBench(limits, ringBytes, authenticator);
  const { acceptor } = bench;
  const clock = { monotonicUs: () => bench.clock.us, wallMs: () => bench.clock.us / 1000 };
  const door = new GrpcDoor({
    reception: new AcceptorReception({ door: Door.GRPC, acceptor, authenticator, clock, admin: null }),
    clock,
    settings: { ...defaults, ...settings },
    tls,
    idleTimeoutMs,
    ...(services === undefined ? {} : { services }),
    unread: acceptor.unread.total,
    connections: acceptor.counters.connections.grpc,
    subscriptions: acceptor.counters.subscriptions.grpc,
    compression: acceptor.counters.compression,
    onRefused: (reason) => acceptor.counters.refused(reason),
    onProblem: (error) => {
      throw error;
    },
    onFault,
  });
  const port = await door.open("127.0.0.1", 0);
  const working = setInterval(() => bench.acceptor.doWork(), 1);
  afterwards(t, () => {
    clearInterval(working);
    door.destroyAll();
    return door.close();
  });
  const client = new RawGrpc(t, port, ca === undefined ? {} : { ca });
  const taken = async (count: number) => {
    const before = bench.worker.asked.length;
    await eventually(`${count} requests have come`, () => {
      bench.worker.take();
      return bench.worker.asked.length - before >= count;
    });
    return bench.worker.asked.slice(before);
  };
  return { ...bench, door, port, client, taken, answer: (...asked) => bench.worker.answer(...asked) };
}

function refuseFault({ problem }: CallFault): void {
  throw new Error(problem);
}

/** A get of the key `k`. */
export const getMessage = prism.v1.GetRequest.encode({ namespace: "n", key: "k" }).finish();

const defaults: GrpcSettings = {
  transport: "lean",
  maxConnections: 100,
  maxConcurrentCalls: 256,
  reflection: false,
  minCompressedAnswerBytes: null,
  keepAliveIntervalMs: 0,
  keepAliveTimeoutMs: 20_000,
  maxConnectionAgeMs: 0,
  maxConnectionAgeGraceMs: 1_000,
};

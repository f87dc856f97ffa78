import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { assert } from "../../common/assert.ts";
import { systemClock } from "../../common/clock.ts";
import { compactHeap } from "../../profiling/compact-heap.ts";
import { serveProfiles } from "../../profiling/profile-port.ts";
import { Door } from "../../security/caller.ts";
import { PrincipalRegistry } from "../../security/principal-registry.ts";
import { TlsGuard } from "../../security/tls/tls-guard.ts";
import { ConnectionCounters } from "../connection-counters.ts";
import { RemoteReception } from "../remote/remote-reception.ts";
import { SubscriptionCounters } from "../subscriptions/subscription-counters.ts";
import { UnreadTotal } from "../unread-total.ts";
import { CompressionCounters } from "./compression/compression-counters.ts";
import type { DoorCommand, DoorEvent, DoorSeed } from "./door-messages.ts";
import { GrpcDoor } from "./grpc-door.ts";

/** The thread around a {@link GrpcDoor}: HTTP/2 takes twenty times what the rings take of a call, and keeps nobody waiting here. */

const seed = workerData as DoorSeed;
const control = parentPort as MessagePort;
assert(control !== null, "the gRPC door's thread is one of a gateway's");

/** How often handshakes, connections, subscriptions and what was compressed are told of: metrics are asked for every few seconds. */
const REPORT_MS = 500;

const reception = new RemoteReception({
  ...seed,
  post: (batch) => tell({ kind: "batch", batch }, [batch.buffer]),
});
const tls = seed.tls === null ? null : openTls(seed.tls);
const connections = new ConnectionCounters();
const subscriptions = new SubscriptionCounters();
const compression = new CompressionCounters();
const door = new GrpcDoor({
  reception,
  clock: systemClock,
  settings: seed.settings,
  tls,
  idleTimeoutMs: seed.idleTimeoutMs,
  unread: new UnreadTotal(seed.maxUnreadBytes, systemClock),
  connections,
  subscriptions,
  compression,
  onRefused: (reason) => tell({ kind: "refused", reason }),
  onProblem: ({ message }) => tell({ kind: "problem", message }),
  onFault: (fault) => tell({ kind: "fault", fault }),
});
let reported = -1;
let reportedChanges = 0;
let reportedActive = 0;

control.on("message", (command: DoorCommand) => {
  if (command.kind === "batch") reception.receive(command.batch);
  else if (command.kind === "serving") door.setServing(command.isServing);
  else if (command.kind === "open") void open(command.host, command.port);
  else if (command.kind === "drain") void door.close().then(() => tell({ kind: "drained" }));
  else end();
});
serveProfiles(seed.profilePort);
if (tls !== null) setInterval(() => report(tls), REPORT_MS).unref();
setInterval(reportConnections, REPORT_MS).unref();
setInterval(reportSubscriptions, REPORT_MS).unref();
setInterval(reportCompression, REPORT_MS).unref();

async function open(host: string, port: number): Promise<void> {
  await door.load();
  await compactHeap();
  await door.open(host, port).then(
    (opened) => tell({ kind: "opened", port: opened }),
    (error: NodeJS.ErrnoException & { port?: number }) =>
      tell({ kind: "failed", message: error.message, code: error.code ?? null, port: error.port ?? null }),
  );
}

/** Certificates are watched here too; what control's own guard says of them is not said again. */
function openTls(settings: NonNullable<DoorSeed["tls"]>): TlsGuard {
  const guard = new TlsGuard({
    settings,
    clock: systemClock,
    // The acceptor's thread gives the numbers: only names go there.
    principals: new PrincipalRegistry(),
    log: (_level, message, fields) => {
      if ("door" in fields) tell({ kind: "log", message, fields });
    },
  });
  guard.keeper.open();
  return guard;
}

/** Tells control of handshakes when there were some. */
function report(guard: TlsGuard): void {
  const counters = guard.handshakes.get(Door.GRPC);
  if (counters === undefined) return;
  const { handshakes, nobodies, failures } = counters;
  let sum = handshakes + nobodies;
  for (const count of failures.values()) sum += count;
  if (sum === reported) return;
  reported = sum;
  tell({ kind: "handshakes", counters: { handshakes, nobodies, failures } });
}

function reportConnections(): void {
  const { opened, closed, open } = connections;
  if (opened + closed === reportedChanges) return;
  reportedChanges = opened + closed;
  tell({ kind: "connections", figures: { opened, closed, open } });
}

function reportSubscriptions(): void {
  const { active, pauses } = subscriptions;
  if (active === reportedActive && pauses === 0) return;
  reportedActive = active;
  subscriptions.pauses = 0;
  tell({ kind: "subscriptions", active, pauses });
}

function reportCompression(): void {
  const { messages, bytesBefore, bytesAfter } = compression;
  if (messages === 0) return;
  Object.assign(compression, new CompressionCounters());
  tell({ kind: "compression", figures: { messages, bytesBefore, bytesAfter } });
}

function end(): void {
  door.destroyAll();
  tls?.keeper.close();
  control.close();
}

function tell(event: DoorEvent, transfer: readonly ArrayBuffer[] = []): void {
  control.postMessage(event, [...transfer]);
}

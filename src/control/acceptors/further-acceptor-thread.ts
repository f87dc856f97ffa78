import { setTimeout as pause } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { Acceptor } from "../../acceptor/acceptor.ts";
import { AcceptorThread } from "../../acceptor/acceptor-thread.ts";
import { closeLink, type LinkSeed, openLink } from "../../acceptor/open-link.ts";
import { assert } from "../../common/assert.ts";
import { systemClock } from "../../common/clock.ts";
import { EventLoopGauge } from "../../metrics/event-loop-gauge.ts";
import { compactHeap } from "../../profiling/compact-heap.ts";
import { serveProfiles } from "../../profiling/profile-port.ts";
import { openHouse } from "../../security/authenticator.ts";
import { PrincipalRegistry } from "../../security/principal-registry.ts";
import { createTokenAuthenticator } from "../../security/tokens/create-authenticator.ts";
import { RefusedCalls } from "../../tracing/refused-calls.ts";
import { openTracer } from "../../workers/open-tracer.ts";
import { createTlsGuard } from "../gateway-tls.ts";
import { SocketDoors } from "../socket-doors.ts";
import type {
  AcceptorCommand,
  AcceptorMessage,
  AcceptorQuestion,
  AcceptorReport,
  AcceptorSeed,
} from "./acceptor-messages.ts";
import { DenialRelay } from "./denial-relay.ts";

/**
 * The thread of an acceptor after the first: an acceptor with the doors whose ports threads can share, and no control. It checks
 * credentials and reads certificates by itself, so that a client's first request waits for no other thread.
 */

const seed = workerData as AcceptorSeed;
const control = parentPort as MessagePort;
assert(control !== null, "an acceptor after the first runs in a thread of its own");

/** How often a drain looks whether it is done. */
const DRAIN_LOOK_MS = 5;

const { config, place } = seed;
const principals = new PrincipalRegistry(place);
const tls = createTlsGuard(config, {
  clock: systemClock,
  principals,
  // What the first acceptor's guard says of the certificates is not said again.
  log: (level, message, fields) => {
    if ("door" in fields) log(level, message, fields);
  },
});
const tokens =
  config.auth.mode === "off"
    ? null
    : createTokenAuthenticator(config.auth, { clock: systemClock, registry: principals, log });
const authenticator = tokens ?? openHouse;
const denials = seed.isAudited ? new DenialRelay((each) => tell({ kind: "denials", denials: each })) : null;
const tracer = openTracer(seed.tracing, {
  storeOf: () => null,
  send: (batch) => tell({ kind: "spans", batch }, [batch.bytes.buffer as ArrayBuffer]),
});
const refused = tracer === null ? null : new RefusedCalls(tracer, systemClock);
const thread = new AcceptorThread(seed.wakeUp, seed.bell);
const acceptor = new Acceptor({
  clock: systemClock,
  place,
  snapshot: seed.snapshot,
  limits: config.limits,
  authenticator,
  denials,
  refused,
  onActivity: thread.schedule,
});
const doors = new SocketDoors({ config, acceptor, authenticator, tls, log });
const eventLoop = new EventLoopGauge();
const links = new Map<number, LinkSeed>();
let lastGone: Promise<void> = Promise.resolve();

control.on("message", obey);
serveProfiles(seed.profilePort);
void start();

async function start(): Promise<void> {
  try {
    await tokens?.open();
    tls?.keeper.open();
    await compactHeap();
    thread.run(acceptor);
    tell({ kind: "ready" });
  } catch (error) {
    tell({ kind: "failed", message: (error as Error).message });
    close();
  }
}

function obey(command: AcceptorCommand): void {
  if (command.kind === "attach") attach(command.worker, command.link);
  else if (command.kind === "detach") detach(command.worker);
  else if (command.kind === "close") close();
  else void reply(command.id, command.question);
}

async function reply(id: number, question: AcceptorQuestion): Promise<void> {
  try {
    const answer = answerTo(question);
    // What holds at once is answered in this turn: control waits for it with a namespace shut.
    tell({ kind: "answer", id, answer: answer instanceof Promise ? await answer : answer });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    tell({ kind: "refusal", id, message, code: code ?? null });
  }
}

function answerTo(question: AcceptorQuestion): unknown {
  switch (question.kind) {
    case "open":
      return doors.join(question.ports);
    case "adopt":
      return acceptor.adopt(question.snapshot);
    case "shut":
      return acceptor.shut(question.namespace);
    case "reopen":
      return acceptor.reopen(question.namespace);
    case "handOver":
      return acceptor.handOver(question.namespaces, question.leaving);
    case "takeLast":
      return acceptor.takeLast(question.worker);
    case "report":
      return report();
    case "drain":
      return drain();
    case "end":
      acceptor.endAll();
      return lastGone;
    case "destroy":
      acceptor.destroyAll();
      return doors.destroyAll();
  }
}

function attach(worker: number, link: LinkSeed): void {
  links.set(worker, link);
  thread.listen(link.acceptorWakePort);
  acceptor.attach(worker, openLink(worker, link));
}

function detach(worker: number): void {
  acceptor.detach(worker);
  const link = links.get(worker);
  if (link !== undefined) closeLink(link);
  links.delete(worker);
}

async function drain(): Promise<void> {
  acceptor.drain();
  lastGone = doors.drain();
  while (acceptor.inFlight > 0) await pause(DRAIN_LOOK_MS);
}

function report(): AcceptorReport {
  const { counters, inFlight } = acceptor;
  const { writes, bytesOut } = acceptor.outboxTotals;
  return {
    counters,
    inFlight,
    outboxTotals: { writes, bytesOut },
    checks: tokens === null ? [] : [...tokens.checks.all()],
    handshakes: new Map(tls?.handshakes),
    eventLoop: eventLoop.take(),
  };
}

/** Everything that keeps the thread's event loop alive. */
function close(): void {
  doors.destroyAll();
  for (const worker of [...links.keys()]) detach(worker);
  denials?.flush();
  refused?.close();
  thread.stop();
  tokens?.close();
  tls?.keeper.close();
  eventLoop.close();
  control.close();
}

function log(level: "info" | "warning" | "error", message: string, fields: Record<string, unknown>): void {
  tell({ kind: "log", level, message, fields });
}

function tell(message: AcceptorMessage, transfer: readonly ArrayBuffer[] = []): void {
  control.postMessage(message, [...transfer]);
}

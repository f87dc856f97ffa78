import { setTimeout as pause } from "node:timers/promises";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { assert } from "../common/assert.ts";
import { systemClock } from "../common/clock.ts";
import { checkLimits } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import { createSystemPrng, secretBytes } from "../common/prng.ts";
import { DeadLetterCounts } from "../metrics/dead-letter-counts.ts";
import { EventLoopGauge } from "../metrics/event-loop-gauge.ts";
import { RequestRecorder } from "../metrics/request-recorder.ts";
import { StageRecorder } from "../metrics/stage-recorder.ts";
import { WithheldRequests } from "../metrics/withheld-requests.ts";
import type { WorkerReport } from "../metrics/worker-report.ts";
import type { SnapshotChange } from "../namespaces/snapshot-change.ts";
import { Offload } from "../offload/offload.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import type { BoundNamespace } from "../pipeline/request.ts";
import type { ServedStore } from "../pipeline/served-store.ts";
import { compactHeap } from "../profiling/compact-heap.ts";
import { serveProfiles } from "../profiling/profile-port.ts";
import { DoorbellListener } from "../ring/doorbell.ts";
import { SpinWait } from "../ring/spin-wait.ts";
import { createSleeper } from "../ring/wake-up.ts";
import { AccessTable } from "../security/access/access-table.ts";
import type { AuditLog } from "../security/audit/audit-log.ts";
import { QuotaTable } from "../security/limits/quota-table.ts";
import { answersTo } from "./answer-fan.ts";
import { createBudgets } from "./backend-budgets.ts";
import { CaptureDesk } from "./capture-desk.ts";
import { ChunkPool } from "./chunk-pool.ts";
import { Housekeeper } from "./housekeeper.ts";
import { LargeValueKeeper } from "./large-value-keeper.ts";
import { LightLoad } from "./light-load.ts";
import { loadDrivers } from "./load-drivers.ts";
import { loadPlugins } from "./load-plugins.ts";
import { openAudit } from "./open-audit.ts";
import { openSource } from "./open-source.ts";
import { openStore } from "./open-store.ts";
import { openTracer, storeIdentity } from "./open-tracer.ts";
import { ProblemLog } from "./problem-log.ts";
import { reportSizes } from "./report-sizes.ts";
import { reportStores } from "./report-store.ts";
import { ServedStores } from "./served-stores.ts";
import { StoreWatch } from "./store-watch.ts";
import { WorkerLoop } from "./worker-loop.ts";
import type {
  Inspection,
  LevelNotice,
  PlainFailure,
  StoreDrop,
  WorkerCommand,
  WorkerMessage,
  WorkerSeed,
} from "./worker-seed.ts";

/** The thread around a {@link WorkerLoop}: opens the stores, runs the loop while there is work, sleeps when there is none. */

const seed = workerData as WorkerSeed;
const control = parentPort as MessagePort;
assert(control !== null, "a worker runs in a thread of its own");
checkLimits(seed.maxFrameBytes, seed.ringBytes);

const SWEEP_INTERVAL_MS = 1_000;
/** Batches between two looks at the event loop, where control's messages wait. */
const BATCHES_PER_TURN = 32;
/** As long as a client on the same machine takes to send its next request after an answer, all others being asleep. */
const SPIN_US = 250;
const RANDOM_STEPS = 2 ** 30;
/** Between two questions to a store on the network what it guarantees. */
const PROBE_INTERVAL_MS = 30_000;
/** Between two looks for parked requests whose time is over. */
const TICK_MS = 10;

/** How often spans are made of requests that have been answered. */
const TRACE_INTERVAL_MS = 100;
/** How often a worker that goes looks whether it has answered everything. */
const RETIRE_LOOK_MS = 1;

/** How often a log that waits for its checkpoint, or to be written again, is looked at. */
const AUDIT_INTERVAL_MS = 100;

const problems = new ProblemLog(systemClock, (problem, leftOut, requests) =>
  tell({ kind: "problem", problem, leftOut, requests }),
);
const { served, audit } = await open();
const { stores } = served;
const housekeeper = new Housekeeper(systemClock, problems.add);
const recorder = new RequestRecorder();
const withheld = new WithheldRequests();
const stages = new StageRecorder();
const deadLetters = new DeadLetterCounts();
const eventLoop = new EventLoopGauge();
const sources = seed.sources.map(openSource);
const answers = answersTo(sources);
const tracer = openTracer(seed.tracing, {
  storeOf: (place) => storeIdentity(served.backends[place]),
  send: (batch) => control.postMessage({ kind: "spans", batch } satisfies WorkerMessage, [batch.bytes.buffer]),
});
const offload = new Offload(seed.offload);
const pipeline = new Pipeline({
  clock: systemClock,
  namespaces: served.namespaces,
  stores,
  access: AccessTable.of(seed.snapshot),
  quotas: new QuotaTable(seed.snapshot),
  audit,
  answers,
  metrics: recorder,
  tracer,
  largeValues: { work: new ChunkPool(offload), wallMs: () => systemClock.wallMs(), secretBytes },
  stages,
  onRefused: withheld.count,
  onDeadLetters: deadLetters.add,
  onLateAnswers: () => {
    // Held until the acceptor has freed room, for which it must be asked to ring: the next turn does.
    if (answers.isBlocked && !isScheduled) schedule();
  },
  onInternal: problems.add,
  onFailed: problems.failed,
});
const captures = new CaptureDesk({ worker: seed.index, pipeline, offload, tell, onProblem: problems.add });
const loop = new WorkerLoop({ sources, pipeline, stores, clock: systemClock });
const listener = new DoorbellListener(seed.workerBell);
const arm = createSleeper(
  seed.wakeUp,
  seed.workerBell,
  seed.sources.map(({ wakePort }) => wakePort),
  turn,
);
const hasWork = (): boolean => loop.hasWork();
const load = new LightLoad();
const spin = new SpinWait(systemClock, SPIN_US);
let isScheduled = false;
let isTicking = false;

const largeValues = new LargeValueKeeper({
  namespaces: () => served.namespaces.filter((namespace) => namespace !== undefined).filter(isKeeperOf),
  runnerOf: (storeIndex) => pipeline.later.runnerOf(storeIndex),
  wallMs: () => systemClock.wallMs(),
  onProblem: problems.add,
});

const watch = new StoreWatch(stores, served.backends, (state) => tell({ kind: "store", state }));

control.on("message", obey);
serveProfiles(seed.profilePort);
await compactHeap();
watch.look();
void watch.check();
setInterval(() => watch.look(), SWEEP_INTERVAL_MS).unref();
setInterval(() => void watch.check(), PROBE_INTERVAL_MS).unref();
setTimeout(sweep, SWEEP_INTERVAL_MS).unref();
largeValues.start();
if (audit !== null) setInterval(() => audit.onTimer(systemClock.wallMs()), AUDIT_INTERVAL_MS).unref();
if (tracer !== null) setInterval(() => tracer.flush(), TRACE_INTERVAL_MS).unref();
tell({ kind: "ready" });
turn();

function turn(): void {
  if (isScheduled) return;
  listener.unpark();
  let lastBatch = 0;
  for (let i = 0; i < BATCHES_PER_TURN; i++) {
    const count = loop.doWork();
    load.note(count);
    if (count === 0 && !(lastBatch > 0 && load.isLight && pipeline.pending === 0 && spin.finds(hasWork))) break;
    lastBatch = count;
  }
  if (!isTicking && isWaiting()) startTicking();
  if (listener.park(hasWork)) arm();
  else schedule();
}

function schedule(): void {
  isScheduled = true;
  listener.unpark();
  setImmediate(() => {
    isScheduled = false;
    turn();
  });
}

function startTicking(): void {
  isTicking = true;
  const timer = setInterval(() => {
    pipeline.later.tick();
    isTicking = isWaiting();
    if (!isTicking) clearInterval(timer);
  }, TICK_MS);
}

/** Whether there is anything whose time may come to be over. */
function isWaiting(): boolean {
  return pipeline.pending > 0 || pipeline.later.streams.fetches > 0;
}

/** One step at a time: a second round while the first is at work would take the store's time from requests. */
function sweep(): void {
  void housekeeper.sweep(stores.flatMap((served, place) => (isKept(served, place) ? [served.store] : [])));
  if (loop.sweep()) setImmediate(sweep);
  else setTimeout(sweep, SWEEP_INTERVAL_MS).unref();
}

/** Whether this worker keeps it clean: its own streams, and of the stores that all workers have those that it is the keeper of. */
function isKept(store: ServedStore, place: number): store is Exclude<ServedStore, { kind: "embedded" }> {
  if (store.kind === "embedded") return false;
  return store.guard === null || served.snapshot.backends[served.backends[place]?.index ?? -1]?.keeper === seed.index;
}

/** Whether this worker removes what nobody needs of the large values of a namespace. */
function isKeeperOf({ pattern, storeIndex }: BoundNamespace): boolean {
  if (pattern !== "keyvalue") return false;
  return stores[storeIndex]?.kind === "embedded" || served.backends[storeIndex]?.keeper === seed.index;
}

function obey(command: WorkerCommand): void {
  switch (command.kind) {
    case "report":
      tell({ kind: "report", id: command.id, report: report() });
      return;
    case "adopt":
      loop.onceDrained(() => void adopt(command.id, command.change));
      turn();
      return;
    case "inspect":
      loop.onceDrained(() => void inspect(command.id, command.index));
      turn();
      return;
    case "drop":
      void drop(command.id, command.drop);
      return;
    case "levels":
      pipeline.tellMissed(byIndex(command.notices));
      return;
    case "capture":
      void captures.obey(command.id, command.orders);
      return;
    case "retire":
      loop.onceDrained(() => void retire(command.id));
      turn();
      return;
    case "stay":
      pipeline.later.reopen();
      return;
    case "drain":
      pipeline.later.drain();
      return;
    case "close":
      void close();
  }
}

function byIndex(notices: readonly LevelNotice[]): readonly (Uint8Array | undefined)[] | null {
  const fields: (Uint8Array | undefined)[] = [];
  for (const { index, field } of notices) fields[index] = field;
  return notices.length === 0 ? null : fields;
}

async function adopt(id: number, change: SnapshotChange): Promise<void> {
  const gone = change.gone.flatMap((index) => served.namespaces[index] ?? []);
  const problems = served.adopt(change);
  pipeline.adopt(served.snapshot);
  // What was let in before is carried out before control goes on.
  if (change.gone.length > 0) {
    await pipeline.later.forget(gone);
    await pipeline.whenIdle();
  }
  if (change.backends !== null) await served.resized;
  tell({ kind: "adopted", id, problems });
}

async function inspect(id: number, index: number): Promise<void> {
  await pipeline.whenIdle();
  let inspection: Inspection = { storeId: -1, isEmpty: true, isUnused: false };
  try {
    inspection = await served.inspect(index);
  } catch (error) {
    problems.add(error);
  }
  tell({ kind: "inspected", id, inspection });
}

async function drop(id: number, what: StoreDrop): Promise<void> {
  let failure: PlainFailure | null = null;
  try {
    await served.drop(what);
    // The store may have been opened for this alone.
    pipeline.adopt(served.snapshot);
  } catch (error) {
    if (!(error instanceof PrismError)) throw error;
    failure = { ...error.failure };
  }
  tell({ kind: "dropped", id, failure });
}

/** Nothing more comes: says so when everything is answered, and every answer stands in the ring. */
async function retire(id: number): Promise<void> {
  pipeline.later.drain();
  await pipeline.whenIdle();
  await pipeline.later.close();
  while (isWaiting() || answers.isBlocked) await pause(RETIRE_LOOK_MS);
  tell({ kind: "retired", id });
}

async function close(): Promise<void> {
  largeValues.stop();
  while (loop.doWork() > 0);
  await pipeline.whenIdle();
  await pipeline.later.close();
  loop.doWork();
  await served.close();
  tracer?.flush();
  await captures.close();
  await offload.close();
  await audit?.close(systemClock.wallMs());
  process.exit(0);
}

function report(): WorkerReport {
  return {
    series: recorder.takeSeries(),
    withheld: withheld.take(),
    stages: stages.take(),
    deadLetters: deadLetters.take(),
    batches: loop.batches,
    records: loop.requests,
    acceptorWakes: sources.reduce((wakes, { acceptorBell }) => wakes + acceptorBell.wakes, 0),
    sizes: reportSizes(loop, pipeline.storeSizes, served),
    stores: reportStores(stores, served.backends),
    streams: pipeline.later.streams,
    largeValues: {
      ...pipeline.later.largeValues,
      removed: largeValues.removed,
    },
    offload: offload.report(),
    eventLoop: eventLoop.take(),
    audit: audit === null ? null : audit.report(systemClock.wallMs()),
  };
}

async function open(): Promise<{ served: ServedStores; audit: AuditLog | null }> {
  const prng = createSystemPrng();
  const surroundings = {
    worker: seed.index,
    nowMs: () => systemClock.wallMs(),
    random: () => prng.below(RANDOM_STEPS) / RANDOM_STEPS,
    onProblem: problems.add,
  };
  try {
    const { backends } = seed.snapshot;
    const parts = {
      budgetOf: createBudgets(seed.budgets, seed.index),
      drivers: await loadDrivers(backends),
      plugins: await loadPlugins(backends),
      surroundings,
      onStoreChange: () => watch.look(),
    };
    const served = new ServedStores({
      worker: seed.index,
      openStore: (backend, pattern) => openStore(backend, pattern, parts),
      wallMs: () => systemClock.wallMs(),
    });
    const onProblem = (problem: string): void => tell({ kind: "audit", problem });
    const audit = openAudit(seed.audit, seed.index, systemClock, onProblem);
    served.open(seed.snapshot, seed.drops);
    return { served, audit };
  } catch (error) {
    tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

function tell(message: WorkerMessage): void {
  control.postMessage(message);
}

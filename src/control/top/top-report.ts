/** What `/top` answers: how the gateway did in one interval. Times are in microseconds, rates are per second. */
export interface TopReport {
  /** When the interval ended, in ISO 8601. */
  readonly time: string;
  /** How long it was. */
  readonly intervalMs: number;
  readonly version: string;
  readonly uptimeSeconds: number;
  /** All requests that reached a worker. */
  readonly requests: RequestFigures;
  readonly process: ProcessShare;
  readonly doors: DoorFigures;
  readonly workers: readonly WorkerShare[];
  readonly stores: readonly StoreShare[];
  readonly offload: OffloadShare;
  readonly levels: LevelSummary;
  /** The first few in the order that was asked for. */
  readonly operations: readonly OperationFigures[];
  /** How many there were before the bound on `operations`. */
  readonly operationCount: number;
}

/** Latencies of all outcomes. `queue`: waiting for the worker; `backend`: in the store. */
export interface RequestFigures {
  readonly perSecond: number;
  readonly failedPerSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly p999Us: number;
  readonly maxUs: number;
  readonly queueP50Us: number;
  readonly queueP99Us: number;
  readonly backendP50Us: number;
  readonly backendP99Us: number;
}

export interface OperationFigures extends RequestFigures {
  /** Empty where requests named no namespace that exists. */
  readonly namespace: string;
  readonly operation: string;
}

export interface ProcessShare {
  /** Processor seconds per second, of all threads. */
  readonly cpuCores: number;
  /** null without a request. */
  readonly cpuUsPerRequest: number | null;
  readonly residentBytes: number;
}

export interface DoorFigures {
  readonly connections: number;
  readonly inFlight: number;
  readonly bytesInPerSecond: number;
  readonly bytesOutPerSecond: number;
  /** Requests that the doors answered themselves with an error. */
  readonly refusedPerSecond: number;
  /** Connections that were no longer read for a while, and those of them because a ring was full. */
  readonly pausesPerSecond: number;
  readonly ringFullPausesPerSecond: number;
}

/** Sizes are upper bounds that double. */
export interface WorkerShare {
  readonly worker: number;
  readonly isUp: boolean;
  /** Whether it reported in time; if not, its figures are of what came before. */
  readonly reported: boolean;
  readonly restarts: number;
  readonly requestsPerSecond: number;
  readonly batchP50: number;
  readonly batchP99: number;
  /** Waiting in the request ring when a batch began. */
  readonly ringP50Bytes: number;
  readonly ringP99Bytes: number;
  /** Of its event loop: share of the time that it was busy, 0 to 1; null without a report. */
  readonly utilization: number | null;
  readonly lagP99Us: number | null;
}

/** A backend, over all workers that have it. */
export interface StoreShare {
  readonly backend: string;
  readonly workers: number;
  /** What it says is wrong; empty when nothing is. */
  readonly problem: string;
  /** −1 where it cannot tell. */
  readonly items: number;
  readonly bytes: number;
  /** Items that went to it in one call. */
  readonly flightP50: number;
  readonly flightP99: number;
  /** Calls that waited when such a call was made. */
  readonly waitingP99: number;
  /** null where the store is part of the process. */
  readonly pool: PoolShare | null;
}

export interface PoolShare {
  /** Workers whose breaker is open. */
  readonly breakersOpen: number;
  readonly connections: number;
  /** Waiting or under way, in calls; under way, in batches. */
  readonly calls: number;
  readonly batches: number;
  readonly retriesPerSecond: number;
  readonly timeoutsPerSecond: number;
  readonly refusedPerSecond: number;
}

/** The threads beside the workers, on which is done what takes the processor for long: of all workers together. */
export interface OffloadShare {
  /** That there may be, and those of them that were at work when the interval ended. */
  readonly threads: number;
  readonly busy: number;
  /** Tasks that waited for one. */
  readonly waiting: number;
  readonly kinds: readonly OffloadKind[];
}

/** The tasks of one kind. */
export interface OffloadKind {
  readonly task: string;
  /** That waited or ran when the interval ended. */
  readonly underWay: number;
  readonly perSecond: number;
  readonly failedPerSecond: number;
  readonly refusedPerSecond: number;
  readonly cancelledPerSecond: number;
  /** On the average, of those that were done: before their thread had them, and on it; null when none was. */
  readonly waitUs: number | null;
  readonly runUs: number | null;
  /** So many threads they kept at work: those that were done, with all of their time. */
  readonly threads: number;
}

/** Of the declared levels of service, as of the last look at them. */
export interface LevelSummary {
  readonly declared: number;
  readonly missed: readonly MissedLevel[];
}

export interface MissedLevel {
  readonly namespace: string;
  readonly level: string;
  readonly target: number;
  readonly current: number | null;
}

/** By what operations are put in order: the largest first. */
export const TOP_ORDERS = ["p99", "rate", "failed", "queue", "backend"] as const;
export type TopOrder = (typeof TOP_ORDERS)[number];

/** The figure that an order goes by. */
export function orderFigure(order: TopOrder, figures: RequestFigures): number {
  if (order === "rate") return figures.perSecond;
  if (order === "failed") return figures.failedPerSecond;
  if (order === "queue") return figures.queueP99Us;
  return order === "backend" ? figures.backendP99Us : figures.p99Us;
}

/** The largest first; alike ones by rate, then by name, so that rows do not jump. */
export function inOrder(operations: readonly OperationFigures[], order: TopOrder): OperationFigures[] {
  return [...operations].sort(
    (a, b) =>
      orderFigure(order, b) - orderFigure(order, a) ||
      b.perSecond - a.perSecond ||
      compareTexts(a.namespace, b.namespace) ||
      compareTexts(a.operation, b.operation),
  );
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

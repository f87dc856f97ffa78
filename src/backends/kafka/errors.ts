import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError, type Retry } from "../../common/prism-error.ts";
import { ErrorCode } from "./error-code.ts";
import { errorOfCode, type KafkaError } from "./kafkajs-parts.ts";

interface Row {
  readonly code: Code;
  readonly reason: string;
  readonly message: string;
  readonly retry: Retry;
  readonly retryAfterMs: number;
}

/** An election of leaders takes about that long. */
const ELECTION_RETRY_AFTER_MS = 250;
/** How soon somebody may have made room, or rights. */
const OPERATOR_RETRY_AFTER_MS = 5_000;

function row(code: Code, reason: string, message: string, retry: Retry, retryAfterMs = 0): Row {
  return { code, reason, message, retry, retryAfterMs };
}

const unavailable = row(
  Code.UNAVAILABLE,
  "STORE_UNAVAILABLE",
  "No broker of the Kafka store can serve this now; nothing was done.",
  "safe",
  ELECTION_RETRY_AFTER_MS,
);
/** The answer is missing, so the thing may have been done. */
const lost = row(
  Code.UNAVAILABLE,
  "STORE_CONNECTION_LOST",
  "The Kafka store did not say whether it was done: try again with an idempotency key.",
  "fresh-connection",
  ELECTION_RETRY_AFTER_MS,
);
const fewReplicas = row(
  Code.UNAVAILABLE,
  "STORE_UNAVAILABLE",
  "Fewer replicas of the Kafka topic are in sync than its min.insync.replicas asks for: bring the missing brokers back.",
  "safe",
  1_000,
);
const unauthenticated = row(
  Code.UNAVAILABLE,
  "STORE_AUTHENTICATION_FAILED",
  "The Kafka store does not accept the gateway's name or password: check the backend's settings sasl and ssl.",
  "never",
  OPERATOR_RETRY_AFTER_MS,
);
const unauthorized = row(
  Code.FAILED_PRECONDITION,
  "STORE_PERMISSION_DENIED",
  "The Kafka store does not allow this to the gateway: give the user of the setting sasl.username the rights (ACLs) for topics and groups under topicPrefix.",
  "never",
);
const missing = row(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "The Kafka topic of this stream is not there: make it, or set createTopics of the backend to true.",
  "never",
);
const tooLarge = row(
  Code.INVALID_ARGUMENT,
  "STORE_ITEM_TOO_BIG",
  "The message is larger than max.message.bytes of the Kafka topic: send a smaller one, or raise that.",
  "never",
);
const full = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_FULL",
  "A disk of the Kafka store is full or broken: free space on the broker.",
  "safe",
  OPERATOR_RETRY_AFTER_MS,
);
const throttled = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_BUSY",
  "The Kafka store asks for fewer requests: wait, or raise its quota.",
  "safe",
  1_000,
);
const unfit = row(
  Code.FAILED_PRECONDITION,
  "STORE_MISCONFIGURED",
  "The Kafka store cannot keep the stream as declared: it has fewer brokers than stream.replicas, or its policy forbids the settings.",
  "never",
);
const tooOld = row(
  Code.FAILED_PRECONDITION,
  "STORE_UNSUPPORTED",
  "The Kafka store is too old or too new for this gateway: Kafka 2.8 to 4.x is needed.",
  "never",
);
const groupInUse = row(
  Code.FAILED_PRECONDITION,
  "GROUP_IN_USE",
  "The group has consumers at another gateway, or outside of Prism: stop those first.",
  "never",
);
const corrupt = row(
  Code.DATA_LOSS,
  "STORE_CORRUPT",
  "The Kafka store gave bytes that are no sound messages: look at the broker's disk.",
  "never",
);
const failed = row(Code.INTERNAL, "STORE_FAILED", "The Kafka store refused a request of the gateway.", "never");

/**
 * By the name that Kafka gives its error (https://kafka.apache.org/protocol#protocol_error_codes), by the name of kafkajs' own
 * errors, and by errno.
 */
const table: Readonly<Record<string, Row>> = {
  UNKNOWN_TOPIC_OR_PARTITION: missing,
  UNKNOWN_TOPIC_ID: missing,
  LEADER_NOT_AVAILABLE: unavailable,
  NOT_LEADER_FOR_PARTITION: unavailable,
  BROKER_NOT_AVAILABLE: unavailable,
  REPLICA_NOT_AVAILABLE: unavailable,
  NETWORK_EXCEPTION: unavailable,
  NOT_CONTROLLER: unavailable,
  FENCED_LEADER_EPOCH: unavailable,
  UNKNOWN_LEADER_EPOCH: unavailable,
  GROUP_LOAD_IN_PROGRESS: unavailable,
  GROUP_COORDINATOR_NOT_AVAILABLE: unavailable,
  NOT_COORDINATOR_FOR_GROUP: unavailable,
  COORDINATOR_LOAD_IN_PROGRESS: unavailable,
  COORDINATOR_NOT_AVAILABLE: unavailable,
  NOT_COORDINATOR: unavailable,
  REBALANCE_IN_PROGRESS: unavailable,
  ILLEGAL_GENERATION: unavailable,
  UNKNOWN_MEMBER_ID: unavailable,
  // The batch comes after one that was not appended; it was not either.
  OUT_OF_ORDER_SEQUENCE_NUMBER: unavailable,
  UNKNOWN_PRODUCER_ID: unavailable,
  INVALID_PRODUCER_EPOCH: unavailable,
  NOT_ENOUGH_REPLICAS: fewReplicas,
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: { ...fewReplicas, reason: lost.reason, message: lost.message, retry: lost.retry },
  REQUEST_TIMED_OUT: lost,
  DUPLICATE_SEQUENCE_NUMBER: lost,
  SASL_AUTHENTICATION_FAILED: unauthenticated,
  ILLEGAL_SASL_STATE: unauthenticated,
  UNSUPPORTED_SASL_MECHANISM: unauthenticated,
  KafkaJSSASLAuthenticationError: unauthenticated,
  TOPIC_AUTHORIZATION_FAILED: unauthorized,
  GROUP_AUTHORIZATION_FAILED: unauthorized,
  CLUSTER_AUTHORIZATION_FAILED: unauthorized,
  DELEGATION_TOKEN_AUTHORIZATION_FAILED: unauthorized,
  SECURITY_DISABLED: unauthorized,
  MESSAGE_TOO_LARGE: tooLarge,
  RECORD_LIST_TOO_LARGE: tooLarge,
  KAFKA_STORAGE_ERROR: full,
  LOG_DIR_NOT_FOUND: full,
  THROTTLING_QUOTA_EXCEEDED: throttled,
  INVALID_REPLICATION_FACTOR: unfit,
  INVALID_PARTITIONS: unfit,
  INVALID_CONFIG: unfit,
  INVALID_TOPIC_EXCEPTION: unfit,
  POLICY_VIOLATION: unfit,
  UNSUPPORTED_VERSION: tooOld,
  UNSUPPORTED_FOR_MESSAGE_FORMAT: tooOld,
  KafkaJSServerDoesNotSupportApiKey: tooOld,
  NON_EMPTY_GROUP: groupInUse,
  CORRUPT_MESSAGE: corrupt,
  // Beneath a call that was sent these mean that its answer will not come; connectFailure is for the others.
  KafkaJSConnectionError: lost,
  KafkaJSConnectionClosedError: lost,
  KafkaJSRequestTimeoutError: lost,
  ECONNRESET: lost,
  EPIPE: lost,
};

/** What went wrong with a request that was sent, or that a broker answered. */
export function toPrismError(error: unknown): PrismError {
  if (error instanceof PrismError) return error;
  return made(lookUp(error as KafkaError) ?? failed, error);
}

/** What went wrong before anything was sent: what would leave a doubt does not here. */
export function connectFailure(error: unknown): PrismError {
  if (error instanceof PrismError) return error;
  const found = lookUp(error as KafkaError);
  return made(found === undefined || found === lost ? unavailable : found, error);
}

/** By the code in an answer; null for success. */
export function failureOfCode(code: number): PrismError | null {
  return code === 0 ? null : toPrismError(errorOfCode(code));
}

/** By the code in an answer to a write that may have been done all the same. */
export function doubtOfCode(code: number): PrismError {
  const error = errorOfCode(code);
  return made(lookUp(error) === full ? { ...full, retry: lost.retry } : lost, error);
}

export function corruptAnswer(cause: unknown): PrismError {
  return made(corrupt, cause);
}

/** When the store was closed, or its connections given up, under a call. */
export function connectionsClosed(): PrismError {
  return made(unavailable, undefined);
}

/** Whether the connection, and not the request, was at fault. */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof PrismError
    ? error.failure.reason === lost.reason || error.failure.reason === unauthenticated.reason
    : lookUp(error as KafkaError) === lost;
}

/** Whether the broker that was asked is no longer the right one: ask again who is. */
export function isStale(error: unknown): boolean {
  return lookUp(error as KafkaError) === unavailable || lookUp(error as KafkaError) === missing;
}

/** Whether the group changes hands, so that what was asked of it as a member may succeed a moment later. */
export function isRebalance(error: unknown): boolean {
  return REBALANCE.has(codeOf(error));
}

const REBALANCE = new Set<number>([
  ErrorCode.ILLEGAL_GENERATION,
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.REBALANCE_IN_PROGRESS,
]);

/** When this member has not joined the present generation of its group yet. */
export function rebalancing(): PrismError {
  return toPrismError(errorOfCode(ErrorCode.REBALANCE_IN_PROGRESS));
}

/** What a broker answered with, wherever kafkajs has put it; 0 when it was no broker. */
export function codeOf(error: unknown): number {
  const { code } = inner(error as KafkaError);
  return typeof code === "number" ? code : 0;
}

function lookUp(error: KafkaError): Row | undefined {
  const found = inner(error);
  return table[found.type ?? ""] ?? table[found.name ?? ""] ?? table[String(found.code)];
}

/** kafkajs puts an error into another one for several topics, or several attempts. */
function inner(error: KafkaError): KafkaError {
  if (error instanceof PrismError && error.cause !== undefined) return inner(error.cause as KafkaError);
  const nested = error?.errors?.[0];
  if (nested !== undefined) return inner(nested);
  const cause = error?.cause as KafkaError | undefined;
  return cause !== undefined && error.type === undefined && error.name === "KafkaJSNumberOfRetriesExceeded"
    ? inner(cause)
    : (error ?? new Error("no error"));
}

function made({ code, reason, message, retry, retryAfterMs }: Row, cause: unknown): PrismError {
  return new PrismError(new Failure(code, reason, message, { retryAfterMs }), { source: "backend", retry, cause });
}

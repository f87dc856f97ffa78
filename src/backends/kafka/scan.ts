import type { Brokers } from "./brokers.ts";
import { ErrorCode } from "./error-code.ts";
import { codeOf, failureOfCode, toPrismError } from "./errors.ts";
import { fetchParts } from "./fetch-request.ts";
import { readBatches, type StoredRecord } from "./record-batch-reader.ts";

const STEP_BYTES = 1024 * 1024;
/** The broker answers such a fetch at once. */
const TIMEOUT_MS = 10_000;

/** One step of reading a partition: the records from there on that one fetch gives, and where to go on. */
export async function scanStep(
  brokers: Brokers,
  topic: string,
  partition: number,
  offset: number,
): Promise<{ readonly records: readonly StoredRecord[]; readonly nextOffset: number }> {
  const { nodeId, broker } = await brokers.leader(topic, partition, "read");
  try {
    const connection = await broker.connectionPool.getConnection(0);
    const [part] = await fetchParts(connection, [{ topic, partition, offset, maxBytes: STEP_BYTES }], 0, TIMEOUT_MS);
    const failure = failureOfCode(part?.error ?? 0);
    if (failure !== null) throw failure;
    const { records, nextOffset } = readBatches(part?.batches ?? Buffer.alloc(0), offset);
    return { records, nextOffset: Math.max(nextOffset, offset) };
  } catch (error) {
    brokers.forget(topic);
    const failure = toPrismError(error);
    brokers.report(failure, "read", nodeId);
    throw failure;
  }
}

/** Reads from `from` up to, not including, `to`; `onRecord` returns false to end it. */
export async function scanPartition(
  brokers: Brokers,
  place: { readonly topic: string; readonly partition: number; readonly from: number; readonly to: number },
  onRecord: (record: StoredRecord) => boolean,
): Promise<void> {
  for (let offset = place.from; offset < place.to; ) {
    const { records, nextOffset } = await scanStep(brokers, place.topic, place.partition, offset);
    for (const record of records) if (record.offset >= place.to || !onRecord(record)) return;
    // An answer without a whole batch: what was asked for is gone.
    if (nextOffset === offset) return;
    offset = nextOffset;
  }
}

/** The message at a place, or the next one that is there; null when there is none. */
export async function readOne(
  brokers: Brokers,
  topic: string,
  partition: number,
  offset: number,
): Promise<StoredRecord | null> {
  try {
    return (await scanStep(brokers, topic, partition, offset)).records[0] ?? null;
  } catch (error) {
    // It is gone, or was never there.
    if (codeOf(error) === ErrorCode.OFFSET_OUT_OF_RANGE) return null;
    throw error;
  }
}

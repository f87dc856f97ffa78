import type { Delivery } from "../stream-contract.ts";
import { writePosition } from "./position.ts";
import type { StoredRecord } from "./record-batch-reader.ts";

/** A message as a reader gets it. */
export function readerDelivery(record: StoredRecord, partition: number): Delivery {
  return {
    position: writePosition({ partition, offset: record.offset }),
    key: record.key,
    value: record.value ?? nothing,
    headers: record.headers,
    publishedMs: record.timeMs,
    attempt: 0,
    lease: "",
  };
}

const nothing = Buffer.alloc(0);

/** A message as a group's consumer gets it. */
export function groupDelivery(record: StoredRecord, partition: number, attempt: number, lease: string): Delivery {
  return { ...readerDelivery(record, partition), attempt, lease };
}

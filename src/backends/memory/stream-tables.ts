import type {
  DeadRecord,
  GroupRecord,
  PendingRecord,
  RememberedMessage,
  StreamRecord,
} from "../embedded-stream/storage.ts";
import { MessageLog } from "./message-log.ts";

/** All that the memory keeps of one stream. */
export class StreamTables {
  readonly record: StreamRecord;
  readonly log = new MessageLog();
  readonly remembered = new Map<string, RememberedMessage & { readonly untilMs: number }>();
  readonly groups = new Map<number, GroupTables>();
  /** In the order of their numbers. */
  readonly dead = new Map<number, DeadRecord>();
  /** Bytes that the messages, dead letters and remembered keys count for. */
  bytes = 0;

  constructor(record: StreamRecord) {
    this.record = record;
  }
}

export interface GroupTables {
  record: GroupRecord;
  readonly pending: Map<number, PendingRecord>;
}

import { FIRST_CALL } from "./calls.ts";
import { RESPONSE_MISSED_LEVELS } from "./missed-levels.ts";
import { RESPONSE_ERROR } from "./response.ts";
import { LEN, VARINT } from "./wire.ts";
import { WireReader } from "./wire-reader.ts";

/** The envelope of one answer, read in place: `result` is the field number of the result message `[from, to)`. */
export class ResponseView {
  id = 0;
  /** 0 when there is none; {@link RESPONSE_ERROR} for a failure; else the call's number. */
  result = 0;
  from = 0;
  to = 0;
  /** Microseconds, where the answer says them. */
  queueUs = 0;
  backendUs = 0;
  /** The message `prism.v1.MissedLevels` is `[levelsFrom, levelsTo)`; as long as nothing when none is missed. */
  levelsFrom = 0;
  levelsTo = 0;

  /** False when the bytes are no protobuf message. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.id = 0;
    this.result = this.from = this.to = 0;
    this.queueUs = this.backendUs = 0;
    this.levelsFrom = this.levelsTo = 0;
    reader.reset(bytes, start, end);
    while (reader.next()) {
      if (reader.wireType === VARINT) {
        if (reader.field === 1) this.id = reader.value >>> 0;
        else if (reader.field === 4) this.queueUs = reader.value;
        else if (reader.field === 5) this.backendUs = reader.value;
      } else if (reader.wireType === LEN && (reader.field === RESPONSE_ERROR || reader.field >= FIRST_CALL)) {
        this.result = reader.field;
        this.from = reader.from;
        this.to = reader.to;
      } else if (reader.wireType === LEN && reader.field === RESPONSE_MISSED_LEVELS) {
        this.levelsFrom = reader.from;
        this.levelsTo = reader.to;
      }
    }
    return !reader.failed;
  }
}

const reader = new WireReader();

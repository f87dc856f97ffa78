import {
  DEFAULT_FRAME_BYTES,
  DEFAULT_WINDOW_BYTES,
  ErrorCode,
  LARGEST_FRAME_BYTES,
  LARGEST_WINDOW_BYTES,
  readU32,
  SETTING_BYTES,
  Setting,
} from "./frame-layout.ts";

/** What the client has said of itself. Source: RFC 9113, section 6.5.2. */
export class PeerSettings {
  initialWindowBytes = DEFAULT_WINDOW_BYTES;
  maxFrameBytes = DEFAULT_FRAME_BYTES;
  /** −1 = it has said nothing of it. */
  tableBytes = -1;
  /** The least that it has said in the last SETTINGS. */
  leastTableBytes = -1;

  /** Takes the payload of a SETTINGS frame, whole settings; returns what is wrong with it. */
  apply(bytes: Buffer, start: number, end: number): ErrorCode {
    this.leastTableBytes = this.tableBytes;
    for (let at = start; at < end; at += SETTING_BYTES) {
      const problem = this.set(((bytes[at] as number) << 8) | (bytes[at + 1] as number), readU32(bytes, at + 2));
      if (problem !== ErrorCode.NO_ERROR) return problem;
    }
    return ErrorCode.NO_ERROR;
  }

  private set(setting: number, value: number): ErrorCode {
    switch (setting) {
      case Setting.HEADER_TABLE_SIZE:
        this.leastTableBytes = this.leastTableBytes < 0 ? value : Math.min(this.leastTableBytes, value);
        this.tableBytes = value;
        return ErrorCode.NO_ERROR;
      case Setting.ENABLE_PUSH:
        return value > 1 ? ErrorCode.PROTOCOL_ERROR : ErrorCode.NO_ERROR;
      case Setting.INITIAL_WINDOW_SIZE:
        if (value > LARGEST_WINDOW_BYTES) return ErrorCode.FLOW_CONTROL_ERROR;
        this.initialWindowBytes = value;
        return ErrorCode.NO_ERROR;
      case Setting.MAX_FRAME_SIZE:
        if (value < DEFAULT_FRAME_BYTES || value > LARGEST_FRAME_BYTES) return ErrorCode.PROTOCOL_ERROR;
        this.maxFrameBytes = value;
        return ErrorCode.NO_ERROR;
      default:
        // MAX_CONCURRENT_STREAMS is of pushed streams, and of the list's size we stay far below.
        return ErrorCode.NO_ERROR;
    }
  }
}

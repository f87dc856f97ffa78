/** A function on the stacks of a profile, under those that called it. */
export interface StackNode {
  readonly name: string;
  /** `src/acceptor/acceptor.ts:120`; empty for what has no source. */
  readonly place: string;
  /** What it belongs to: see {@link FrameSource.kind}. */
  readonly kind: string;
  /** In the unit of the profile, without what it called … */
  self: number;
  /** … and with it. */
  total: number;
  readonly children: StackNode[];
}

/** All stacks of a profile, merged: functions that were called from the same place are one node. */
export interface StackTree {
  /** Microseconds of time, or bytes allocated. */
  readonly unit: "us" | "bytes";
  /** What the thread did; its total leaves out what it slept. */
  readonly root: StackNode;
  /** What the thread slept, in the same unit. */
  readonly idle: number;
}

/** Where a function comes from. */
export interface FrameSource {
  readonly place: string;
  /** A folder of src/; `package`, `node`, `native`, `gc`, `program` or `other`. */
  readonly kind: string;
}

/** A function as V8 tells of it. Lines and columns begin with 0. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

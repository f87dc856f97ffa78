import type { CallFrame, FrameSource, StackNode, StackTree } from "./stack-tree.ts";

/** Says where a function comes from. */
export type Locate = (frame: CallFrame) => FrameSource;

/**
 * Reads a `.cpuprofile` or a `.heapprofile`. Throws an Error when the text is neither.
 * Source of the forms: https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-Profile and
 * https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/#type-SamplingHeapProfile
 */
export function readProfile(text: string, locate: Locate): StackTree {
  const profile = JSON.parse(text) as Partial<CpuProfile & HeapProfile>;
  if (profile.nodes !== undefined) return readTime(profile as CpuProfile, locate);
  if (profile.head !== undefined) return readMemory(profile.head, locate);
  throw new Error("this is neither a profile of time nor one of memory");
}

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  /** Ids of nodes. */
  readonly samples: readonly number[];
  /** Microseconds from the sample before to each. */
  readonly timeDeltas: readonly number[];
}

interface HeapNode {
  readonly callFrame: CallFrame;
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

interface HeapProfile {
  readonly head: HeapNode;
}

function readTime({ nodes, samples, timeDeltas }: CpuProfile, locate: Locate): StackTree {
  const selfUs = new Map<number, number>();
  for (let i = 0; i + 1 < samples.length; i++) {
    const id = samples[i] as number;
    // What is on the stack at a sample is taken to stay until the next.
    selfUs.set(id, (selfUs.get(id) ?? 0) + Math.max(0, timeDeltas[i + 1] ?? 0));
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const root = emptyRoot();
  let idle = 0;
  // Stacks are deep, but not so deep that a function may not call itself.
  const add = (id: number, parent: StackNode): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const self = selfUs.get(id) ?? 0;
    if (node.callFrame.functionName === "(idle)") {
      idle += self;
      return;
    }
    const target = node.callFrame.functionName === "(root)" ? parent : childOf(parent, node.callFrame, locate);
    target.self += self;
    for (const child of node.children ?? []) add(child, target);
  };
  if (nodes[0] !== undefined) add(nodes[0].id, root);
  sumUp(root);
  return { unit: "us", root, idle };
}

function readMemory(head: HeapNode, locate: Locate): StackTree {
  const root = emptyRoot();
  const add = (node: HeapNode, parent: StackNode): void => {
    const target = node.callFrame.functionName === "(root)" ? parent : childOf(parent, node.callFrame, locate);
    target.self += node.selfSize;
    for (const child of node.children) add(child, target);
  };
  add(head, root);
  sumUp(root);
  return { unit: "bytes", root, idle: 0 };
}

function emptyRoot(): StackNode {
  return { name: "all", place: "", kind: "other", self: 0, total: 0, children: [] };
}

function childOf(parent: StackNode, frame: CallFrame, locate: Locate): StackNode {
  const { place, kind } = locate(frame);
  const name = frame.functionName === "" ? "(anonymous)" : frame.functionName;
  const known = parent.children.find((child) => child.name === name && child.place === place);
  if (known !== undefined) return known;
  const made: StackNode = { name, place, kind, self: 0, total: 0, children: [] };
  parent.children.push(made);
  return made;
}

function sumUp(node: StackNode): void {
  node.total = node.self;
  for (const child of node.children) {
    sumUp(child);
    node.total += child.total;
  }
}

import type { CallFrame } from "../../src/flame-graph/stack-tree.ts";

export function frame(functionName: string, url: string): CallFrame {
  return { functionName, url, lineNumber: 0, columnNumber: 0 };
}

/** `outer` calls `inner`, which V8 has twice, and that calls a function of the system; then the thread sleeps. */
export function cpuProfile(): string {
  const nodes = [
    { id: 1, callFrame: frame("(root)", ""), children: [2, 6] },
    { id: 2, callFrame: frame("outer", "a.js"), children: [3, 4] },
    { id: 3, callFrame: frame("inner", "b.js") },
    { id: 4, callFrame: frame("inner", "b.js"), children: [5] },
    { id: 5, callFrame: frame("writev", "") },
    { id: 6, callFrame: frame("(idle)", "") },
  ];
  const samples = [2, 3, 4, 5, 6, 2];
  const timeDeltas = [7, 100, 200, 300, 300, 5_000];
  return JSON.stringify({ nodes, samples, timeDeltas, startTime: 0, endTime: 5_907 });
}

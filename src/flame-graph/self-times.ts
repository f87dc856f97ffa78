import type { StackNode, StackTree } from "./stack-tree.ts";

/** A function, wherever it was called from. */
export interface SelfTime {
  readonly name: string;
  readonly place: string;
  readonly kind: string;
  /** Of all that the thread did, from 0 to 1, without what the function called. */
  readonly share: number;
}

/** The functions in which most was spent, the first first. */
export function topSelfTimes({ root }: StackTree, count: number): SelfTime[] {
  const byFunction = new Map<string, { node: StackNode; self: number }>();
  const add = (node: StackNode): void => {
    const key = `${node.name} ${node.place}`;
    const known = byFunction.get(key);
    if (known === undefined) byFunction.set(key, { node, self: node.self });
    else known.self += node.self;
    for (const child of node.children) add(child);
  };
  for (const child of root.children) add(child);
  return [...byFunction.values()]
    .sort((a, b) => b.self - a.self)
    .slice(0, count)
    .map(({ node, self }) => ({
      name: node.name,
      place: node.place,
      kind: node.kind,
      share: root.total === 0 ? 0 : self / root.total,
    }));
}

/** What was spent by kind, from 0 to 1, the most first. */
export function sharesByKind({ root }: StackTree): readonly (readonly [kind: string, share: number])[] {
  const sums = new Map<string, number>();
  const add = (node: StackNode): void => {
    sums.set(node.kind, (sums.get(node.kind) ?? 0) + node.self);
    for (const child of node.children) add(child);
  };
  for (const child of root.children) add(child);
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .map(([kind, sum]) => [kind, root.total === 0 ? 0 : sum / root.total] as const)
    .sort((a, b) => b[1] - a[1]);
}

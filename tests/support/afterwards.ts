import type { TestContext } from "node:test";

type Undo = () => unknown;

const undoing = new WeakMap<TestContext, Undo[]>();

/**
 * Has something undone after the test, however it ends: what was made last is undone first, unlike with `t.after`. All
 * is undone, also when one of them fails; the test then fails with the first problem.
 */
export function afterwards(t: TestContext, undo: Undo): void {
  const undos = undoing.get(t);
  if (undos !== undefined) {
    undos.push(undo);
    return;
  }
  const all = [undo];
  undoing.set(t, all);
  t.after(async () => {
    const problems: unknown[] = [];
    for (let next = all.pop(); next !== undefined; next = all.pop()) {
      try {
        await next();
      } catch (error) {
        problems.push(error);
      }
    }
    if (problems.length > 0) throw problems[0];
  });
}

/** What a call does to the data of a namespace, as rights are given for it: bits. */
export const OperationClass = { READ: 1, SCAN: 2, WRITE: 4, DELETE: 8 } as const;

export type OperationClass = (typeof OperationClass)[keyof typeof OperationClass];

/** The names of the classes, the lowest bit first. */
export const CLASS_NAMES = ["read", "scan", "write", "delete"] as const;

/** The word for every class that there is. */
export const ALL_CLASSES = "all";

/** `["read", "scan"]` → their bits; `all` has all of them. */
export function classMask(names: readonly string[]): number {
  let mask = 0;
  for (const name of names) {
    if (name === ALL_CLASSES) return EVERY_CLASS;
    mask |= 1 << CLASS_NAMES.indexOf(name as (typeof CLASS_NAMES)[number]);
  }
  return mask;
}

/** The bits' names. */
export function classNames(mask: number): string[] {
  return CLASS_NAMES.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

const EVERY_CLASS = (1 << CLASS_NAMES.length) - 1;

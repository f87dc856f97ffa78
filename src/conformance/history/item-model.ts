import type { SequentialModel } from "./linearizability.ts";

/** What is asked of one key. Without `ifVersion` there is no condition; 0 = there must be no item. */
export type ItemAsked =
  | { readonly do: "get" }
  | { readonly do: "put"; readonly value: string; readonly ifVersion?: number }
  | { readonly do: "delete"; readonly ifVersion?: number };

/** What is told: an item (of a get), a version (of a put), or that there is none, or that the condition does not hold. */
export type ItemTold =
  | { readonly is: "item"; readonly value: string; readonly version: number }
  | { readonly is: "written"; readonly version: number }
  | { readonly is: "deleted" }
  | { readonly is: "absent" }
  | { readonly is: "mismatch"; readonly version: number };

/** An item; {@link NONE} when there is none. */
export interface ItemState {
  readonly value: string;
  readonly version: number;
}

const NONE: ItemState = { value: "", version: 0 };

/** The version of a put that had no answer: nobody was told it, until somebody reads it. */
const UNTOLD = -1;

/** One item of a KeyValue store: a register with compare-and-set, whose versions rise. */
export const itemModel: SequentialModel<ItemState, ItemAsked, ItemTold> = {
  initial: NONE,

  step(state, asked, told) {
    if (asked.do === "get") return afterGet(state, told);
    if (told.is === "mismatch") return afterMismatch(state, asked.ifVersion, told.version);
    if (asked.ifVersion !== undefined && !mayBe(state, asked.ifVersion)) return null;
    if (asked.do === "put") {
      const rises = told.is === "written" && told.version > state.version;
      return rises ? { value: asked.value, version: told.version } : null;
    }
    if (told.is === "absent") return isNone(state) ? state : null;
    return told.is === "deleted" && !isNone(state) ? NONE : null;
  },

  stepUnknown(state, asked) {
    if (asked.do === "get") return [];
    if (asked.ifVersion !== undefined && !mayBe(state, asked.ifVersion)) return [];
    return [asked.do === "delete" ? NONE : { value: asked.value, version: UNTOLD }];
  },

  keyOf: ({ version, value }) => `${version} ${value}`,
};

function afterGet(state: ItemState, told: ItemTold): ItemState | null {
  if (told.is === "absent") return isNone(state) ? state : null;
  if (told.is !== "item" || isNone(state) || told.value !== state.value) return null;
  return mayBe(state, told.version) ? { value: state.value, version: told.version } : null;
}

/** The condition did not hold, and the version that was there was told. */
function afterMismatch(state: ItemState, ifVersion: number | undefined, version: number): ItemState | null {
  if (ifVersion === undefined || ifVersion === version || !mayBe(state, version)) return null;
  return isNone(state) ? state : { value: state.value, version };
}

function isNone(state: ItemState): boolean {
  return state.version === NONE.version;
}

/** Whether the item that is there may have this version. */
function mayBe(state: ItemState, version: number): boolean {
  return state.version === UNTOLD ? version > 0 : state.version === version;
}

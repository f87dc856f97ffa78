import { itemShape } from "./item-fields.ts";
import { messageShape } from "./message-fields.ts";
import type { RowShape } from "./row-shape.ts";

/** What the rows of a file are. */
export type RowKind = keyof typeof shapes;

const shapes = { items: itemShape, messages: messageShape };

/** Whoever names a kind has rows of that kind. */
export function shapeOf(kind: RowKind): RowShape<object> {
  return shapes[kind] as RowShape<never> as RowShape<object>;
}

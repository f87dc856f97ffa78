import {
  inOrder,
  type OperationFigures,
  TOP_ORDERS,
  type TopOrder,
  type TopReport,
} from "../../control/top/top-report.ts";

/** What the person in front of it has chosen. */
export interface TopView {
  readonly order: TopOrder;
  /** Operations whose namespace or name has it are shown. */
  readonly filter: string;
  /** What is being typed as the filter; null when nothing is. */
  readonly typed: string | null;
  readonly isPaused: boolean;
  readonly isEnded: boolean;
}

/** What the view is after some characters from the keyboard, which may be several keys at once. */
export function press(view: TopView, characters: string): TopView {
  let next = view;
  for (const key of keysIn(characters)) next = next.typed === null ? command(next, key) : type(next, next.typed, key);
  return next;
}

/** Sequences that begin with ESC (arrows and the like) are keys of their own. */
function keysIn(characters: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal sends.
  return characters.match(/\x1b[[O][0-9;]*[A-Za-z~]|./gsu) ?? [];
}

function command(view: TopView, key: string): TopView {
  if (key === "q" || key === CTRL_C) return { ...view, isEnded: true };
  if (key === "p" || key === " ") return { ...view, isPaused: !view.isPaused };
  if (key === "s") return { ...view, order: nextOrder(view.order) };
  if (key === "/") return { ...view, typed: view.filter };
  return key === ESCAPE ? { ...view, filter: "" } : view;
}

function type(view: TopView, typed: string, key: string): TopView {
  if (key === CTRL_C) return { ...view, isEnded: true };
  if (key === "\r" || key === "\n") return { ...view, filter: typed, typed: null };
  if (key === ESCAPE) return { ...view, typed: null };
  if (key === "\x7f" || key === "\b") return { ...view, typed: [...typed].slice(0, -1).join("") };
  const isText = !/\p{C}/u.test(key);
  return isText && typed.length < MAX_FILTER ? { ...view, typed: typed + key } : view;
}

function nextOrder(order: TopOrder): TopOrder {
  return TOP_ORDERS[(TOP_ORDERS.indexOf(order) + 1) % TOP_ORDERS.length] ?? TOP_ORDERS[0];
}

const CTRL_C = "\x03";
const ESCAPE = "\x1b";
/** As long as a name of a namespace may be. */
export const MAX_FILTER = 64;

/** The operations of a report as the view has them, also of a report that was asked for before the view was. */
export function operationsOf(report: TopReport, { order, filter }: TopView): OperationFigures[] {
  return inOrder(
    report.operations.filter(({ namespace, operation }) => `${namespace} ${operation}`.includes(filter)),
    order,
  );
}

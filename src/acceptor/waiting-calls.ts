import type { AnswerHandler } from "./call-port.ts";

/**
 * The calls of a port that are not answered, by their ids.
 *
 *   bit   31              20   19               0
 *       │ how often given    │ place, from 1 on   │
 *
 * A place is given again once the answer has come, also when nobody waited for it any more; whoever still has the id of
 * the call before has another id.
 */
export class WaitingCalls {
  /** By place; null when the call was abandoned, undefined when the place is free. */
  private readonly handlers: (AnswerHandler | null | undefined)[] = [undefined];
  /** By place: the id that it was given with last. */
  private readonly given: number[] = [0];
  private readonly free: number[] = [];
  /** Whose answers somebody waits for. */
  count = 0;

  /** No id is left. */
  get isFull(): boolean {
    return this.free.length === 0 && this.given.length > PLACES;
  }

  /** Not to be called when it is full. */
  add(handler: AnswerHandler): number {
    const place = this.free.pop() ?? this.grow();
    const id = ((this.given[place] as number) + ONCE_MORE) >>> 0;
    this.given[place] = id;
    this.handlers[place] = handler;
    this.count++;
    return id;
  }

  /** The answer of this call has come: its handler, or null when nobody waits for it. */
  take(id: number): AnswerHandler | null {
    const place = id & PLACES;
    const handler = this.handlers[place];
    if (handler === undefined || this.given[place] !== id) return null;
    this.handlers[place] = undefined;
    this.free.push(place);
    if (handler !== null) this.count--;
    return handler;
  }

  /** Who waits for this call; undefined or null when nobody does. */
  peek(id: number): AnswerHandler | null | undefined {
    const place = id & PLACES;
    return this.given[place] === id ? this.handlers[place] : undefined;
  }

  abandon(id: number): void {
    const place = id & PLACES;
    if (this.given[place] !== id || this.handlers[place] == null) return;
    this.handlers[place] = null;
    this.count--;
  }

  /** Of the calls that somebody waits for. */
  ids(): number[] {
    return this.given.filter((_, place) => this.handlers[place] != null);
  }

  /** Nobody waits any more. */
  clear(): void {
    for (const id of this.ids()) this.abandon(id);
  }

  private grow(): number {
    this.given.push(this.given.length);
    return this.handlers.push(undefined) - 1;
  }
}

/** More calls at a time than a gateway has slots for. */
const PLACES = 2 ** 20 - 1;
const ONCE_MORE = 2 ** 20;

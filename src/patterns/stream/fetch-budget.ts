import { MAX_FETCHED_BYTES } from "../../common/limits.ts";

/**
 * Bytes of messages that were taken from the store and have not left the worker: room for what a fetch may take is made before the
 * store is asked, so that a thousand subscribers who wake at one time are not in memory all at once.
 */
export class FetchBudget {
  readonly #isCongested: () => boolean;
  #taken = 0;
  readonly #line: { readonly bytes: number; readonly enter: () => void }[] = [];
  /** Given back, and still in the worker: the answers have found no room yet. */
  #late = 0;
  #timer: NodeJS.Timeout | null = null;

  /** @param isCongested whether answers wait for room. */
  constructor(isCongested: () => boolean) {
    this.#isCongested = isCongested;
  }

  /** Resolves when there is room for so much more. */
  async enter(bytes: number): Promise<void> {
    if (this.#line.length > 0 || !this.#hasRoom(bytes)) {
      await new Promise<void>((enter) => this.#line.push({ bytes, enter }));
      return;
    }
    this.#taken += bytes;
  }

  /** What was made room for turned out to be so much. */
  settle(reserved: number, bytes: number): void {
    this.#taken += bytes - reserved;
    this.#admit();
  }

  /** So much has been answered. */
  leave(bytes: number): void {
    this.#late += bytes;
    this.#release();
  }

  #release(): void {
    if (this.#timer !== null) return;
    if (!this.#isCongested()) {
      this.#taken -= this.#late;
      this.#late = 0;
      this.#admit();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#release();
    }, LOOK_MS);
  }

  #admit(): void {
    for (let first = this.#line[0]; first !== undefined && this.#hasRoom(first.bytes); first = this.#line[0]) {
      this.#line.shift();
      this.#taken += first.bytes;
      first.enter();
    }
  }

  /** One fetch may always go, however much it asks for. */
  #hasRoom(bytes: number): boolean {
    return this.#taken === 0 || this.#taken + bytes <= MAX_FETCHED_BYTES;
  }
}

/** How often it is looked whether answers have found room. */
const LOOK_MS = 2;

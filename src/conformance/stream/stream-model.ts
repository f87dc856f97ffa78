import assert from "node:assert/strict";
import type { Delivery, StreamGuarantees } from "../../backends/stream-contract.ts";

/** What became of a message in a group. */
export type Progress = "fresh" | "leased" | "returned" | "done";

interface Place {
  progress: Progress;
  /** Deliveries to the group so far. */
  attempts: number;
  consumer: string;
  /** Was there when somebody left: a store may have had it ready for them, and then it comes later than others. */
  mayBeLate: boolean;
  /** The last one. */
  delivery: Delivery | null;
}

/**
 * What groups should be given, in the plainest way. It knows messages by their values, no two of which are the same, and
 * leaves to the store which of those that may come do come.
 */
export class StreamModel {
  readonly messages: { readonly key: string; readonly value: string }[] = [];
  readonly groups = new Map<string, Map<string, Place>>();
  /** Values of dead letters, by group. */
  readonly dead = new Map<string, string[]>();
  private readonly countsAttempts: boolean;
  private readonly keepsAttempts: boolean;
  private readonly isOrdered: boolean;

  constructor({ attempts, ordering }: Pick<StreamGuarantees, "attempts" | "ordering">) {
    this.countsAttempts = attempts !== "none";
    this.keepsAttempts = attempts === "durable";
    this.isOrdered = ordering !== "none";
  }

  append(key: string): { key: string; value: string } {
    const message = { key, value: `m${this.messages.length}` };
    this.messages.push(message);
    for (const places of this.groups.values()) places.set(message.value, fresh());
    return message;
  }

  /** A group that is new begins with the first message. */
  addGroup(name: string): void {
    if (!this.groups.has(name)) this.seek(name, "earliest");
  }

  seek(name: string, to: "earliest" | "latest"): void {
    const places = this.messages.map(({ value }) => [value, to === "earliest" ? fresh() : done()] as const);
    this.groups.set(name, new Map(places));
  }

  /** Whether the store may give this; and notes that it did. */
  deliver(name: string, consumer: string, delivery: Delivery, value: string): void {
    const place = this.placesOf(name).get(value);
    assert.ok(place !== undefined, `${value} was never appended`);
    assert.ok(
      place.progress === "fresh" || place.progress === "returned",
      `${value} was given to ${consumer} of ${name} although it is ${place.progress}`,
    );
    if (place.progress === "fresh" && this.isOrdered) this.checkOrder(name, value);
    place.progress = "leased";
    place.attempts++;
    if (this.countsAttempts) assert.equal(delivery.attempt, place.attempts, `the attempt of ${value} in ${name}`);
    place.mayBeLate = false;
    place.consumer = consumer;
    place.delivery = delivery;
  }

  /** Those that the group has given out and that are not settled. */
  leased(name: string): { value: string; delivery: Delivery }[] {
    return [...this.placesOf(name)].flatMap(([value, { progress, delivery }]) =>
      progress === "leased" && delivery !== null ? [{ value, delivery }] : [],
    );
  }

  settle(name: string, value: string, progress: Progress): void {
    (this.placesOf(name).get(value) as Place).progress = progress;
  }

  bury(name: string, value: string): void {
    this.settle(name, value, "done");
    this.dead.set(name, [...(this.dead.get(name) ?? []), value]);
  }

  /** The leases of a consumer end, or of all. */
  release(name: string, consumer: string | null): void {
    for (const place of this.placesOf(name).values()) {
      if (place.progress === "fresh") place.mayBeLate = true;
      if (place.progress === "leased" && (consumer === null || place.consumer === consumer))
        place.progress = "returned";
      // Who keeps no count of attempts does not know either, when all have left, that it was given out.
      if (place.progress === "returned" && consumer === null && !this.keepsAttempts) place.mayBeLate = true;
    }
  }

  count(name: string, ...wanted: Progress[]): number {
    return [...this.placesOf(name).values()].filter(({ progress }) => wanted.includes(progress)).length;
  }

  /** How many messages may wait, at least and at most: of some a store may say that they are given out, or that they wait. */
  waiting(name: string): { least: number; most: number } {
    const places = [...this.placesOf(name).values()];
    const fresh = places.filter(({ progress }) => progress === "fresh");
    const unsure = places.filter(({ progress, mayBeLate }) => progress === "returned" && mayBeLate);
    return { least: fresh.filter(({ mayBeLate }) => !mayBeLate).length, most: fresh.length + unsure.length };
  }

  private placesOf(name: string): Map<string, Place> {
    return this.groups.get(name) as Map<string, Place>;
  }

  /** Of one key, no message comes for the first time before an earlier one has. */
  private checkOrder(name: string, value: string): void {
    const index = this.messages.findIndex((message) => message.value === value);
    const key = this.messages[index]?.key;
    const earlier = this.messages.slice(0, index).find((message) => {
      const place = this.placesOf(name).get(message.value);
      return message.key === key && place?.progress === "fresh" && !place.mayBeLate;
    });
    assert.equal(earlier, undefined, `${value} came before ${earlier?.value}, which has the same key`);
  }
}

function fresh(): Place {
  return { progress: "fresh", attempts: 0, consumer: "", mayBeLate: false, delivery: null };
}

function done(): Place {
  return { progress: "done", attempts: 0, consumer: "", mayBeLate: false, delivery: null };
}

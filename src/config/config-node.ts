/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What a configuration file says, with the place of every part: the YAML tree without YAML's peculiarities. An alias
 * stands for the same node object as its anchor, so nothing is copied, and a node may even contain itself: walk it only
 * as deep as the schema goes.
 */
export type ConfigNode = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly at: Place;
  readonly value: unknown;
  /** As it was written, without quotes. */
  readonly text: string;
}

export interface MapNode {
  readonly kind: "map";
  readonly at: Place;
  /** Each key once. */
  readonly entries: MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  readonly at: Place;
  readonly value: ConfigNode;
}

export interface ListNode {
  readonly kind: "list";
  readonly at: Place;
  readonly items: ConfigNode[];
}

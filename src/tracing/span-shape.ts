import type { Attribute, SpanKind } from "./span.ts";

/** What many spans have in common. It is made once, and each encoding writes it once. */
export class SpanShape {
  readonly kind: SpanKind;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /** As protobuf has it; null until the first of its spans is written. */
  encoded: Uint8Array | null = null;

  constructor(kind: SpanKind, name: string, attributes: readonly Attribute[] = []) {
    this.kind = kind;
    this.name = name;
    this.attributes = attributes;
  }
}

/**
 * Shapes by what tells them apart, and no more of them than `most`: names of namespaces and reasons come and go. When there are
 * more, all are forgotten, which costs as much as making them once again.
 */
export class SpanShapes {
  private readonly known = new Map<string, SpanShape>();
  private readonly most: number;

  constructor(most = MAX_SHAPES) {
    this.most = most;
  }

  get(key: string): SpanShape | undefined {
    return this.known.get(key);
  }

  add(key: string, shape: SpanShape): SpanShape {
    if (this.known.size >= this.most) this.known.clear();
    this.known.set(key, shape);
    return shape;
  }
}

/** Some for each of a hundred namespaces, of some 300 bytes each. */
const MAX_SHAPES = 1024;

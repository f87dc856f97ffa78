/** Protobuf for tests, written anew: a mistake in `src/codec` must not hide itself here. */

/** A field with its value: numbers and bigints as varints, texts and bytes length-delimited. */
export type Field = readonly [field: number, value: number | bigint | string | Uint8Array];

export function encodeMessage(...fields: readonly Field[]): Buffer {
  const parts: Buffer[] = [];
  for (const [field, value] of fields) {
    if (typeof value === "number" || typeof value === "bigint") {
      parts.push(encodeVarint(field * 8), encodeVarint(value));
    } else {
      const bytes = typeof value === "string" ? Buffer.from(value, "utf8") : Buffer.from(value);
      parts.push(encodeVarint(field * 8 + 2), encodeVarint(bytes.length), bytes);
    }
  }
  return Buffer.concat(parts);
}

/** Negative numbers take ten bytes, as protobuf has it for int64. */
export function encodeVarint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Buffer.from(bytes);
}

/** A message by field number; a field that comes several times has several values. */
export class DecodedMessage {
  private readonly fields = new Map<number, (number | Buffer)[]>();

  constructor(bytes: Buffer) {
    let at = 0;
    const varint = (): number => {
      let value = 0;
      for (let scale = 1; ; scale *= 0x80) {
        const byte = bytes[at++];
        if (byte === undefined) throw new Error("a message ends within a number");
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return value;
      }
    };
    while (at < bytes.length) {
      const tag = varint();
      const field = Math.floor(tag / 8);
      const values = this.fields.get(field) ?? [];
      this.fields.set(field, values);
      if (tag % 8 === 0) values.push(varint());
      else if (tag % 8 === 2) {
        const length = varint();
        if (at + length > bytes.length) throw new Error("a message ends within a field");
        values.push(bytes.subarray(at, at + length));
        at += length;
      } else throw new Error(`the gateway sends no field of wire type ${tag % 8}`);
    }
  }

  has(field: number): boolean {
    return this.fields.has(field);
  }

  /** The last value, as proto3 has it; 0 when absent. */
  number(field: number): number {
    const value = this.fields.get(field)?.at(-1) ?? 0;
    if (typeof value !== "number") throw new Error(`field ${field} is no number`);
    return value;
  }

  bytes(field: number): Buffer {
    const value = this.fields.get(field)?.at(-1) ?? Buffer.alloc(0);
    if (typeof value === "number") throw new Error(`field ${field} is a number`);
    return value;
  }

  text(field: number): string {
    return this.bytes(field).toString("utf8");
  }

  messages(field: number): DecodedMessage[] {
    return (this.fields.get(field) ?? []).map((value) => new DecodedMessage(value as Buffer));
  }
}

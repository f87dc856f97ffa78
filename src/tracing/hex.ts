/** The value of each character of lower-case hex, by its code; −1 of all others. */
export const HEX = new Int8Array(256).fill(-1);
for (const [value, digit] of [..."0123456789abcdef"].entries()) HEX[digit.charCodeAt(0)] = value;

/** Writes the bytes that an id in lower-case hex stands for. For so few a loop beats a call of Node's. */
export function writeHex(bytes: Uint8Array, id: string, at: number): void {
  for (let i = 0, to = at; i < id.length; i += 2) {
    bytes[to++] = ((HEX[id.charCodeAt(i)] as number) << 4) | (HEX[id.charCodeAt(i + 1)] as number);
  }
}

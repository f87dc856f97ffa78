/**
 * The 32-bit hash by which Kafka's own clients choose the partition of a key, so that they and Prism agree. Source:
 * org.apache.kafka.common.utils.Utils.murmur2.
 */
export function murmur2(key: string): number {
  const { length } = key;
  let hash = 0x9747b28c ^ length;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let k =
      key.charCodeAt(at) |
      (key.charCodeAt(at + 1) << 8) |
      (key.charCodeAt(at + 2) << 16) |
      (key.charCodeAt(at + 3) << 24);
    k = Math.imul(k, M);
    k = Math.imul(k ^ (k >>> 24), M);
    hash = Math.imul(hash, M) ^ k;
  }
  if (whole < length) {
    for (let at = length - 1; at >= whole; at--) hash ^= key.charCodeAt(at) << (8 * (at - whole));
    hash = Math.imul(hash, M);
  }
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
}

const M = 0x5bd1e995;

/** The partition of a key (a byte string). */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

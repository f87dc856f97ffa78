/**
 * A map that forgets what has not been asked for lately, and never holds more than twice `size` entries: when `size` new
 * ones have come, those that were there before and have not been asked for since are gone.
 */
export class RecentMap<K, V> {
  private readonly size: number;
  private young = new Map<K, V>();
  private old = new Map<K, V>();

  constructor(size: number) {
    this.size = size;
  }

  get(key: K): V | undefined {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const old = this.old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.young.size >= this.size && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }
}

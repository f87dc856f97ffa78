/**
 * How a namespace's keys are called in Redis:
 *
 *   prism:{12}k<key>         an item
 *   prism:{12}index          all item keys, in order (a sorted set whose scores are all 0)
 *   prism:{12}expiry         the item keys that expire, by when (a sorted set)
 *   prism:{12}version        the last version; there as long as the namespace is
 *   prism:{12}w<key>         the write that an idempotency key stands for
 *   prism:{12}stream         a stream's messages; beside it meta, groups, cursors, dead, and due<group>
 *   prism:{registry}…        the numbers that namespaces have, and those that were dropped
 *
 * What stands in braces decides about the slot in a cluster, so all of a namespace is in one, and a script may touch it.
 */
export class Keyspace {
  readonly storeId: number;
  readonly item: string;
  readonly index: string;
  readonly expiry: string;
  readonly version: string;
  readonly remembered: string;
  readonly scratch: string;
  /** Of a stream: see stream/lua.ts. */
  readonly stream: string;
  readonly meta: string;
  readonly groups: string;
  readonly cursors: string;
  readonly dead: string;
  readonly due: string;
  /** The channel on which is said that there is something new. */
  readonly news: string;

  constructor(prefix: string, storeId: number) {
    const tag = `${prefix}:{${storeId}}`;
    this.storeId = storeId;
    this.item = `${tag}k`;
    this.index = `${tag}index`;
    this.expiry = `${tag}expiry`;
    this.version = `${tag}version`;
    this.remembered = `${tag}w`;
    this.scratch = `${tag}scratch`;
    this.stream = `${tag}stream`;
    this.meta = `${tag}meta`;
    this.groups = `${tag}groups`;
    this.cursors = `${tag}cursors`;
    this.dead = `${tag}dead`;
    this.due = `${tag}due`;
    this.news = `${tag}news`;
  }
}

import { toByteString } from "../../codec/byte-string.ts";
import { assert } from "../../common/assert.ts";
import type { Database } from "./database.ts";
import { bytea, int4, type Statement } from "./sql.ts";

/**
 * Namespaces have two numbers: one that this object gives at once, and one that the server keeps, which is looked up when
 * it is first needed. The server's changes when the namespace is dropped and its name used again.
 */
export class NamespaceIds {
  readonly #database: Database;
  readonly #statements: { readonly find: Statement; readonly make: Statement; readonly drop: Statement };
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  /** By this object's number; 0 = not looked up. */
  readonly #ids: number[] = [];
  #generation = 0;

  constructor(database: Database, schema: string, pattern: string) {
    this.#database = database;
    const namespaces = `${schema}.namespaces`;
    const isWanted = `pattern = '${pattern}' AND name = $1::bytea AND NOT dropped`;
    this.#statements = {
      find: { name: `${pattern}_find`, text: `SELECT id FROM ${namespaces} WHERE ${isWanted}` },
      // Whoever makes it at the same time is waited for, and its row is not seen by this statement: `find` finds it then.
      make: {
        name: `${pattern}_make`,
        text: `INSERT INTO ${namespaces} (pattern, name) VALUES ('${pattern}', $1::bytea) ON CONFLICT DO NOTHING`,
      },
      drop: {
        name: `${pattern}_drop`,
        text: `UPDATE ${namespaces} SET dropped = true WHERE id = $1::int4 AND pattern = '${pattern}'`,
      },
    };
  }

  /** Asked when a namespace is declared: it may be a new one under the name of one that another gateway has dropped. */
  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    this.#ids[number] = 0;
    return number;
  }

  /** The server's number; 0 = not known yet. */
  idOf(number: number): number {
    if (this.#generation !== this.#database.generation) {
      this.#generation = this.#database.generation;
      this.#ids.fill(0);
    }
    const id = this.#ids[number];
    assert(id !== undefined, "the namespace is not known to this store");
    return id;
  }

  /** Asks the server, which makes a number when there is none. */
  async lookUp(number: number, timeoutMs: number): Promise<number> {
    const name = toByteString(this.#names[number] as string);
    const { find, make } = this.#statements;
    let id = await this.#ask(find, name, timeoutMs);
    if (id === 0) {
      await this.#ask(make, name, timeoutMs);
      id = await this.#ask(find, name, timeoutMs);
    }
    this.idOf(number);
    this.#ids[number] = id;
    return id;
  }

  /** Its name stands for nothing any more. */
  async drop(id: number, timeoutMs: number): Promise<void> {
    const parameters = [int4(id)];
    await this.#database.run({ statement: this.#statements.drop, parameters, isRepeatable: true }, timeoutMs);
    for (let number = 0; number < this.#ids.length; number++) if (this.#ids[number] === id) this.#ids[number] = 0;
  }

  /** What the server said of them is no longer so. */
  forgetAll(): void {
    this.#ids.fill(0);
  }

  async #ask(statement: Statement, name: string, timeoutMs: number): Promise<number> {
    let id = 0;
    const onRow = (row: { integer(column: number): number }): void => {
      id = row.integer(0);
    };
    await this.#database.run({ statement, parameters: [bytea(name)], isRepeatable: true, onRow }, timeoutMs);
    return id;
  }
}

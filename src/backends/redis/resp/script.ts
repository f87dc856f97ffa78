import { createHash } from "node:crypto";
import type { CommandWriter } from "./command-writer.ts";
import type { Connection } from "./connection.ts";
import { RedisError } from "./redis-error.ts";
import type { ReplyTaker } from "./reply-taker.ts";

/** A script as the server runs it, in one step that nothing else comes between. */
export class Script {
  readonly source: string;
  private readonly hash: string;

  constructor(source: string) {
    this.source = source;
    this.hash = createHash("sha1").update(source).digest("hex");
  }

  /** Calls it by its hash; a server that does not know that has done nothing, and is sent the source. */
  async run(connection: Connection, call: ScriptCall, timeoutMs: number): Promise<void> {
    try {
      await connection.call(this.command("EVALSHA", this.hash, call), timeoutMs);
    } catch (error) {
      if (!(error instanceof RedisError) || error.prefix !== "NOSCRIPT") throw error;
      await connection.call(this.command("EVAL", this.source, call), timeoutMs);
    }
  }

  private command(name: string, script: string, call: ScriptCall) {
    const { taker, keyCount, argumentCount } = call;
    return {
      taker,
      write(writer: CommandWriter): void {
        writer.begin(3 + keyCount + argumentCount);
        writer.text(name);
        writer.text(script);
        writer.integer(keyCount);
        call.write(writer);
      },
    };
  }
}

export interface ScriptCall {
  readonly keyCount: number;
  readonly argumentCount: number;
  readonly taker: ReplyTaker;
  /** Writes the keys, then the other arguments. */
  write(writer: CommandWriter): void;
}

import type { TestContext } from "node:test";
import { LocalStack } from "../../../src/stack/local-stack.ts";
import { freeLoopbackPorts } from "../../../src/stack/loopback.ts";
import { serverNames } from "../../../src/stack/server-kind.ts";
import { serverKinds } from "../../../src/stack/server-kinds.ts";
import { afterwards } from "../afterwards.ts";
import { ServersFolder } from "./servers-folder.ts";

/** A working directory for `prism stack`, whose servers end with the test, and an offset to ports that are free. */
export interface StackFolder {
  readonly folder: string;
  readonly portOffset: number;
  readonly stack: LocalStack;
}

export async function stackFolder(t: TestContext): Promise<StackFolder> {
  const folder = ServersFolder.get().next("project");
  const [port = 0] = await freeLoopbackPorts(1);
  const portOffset = port - (serverKinds.redis.ports[0] as number);
  const stack = new LocalStack(`${folder}/.prism/stack`, portOffset);
  afterwards(t, async () => {
    await Promise.all(serverNames.map((name) => stack.down(name)));
    ServersFolder.get().remove(folder);
  });
  return { folder, portOffset, stack };
}

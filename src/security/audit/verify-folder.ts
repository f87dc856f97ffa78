import { listChains, readIdentity } from "./audit-folder.ts";
import { type ChainVerdict, type VerifyOptions, verifyChain } from "./verify-chain.ts";

export interface FolderVerdict {
  readonly isGood: boolean;
  readonly chains: readonly ChainVerdict[];
  /** Of the folder as a whole, or of chains that are not there. */
  readonly faults: readonly string[];
}

export interface FolderOptions extends Omit<VerifyOptions, "leastSeal"> {
  /** By chain: see {@link VerifyOptions.leastSeal}. A chain that is named here must be there. */
  readonly leastSeals: ReadonlyMap<string, number>;
}

/** Verifies every chain of an audit folder, which may be in use. Throws the system's error when it cannot be read. */
export function verifyFolder(folder: string, options: FolderOptions): FolderVerdict {
  const { leastSeals, ...rest } = options;
  const log = readIdentity(folder)?.log ?? null;
  const found = listChains(folder);
  const chains = [...found].map(([chain, files]) =>
    verifyChain(folder, chain, files, log, { ...rest, leastSeal: leastSeals.get(chain) ?? 0 }),
  );
  const faults: string[] = [];
  if (found.size === 0) faults.push(`${folder} holds no audit log`);
  for (const chain of leastSeals.keys()) if (!found.has(chain)) faults.push(`there is no chain ${chain}`);
  const isGood = faults.length === 0 && chains.every((chain) => chain.faults.length === 0);
  return { isGood, chains, faults };
}

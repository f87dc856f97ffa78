/** Warm: Prism's own. Green and blue: what it stands on. Grey: what is nobody's code. */
const COLORS: Readonly<Record<string, string>> = {
  acceptor: "#f4a259",
  workers: "#ef8354",
  pipeline: "#f7c548",
  patterns: "#f2d16b",
  backends: "#e4766f",
  codec: "#f9b4a6",
  ring: "#d98cb3",
  security: "#c9a0dc",
  metrics: "#e9c893",
  namespaces: "#e8b98a",
  resilience: "#dba572",
  common: "#f3dcb2",
  control: "#c7b299",
  package: "#8cc6a0",
  node: "#8fb8de",
  native: "#a9d5e8",
  gc: "#9aa0a6",
  program: "#c4c8cc",
};

/** The colour of what belongs to a kind. */
export function colorOf(kind: string): string {
  return COLORS[kind] ?? "#dedbd2";
}

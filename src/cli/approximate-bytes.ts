/** `84421910528` → `78.6 GiB`: for people, who do not count bytes. */
export function approximateBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const amount = bytes / 1024 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[power]}`;
}

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

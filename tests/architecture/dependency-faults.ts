export interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * What is wrong with the dependencies: one sentence each. `page` is docs-cms/dependencies.md, whose table has the
 * package, its version and its licence in the first three columns; `licenceOf` reads what is installed.
 */
export function dependencyFaults(manifest: PackageFile, page: string, licenceOf: (name: string) => string): string[] {
  const faults: string[] = [];
  const rows = tableRows(page);
  const runtime = { ...manifest.dependencies, ...manifest.optionalDependencies };
  for (const [name, asked] of Object.entries({ ...runtime, ...manifest.devDependencies })) {
    const version = versionOf(asked);
    if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
      faults.push(`${name} is asked for as ${asked}, not as an exact version`);
  }
  for (const [name, asked] of Object.entries(runtime)) {
    const version = versionOf(asked);
    const row = rows.get(name);
    if (row === undefined) faults.push(`${name} has no row in docs-cms/dependencies.md`);
    else if (row.version !== version) faults.push(`${name} is ${version}, but its row says ${row.version}`);
    else if (row.licence !== licenceOf(name))
      faults.push(`${name} is under ${licenceOf(name)}, but its row says ${row.licence}`);
  }
  for (const name of rows.keys()) {
    if (!(name in runtime))
      faults.push(`docs-cms/dependencies.md has a row for ${name}, which is no runtime dependency`);
  }
  return faults;
}

/**
 * Packages that an installation without development packages has and that the page does not name. */
export function unnamedPackages(lock: LockFile, page: string): string[] {
  const named = new Set([...page.matchAll(/`([^`\s]+)`/g)].map((match) => match[1]));
  const names = Object.entries(lock.packages).flatMap(([path, entry]) =>
    path === "" || entry.dev === true || entry.devOptional === true
      ? []
      : [path.slice(path.lastIndexOf("node_modules/") + 13)],
  );
  return [...new Set(names)]
    .filter((name) => !named.has(name))
    .map((name) => `${name} is installed with a runtime dependency and docs-cms/dependencies.md does not name it`);
}

/** Of a package that is installed under another name: `npm:real-name@1.2.3`. */
function versionOf(asked: string): string {
  return /^npm:(?:@[^/@]+\/)?[^/@]+@(.+)$/.exec(asked)?.[1] ?? asked;
}

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * Packages for other platforms that the lock file lacks. npm leaves out what it could not find when it wrote the file,
 * and `npm ci` then refuses it everywhere.
 */
export function lockFaults(lock: LockFile): string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter(
        (name) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
      )
      .map((name) => `package-lock.json lacks ${name}, which ${path} may need on another platform`),
  );
}

/** Rows of the form `| package | 1.2.3 | MIT | …`; the package may be code. */
function tableRows(page: string): Map<string, { version: string; licence: string }> {
  const rows = new Map<string, { version: string; licence: string }>();
  for (const match of page.matchAll(/^\| *`?([^|` ]+)`? *\| *(\d[^| ]*) *\| *([^|]+?) *\|/gm)) {
    rows.set(match[1] ?? "", { version: match[2] ?? "", licence: match[3] ?? "" });
  }
  return rows;
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What node-gyp needs to build an addon: one name of each row on the path. */
const tools = [
  { name: "a C++ compiler", commands: ["g++", "c++", "clang++"] },
  { name: "make", commands: ["make", "gmake"] },
  { name: "python3", commands: ["python3"] },
];

export function missingTools() {
  return tools.filter((tool) => !tool.commands.some(runs)).map((tool) => tool.name);
}

export function hasCompiler() {
  return missingTools().length === 0;
}

/** On Debian as root (a container, as a rule) installs them; returns whether they are there then. */
export function installCompiler() {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return false;
  process.stdout.write(
    `prism: ${missingTools().join(", ")} missing; running apt-get install build-essential python3\n`,
  );
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const stdio = ["ignore", "ignore", "inherit"];
  spawnSync("apt-get", ["update"], { env, stdio });
  spawnSync("apt-get", ["install", "-y", "build-essential", "python3"], { env, stdio });
  return hasCompiler();
}

function runs(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

import assert from "node:assert/strict";
import { it } from "node:test";
import { resilienceEntries } from "../../src/config/backends/resilience.ts";
import { fieldName, isSetting, type Section, type Setting, type ValueOf } from "../../src/config/setting.ts";
import type { GuardSettings } from "../../src/resilience/guard-settings.ts";
import { settings } from "./guard-settings.ts";

type Declared = ValueOf<{ readonly kind: "section"; readonly entries: typeof resilienceEntries }>;

it("declares every setting of the guard, and no other", () => {
  // That one can be given for the other is what the type checker is asked here.
  const declared: Declared = settings;
  const used: GuardSettings = declared;
  const namesOf = (entries: Readonly<Record<string, Setting | Section>>): string[] =>
    Object.entries(entries).flatMap(([name, entry]) =>
      isSetting(entry)
        ? [fieldName(name, entry)]
        : namesOf(entry.entries as Readonly<Record<string, Setting>>).map((inner) => `${name}.${inner}`),
    );
  const given = Object.entries(used).flatMap(([name, value]) =>
    typeof value === "object" ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
  );
  assert.deepEqual(namesOf(resilienceEntries).toSorted(), given.toSorted());
});

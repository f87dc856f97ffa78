/** Counts finished tests and turns them into lines for a person: one for each file, the failures in full at the end. */
export class Report {
  passed = 0;
  failed = 0;
  skipped = 0;
  #requireAll;
  #failures = [];
  /** Reason → names of the tests that gave it. */
  #skips = new Map();

  constructor({ requireAll }) {
    this.#requireAll = requireAll;
  }

  /** Adds what became of one file (see `runFile`) and returns its line. */
  addFile(name, { tests, output, fault, seconds }) {
    const before = { passed: this.passed, failed: this.failed, skipped: this.skipped };
    for (const test of tests) this.#addTest(`${name}: ${test.name}`, test);
    if (fault !== null) this.addFault(name, fault);
    const failed = this.failed - before.failed;
    if (failed > 0 && output.trim() !== "") this.#failures.push(`${name} printed:\n${indent(output.trim())}`);
    const counts = [`${this.passed - before.passed} passed`];
    if (failed > 0) counts.push(`${failed} failed`);
    if (this.skipped > before.skipped) counts.push(`${this.skipped - before.skipped} skipped`);
    return `${failed > 0 ? "FAIL" : "ok  "} ${name}: ${counts.join(", ")} (${seconds.toFixed(1)} s)\n`;
  }

  /** Counts one failure that belongs to no test. */
  addFault(name, fault) {
    this.failed += 1;
    this.#failures.push(`${name}: ${fault}`);
  }

  /** The failures, the skips and the closing line. */
  summary() {
    let text = "\n";
    for (const failure of this.#failures) text += `FAILED ${failure}\n\n`;
    for (const [reason, names] of this.#skips) text += `skipped, ${reason}:\n${indent(names.join("\n"))}\n`;
    return `${text}${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped\n`;
  }

  #addTest(name, test) {
    // A to-do test counts as skipped: what is not finished may neither pass nor hide.
    const reason = test.skip ?? (test.todo === null ? null : `to do: ${test.todo}`);
    if (reason !== null) {
      this.#addSkip(name, reason);
    } else if (!test.passed) {
      // A suite that fails only because of its members adds nothing to what they have said.
      if (test.failureType === "subtestsFailed") {
        if (!test.suite) this.failed += 1;
        return;
      }
      this.failed += 1;
      this.#failures.push(`${name}\n${indent(test.detail ?? "")}`);
    } else if (!test.suite) {
      this.passed += 1;
    }
  }

  #addSkip(name, reason) {
    if (this.#requireAll && reason.startsWith("needs ")) {
      this.addFault(name, `${reason}, and PRISM_REQUIRE=all allows no such skip`);
      return;
    }
    this.skipped += 1;
    const names = this.#skips.get(reason);
    if (names === undefined) this.#skips.set(reason, [name]);
    else names.push(name);
  }
}

function indent(text) {
  return text.replaceAll(/^(?=.)/gm, "    ");
}

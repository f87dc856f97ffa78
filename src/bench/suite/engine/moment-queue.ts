/** Moments in the order in which they were put: a ring that grows by doubling. */
export class MomentQueue {
  private moments = new Float64Array(1_024);
  private head = 0;
  length = 0;

  put(us: number): void {
    if (this.length === this.moments.length) this.grow();
    this.moments[(this.head + this.length++) & (this.moments.length - 1)] = us;
  }

  /** The oldest. Only where there is one. */
  take(): number {
    const us = this.moments[this.head] as number;
    this.head = (this.head + 1) & (this.moments.length - 1);
    this.length--;
    return us;
  }

  takeAll(): number[] {
    const all: number[] = [];
    while (this.length > 0) all.push(this.take());
    return all;
  }

  private grow(): void {
    const wider = new Float64Array(this.moments.length * 2);
    for (let i = 0; i < this.length; i++)
      wider[i] = this.moments[(this.head + i) & (this.moments.length - 1)] as number;
    this.moments = wider;
    this.head = 0;
  }
}

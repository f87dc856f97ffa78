/**
 * Bounds extra work by the work that went well: so many percent of it. Full, it covers one lost connection with the
 * batches that were on it. Hundredths, so that the sums are exact.
 */
export class Budget {
  private readonly earnedPercent: number;
  private readonly maxHundredths: number;
  private hundredths: number;

  constructor(earnedPercent: number, maxCount: number) {
    this.earnedPercent = earnedPercent;
    this.maxHundredths = earnedPercent === 0 ? 0 : maxCount * 100;
    this.hundredths = this.maxHundredths;
  }

  /** How often it can be spent now. */
  get left(): number {
    return Math.floor(this.hundredths / 100);
  }

  earn(): void {
    this.hundredths = Math.min(this.maxHundredths, this.hundredths + this.earnedPercent);
  }

  /** Whether there is something left; if so, it is paid. */
  spend(): boolean {
    if (this.hundredths < 100) return false;
    this.hundredths -= 100;
    return true;
  }
}

/**
 * A total that outlives the thread that counts it. A thread counts from 0 and is replaced when it dies; the total keeps
 * what earlier threads had last reported, so that it never goes backwards. What a thread counted after its last report
 * is lost with it.
 */
export class GrowingTotal {
  private incarnation = 0;
  private ofEarlier = 0;
  private ofCurrent = 0;

  /** `counted`: what the thread has counted since it started. `incarnation`: which thread it is; later ones are larger. */
  observe(incarnation: number, counted: number): void {
    if (incarnation < this.incarnation) return;
    if (incarnation > this.incarnation) {
      this.ofEarlier += this.ofCurrent;
      this.ofCurrent = 0;
      this.incarnation = incarnation;
    }
    this.ofCurrent = Math.max(this.ofCurrent, counted);
  }

  get value(): number {
    return this.ofEarlier + this.ofCurrent;
  }
}

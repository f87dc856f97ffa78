import { TokenBucket } from "./token-bucket.ts";

/** What bounds one principal in one namespace. 0 = nothing does. */
export interface QuotaLimits {
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  readonly bytesPerSecond: number;
  readonly byteBurst: number;
  readonly maxInFlight: number;
}

/** What one principal has used of its limits in one namespace. */
export class Quota {
  limits: QuotaLimits;
  inFlight = 0;
  private requests: TokenBucket | null = null;
  private bytes: TokenBucket | null = null;

  constructor(limits: QuotaLimits, nowUs: number) {
    this.limits = limits;
    this.rebuild(nowUs);
  }

  /** Goes on with other limits. */
  adjust(limits: QuotaLimits, nowUs: number): void {
    if (limits === this.limits) return;
    this.limits = limits;
    this.rebuild(nowUs);
  }

  /** Microseconds until another request would be within its rate; 0 = now. */
  requestWaitUs(nowUs: number): number {
    return this.limits.requestsPerSecond === 0 ? 0 : (this.requests as TokenBucket).waitUs(1, nowUs);
  }

  /** Microseconds until so many bytes would be within their rate; 0 = now. */
  byteWaitUs(bytes: number, nowUs: number): number {
    return this.limits.bytesPerSecond === 0 ? 0 : (this.bytes as TokenBucket).waitUs(bytes, nowUs);
  }

  get isFull(): boolean {
    return this.limits.maxInFlight > 0 && this.inFlight >= this.limits.maxInFlight;
  }

  /** A request is let in. */
  begin(requestBytes: number, nowUs: number): void {
    this.inFlight++;
    this.requests?.take(1, nowUs);
    this.bytes?.take(requestBytes, nowUs);
  }

  /** It is answered. The bytes of the answer are taken whether they are there or not: the next request waits for them. */
  end(answerBytes: number, nowUs: number): void {
    this.inFlight--;
    this.bytes?.take(answerBytes, nowUs);
  }

  /** Whether forgetting it changes nothing: it is as one that was never used. */
  isUnused(nowUs: number): boolean {
    return this.inFlight === 0 && (this.requests?.isFull(nowUs) ?? true) && (this.bytes?.isFull(nowUs) ?? true);
  }

  private rebuild(nowUs: number): void {
    const { requestsPerSecond, requestBurst, bytesPerSecond, byteBurst } = this.limits;
    this.requests = adjusted(this.requests, requestsPerSecond, requestBurst, nowUs);
    this.bytes = adjusted(this.bytes, bytesPerSecond, byteBurst, nowUs);
  }
}

/** A bucket that no limit uses any more is kept: whoever comes with the limit again has used what it has used. */
function adjusted(bucket: TokenBucket | null, perSecond: number, burst: number, nowUs: number): TokenBucket | null {
  if (perSecond === 0) return bucket;
  if (bucket === null) return new TokenBucket(perSecond, burst, nowUs);
  bucket.adjust(perSecond, burst, nowUs);
  return bucket;
}

/**
 * The pause of a lane that has lost what it asks, before it opens that anew: where a server is not there, the attempts to
 * reach it must not be all that is done.
 */
export class LaneRest {
  isOn = false;

  /** `onOver` comes once, behind the rest. */
  begin(onOver: () => void): void {
    this.isOn = true;
    setTimeout(() => {
      this.isOn = false;
      onOver();
    }, REST_MS);
  }
}

const REST_MS = 50;

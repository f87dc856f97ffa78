/** Something that the person at the keyboard must put right; the message says what and how. */
export class PrepareError extends Error {
  name = "PrepareError";
}

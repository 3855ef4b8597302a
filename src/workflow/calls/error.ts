/** A call that cannot be made, or whose outputs cannot be given back; the message says why in a sentence. */
export class CallError extends Error {
  override readonly name = 'CallError';
}

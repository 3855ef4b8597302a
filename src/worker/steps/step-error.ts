/** A step cannot be run as it is written or where it is; one sentence for its log. */
export class StepError extends Error {
  override readonly name = 'StepError';
}

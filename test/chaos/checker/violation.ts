/** Something that must not be. */
export interface Violation {
  /** Which rule of the checker found it. */
  readonly rule: string;
  /** One sentence. */
  readonly message: string;
  /** The run concerned, whose history is printed with it. */
  readonly run?: number;
}

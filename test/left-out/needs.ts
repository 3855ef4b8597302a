/** Something that some tests need and that a machine may not have. */
export interface Need {
  /** The name of the one test that stands for those that are left out; the report at the end looks for it. */
  readonly test: string;
  /** Which tests these are, as the report's heading names them. */
  readonly tests: string;
  /** Milliseconds after which one of these tests counts as hanging: what it waits for shares the machine with it. */
  readonly timeout: number;
}

export const KAFKA: Need = { test: 'needs a Kafka broker', tests: 'THE TESTS ON KAFKA', timeout: 60_000 };
export const CHROMIUM: Need = { test: 'needs Chromium', tests: 'THE TESTS IN A BROWSER', timeout: 180_000 };

/** All of them, in the order in which the report names them. */
export const NEEDS: readonly Need[] = [KAFKA, CHROMIUM];

import { describe, it } from 'vitest';
import { findBroker } from '../../scripts/kafka/start-broker.mjs';

/** Which kind of broker the tests get, or why there is none. */
const found = await findBroker().catch((error: unknown) => ({ missing: String(error) }));

/** Whether the broker is one that may be killed and frozen, and not one that KAFKA_BROKERS names. */
export const brokerIsOurs = found === 'docker' || found === 'java';

/** The test that stands for those that are left out; left-out.ts looks for it. */
const NEEDS_BROKER = 'needs a Kafka broker';

/**
 * `describe` for tests that need a broker, each file one of its own by `startBroker`. Where none can be had they
 * are left out, which test/kafka/left-out.ts says at the end of the run; in CI that is a failure.
 */
export function describeWithKafka(name: string, tests: () => void): void {
  if (typeof found === 'string') {
    describe(name, tests);
    return;
  }
  describe(name, () => {
    it(NEEDS_BROKER, ({ skip }) => {
      if ((process.env['CI'] ?? '') !== '') throw new Error(found.missing);
      skip(found.missing);
    });
  });
}

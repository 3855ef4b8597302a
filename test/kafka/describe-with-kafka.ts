import { findBroker } from '../../scripts/kafka/start-broker.mjs';
import { describeWith } from '../left-out/describe-with.ts';
import { KAFKA } from '../left-out/needs.ts';

/** Which kind of broker the tests get, or why there is none. */
const found = await findBroker().catch((error: unknown) => ({ missing: String(error) }));

/** Whether the broker is one that may be killed and frozen, and not one that KAFKA_BROKERS names. */
export const brokerIsOurs = found === 'docker' || found === 'java';

/** `describe` for tests that need a broker, each file one of its own by `startBroker`. */
export function describeWithKafka(name: string, tests: () => void): void {
  describeWith(KAFKA, typeof found === 'string' ? null : found.missing, name, tests);
}

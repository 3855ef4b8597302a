// A broker that somebody else runs: KAFKA_BROKERS.
import { answers, removeRunbookTopics, runbookTopics } from './ready.mjs';

/** @import { Broker, BrokerSource } from './types.ts' */

/**
 * @param {string} brokers
 * @returns {Promise<BrokerSource>}
 */
export async function givenSource(brokers) {
  if (await answers(brokers)) return { kind: 'given', start: () => useGiven(brokers) };
  return { missing: `KAFKA_BROKERS is ${brokers}, and no broker answers there.` };
}

/**
 * Topics have fixed names, so a broker has one user at a time; what was there before is not ours to remove.
 * @param {string} brokers
 * @returns {Promise<Broker>}
 */
async function useGiven(brokers) {
  const topics = await runbookTopics(brokers);
  if (topics.length > 0) {
    throw new Error(
      `KAFKA_BROKERS is ${brokers}, which has ${topics.join(', ')} already: it is in use by a Runbook, or a test ` +
        'was killed. Name a broker that is for tests only, or delete these topics.',
    );
  }
  const cannot = () =>
    Promise.reject(new Error('A broker given by KAFKA_BROKERS is not ours to kill or freeze.'));
  return {
    brokers,
    kind: 'given',
    pid: null,
    kill: cannot,
    restart: cannot,
    freeze: cannot,
    thaw: cannot,
    stop: () => removeRunbookTopics(brokers),
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';

const PAUSE_MS = 50;

/**
 * A client that asks once and fails at once; the callers try again.
 * @param {string} brokers
 */
function administrator(brokers) {
  return new Kafka({
    clientId: 'runbook-scripts',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 10_000,
    retry: { retries: 0 },
  }).admin();
}

/**
 * Whether a broker answers and takes part in its cluster.
 * @param {string} brokers
 */
export async function answers(brokers) {
  const admin = administrator(brokers);
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return cluster.brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/**
 * Waits until a broker answers. Gives false where `signal` ended the wait.
 * @param {string} brokers
 * @param {AbortSignal} signal
 */
export async function untilAnswers(brokers, signal) {
  while (!signal.aborted) {
    if (await answers(brokers)) return true;
    await wait(PAUSE_MS);
  }
  return false;
}

/**
 * The topics that Runbook has on a broker.
 * @param {string} brokers
 * @throws kafkajs's errors where it does not answer
 */
export async function runbookTopics(brokers) {
  const admin = administrator(brokers);
  try {
    await admin.connect();
    return (await admin.listTopics()).filter((topic) => topic.startsWith('runbook.'));
  } finally {
    await admin.disconnect();
  }
}

/**
 * Removes Runbook's topics and resolves when they are gone.
 * @param {string} brokers
 */
export async function removeRunbookTopics(brokers) {
  const admin = administrator(brokers);
  try {
    await admin.connect();
    for (;;) {
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith('runbook.'));
      if (topics.length === 0) return;
      await admin.deleteTopics({ topics, timeout: 10_000 }).catch(() => undefined);
      await wait(PAUSE_MS);
    }
  } finally {
    await admin.disconnect();
  }
}

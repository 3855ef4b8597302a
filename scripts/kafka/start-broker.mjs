// A real Kafka broker for tests, the demo and the benchmarks: the one that KAFKA_BROKERS names, else one in Docker,
// else one in Java whose jars Maven fetches. Only on loopback.
import { dockerSource } from './docker.mjs';
import { BrokerUnavailableError } from './errors.mjs';
import { givenSource } from './given.mjs';
import { javaSource } from './java.mjs';

/** @import { Broker, BrokerKind, BrokerOptions, BrokerSource } from './types.ts' */

export { BrokerStartError, BrokerUnavailableError } from './errors.mjs';
export { freePort } from './ports.mjs';

/** @type {ReturnType<typeof find> | null} */
let found = null;

/**
 * Starts a broker and resolves when it answers.
 * @param {BrokerOptions} [options]
 * @returns {Promise<Broker>}
 * @throws BrokerUnavailableError where none can be had, BrokerStartError where it did not come up
 */
export async function startBroker(options = {}) {
  const source = await findOnce();
  return source.start(options);
}

/**
 * Which kind of broker `startBroker` starts, after fetching what it needs.
 * @returns {Promise<BrokerKind>}
 * @throws BrokerUnavailableError
 */
export async function findBroker() {
  return (await findOnce()).kind;
}

function findOnce() {
  found ??= find();
  return found;
}

async function find() {
  const given = process.env['KAFKA_BROKERS'] ?? '';
  const places = given === '' ? [dockerSource, javaSource] : [() => givenSource(given)];
  const looked = given === '' ? ['KAFKA_BROKERS is not set.'] : [];
  for (const place of places) {
    /** @type {BrokerSource} */
    const source = await place();
    if (!('missing' in source)) return source;
    looked.push(source.missing);
  }
  throw new BrokerUnavailableError(looked);
}

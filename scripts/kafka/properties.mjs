import { randomBytes } from 'node:crypto';

/** A new cluster's id: 16 bytes in base64url, as Kafka makes them; a dash in front would be taken for an option. */
export function newClusterId() {
  return `R${randomBytes(16).toString('base64url').slice(1)}`;
}

/**
 * server.properties of a broker alone, which is its own controller (KRaft): small, quick to start, on loopback.
 * @param {{ listen: string, port: number, controllerPort: number, data: string, others?: { readonly [name: string]: string } }} options
 *   `listen` is the address it binds to; clients are told 127.0.0.1 and `port`. `others` win over what is here
 */
export function serverProperties({ listen, port, controllerPort, data, others = {} }) {
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://${listen}:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'log.dirs': data,
    'auto.create.topics.enable': false,
    // One replica of everything, and few partitions of what Kafka keeps for itself.
    'default.replication.factor': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 2,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    // Groups form at once.
    'group.initial.rebalance.delay.ms': 0,
    // A broker that was killed or frozen is itself again soon.
    'broker.session.timeout.ms': 2_000,
    'broker.heartbeat.interval.ms': 300,
    // Retention and compaction happen within a test.
    'log.retention.check.interval.ms': 1_000,
    'log.initial.task.delay.ms': 1_000,
    'log.cleaner.backoff.ms': 1_000,
    'log.cleaner.threads': 1,
    'log.cleaner.dedupe.buffer.size': 8_388_608,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'num.recovery.threads.per.data.dir': 2,
  };
  return `${Object.entries({ ...properties, ...others })
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}

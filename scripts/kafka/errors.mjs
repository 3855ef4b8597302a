/** No broker can be had on this machine; the message says what was looked for and what to do. */
export class BrokerUnavailableError extends Error {
  /** @override */
  name = 'BrokerUnavailableError';

  /** @param {readonly string[]} looked one sentence for each place that was looked at */
  constructor(looked) {
    super(
      [
        'No Kafka broker can be had here.',
        ...looked.map((sentence) => `  - ${sentence}`),
        'Do one of these: set KAFKA_BROKERS=host:port to a broker that is for tests only; start a Docker engine;',
        'or install Java 17 and Maven (Debian: apt-get install openjdk-17-jre-headless maven).',
      ].join('\n'),
    );
  }
}

/** A broker that was started and did not come up; the message has the end of its own log. */
export class BrokerStartError extends Error {
  /** @override */
  name = 'BrokerStartError';
}

// node scripts/kafka/broker.mjs [--port N]: a broker that runs until Ctrl-C.
import { parseArgs } from 'node:util';
import { startBroker } from './start-broker.mjs';

try {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const broker = await startBroker(values.port === undefined ? {} : { port: Number(values.port) });
  process.stdout.write(
    `Kafka is at ${broker.brokers} (${broker.kind}); Ctrl-C stops it and removes its data.\n`,
  );
  // Signals end the wait; without the timer nothing would keep the process alive.
  const alive = setInterval(() => undefined, 2 ** 30);
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  clearInterval(alive);
  await broker.stop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

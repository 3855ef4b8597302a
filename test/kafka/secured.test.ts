import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBroker, freePort, startBroker } from '../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../scripts/kafka/types.ts';
import { type KafkaLogOptions, openKafkaLog } from '../../src/log/index.ts';
import { describeWithKafka } from './describe-with-kafka.ts';

const execute = promisify(execFile);
const logger = pino({ level: 'silent' });
const PASSWORD = 'between-us';
/** The broker's settings are the Java broker's, and so is the program that makes its certificate. */
const isJava = (await findBroker().catch(() => null)) === 'java';

describeWithKafka('a broker that wants TLS and a password', () => {
  let folder: string;
  let broker: Broker;
  let ca: string;
  let brokers: readonly string[];

  beforeAll(async () => {
    if (!isJava) return;
    folder = await mkdtemp(join(tmpdir(), 'runbook-tls-'));
    const keystore = join(folder, 'broker.p12');
    ca = await makeCertificate(keystore, join(folder, 'broker.pem'));
    const [port, securePort, controllerPort] = [await freePort(), await freePort(), await freePort()];
    brokers = [`127.0.0.1:${securePort}`];
    broker = await startBroker({
      port,
      formatArguments: ['256', '512'].flatMap((bits) => [
        '--add-scram',
        `SCRAM-SHA-${bits}=[name=runbook,password=${PASSWORD}]`,
      ]),
      properties: {
        listeners: `PLAINTEXT://127.0.0.1:${port},SECURE://127.0.0.1:${securePort},CONTROLLER://127.0.0.1:${controllerPort}`,
        'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},SECURE://127.0.0.1:${securePort}`,
        'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
        'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT',
        'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
        'listener.name.secure.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_runbook="${PASSWORD}";`,
        'listener.name.secure.scram-sha-256.sasl.jaas.config':
          'org.apache.kafka.common.security.scram.ScramLoginModule required;',
        'listener.name.secure.scram-sha-512.sasl.jaas.config':
          'org.apache.kafka.common.security.scram.ScramLoginModule required;',
        'listener.name.secure.ssl.keystore.type': 'PKCS12',
        'listener.name.secure.ssl.keystore.location': keystore,
        'listener.name.secure.ssl.keystore.password': PASSWORD,
        'listener.name.secure.ssl.key.password': PASSWORD,
      },
    });
  });

  afterAll(async () => {
    if (!isJava) return;
    await broker.stop();
    await rm(folder, { recursive: true });
  });

  const options = (more: Partial<KafkaLogOptions>): KafkaLogOptions => ({
    brokers,
    clientId: 'test',
    tls: { ca },
    sasl: { mechanism: 'plain', username: 'runbook', password: PASSWORD },
    partitions: 2,
    logger,
    ...more,
  });

  for (const mechanism of ['plain', 'scram-sha-256', 'scram-sha-512'] as const) {
    it.runIf(isJava)(`lets in who shows it by ${mechanism}`, async () => {
      const sasl = { mechanism, username: 'runbook', password: PASSWORD };
      const log = await openKafkaLog(options({ sasl }));
      await log.append('runbook.events', [{ key: 'a/b', value: JSON.stringify(mechanism) }]);
      const seen: string[] = [];
      const subscription = log.subscribe('runbook.events', {
        from: 'earliest',
        onRecords: (records) => void seen.push(...records.map(({ value }) => value)),
        onError: (error) => expect.fail(error.message),
      });
      await subscription.caughtUp;
      expect(seen).toContain(JSON.stringify(mechanism));
      await log.close();
    });
  }

  it.runIf(isJava)(
    'turns away a wrong password, which is said at once and not tried for minutes',
    async () => {
      const sasl = { mechanism: 'plain', username: 'runbook', password: 'guessed' } as const;
      await expect(openKafkaLog(options({ sasl }))).rejects.toThrow(/authentication failed.*--brokers/i);
    },
  );

  it.runIf(isJava)('is not trusted where its certificate is signed by somebody unknown', async () => {
    await expect(openKafkaLog(options({ tls: {} }))).rejects.toThrow(/certificate/);
  });
});

/** Makes a key with a certificate of its own for 127.0.0.1; gives the certificate as PEM. */
async function makeCertificate(keystore: string, certificate: string): Promise<string> {
  const store = ['-alias', 'broker', '-storetype', 'PKCS12', '-keystore', keystore, '-storepass', PASSWORD];
  const subject = ['-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1', '-validity', '2'];
  await execute('keytool', ['-genkeypair', '-keyalg', 'RSA', '-keysize', '2048', ...store, ...subject]);
  await execute('keytool', ['-exportcert', '-rfc', ...store, '-file', certificate]);
  return readFile(certificate, 'utf8');
}

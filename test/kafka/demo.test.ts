import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { environment, Folder } from '../e2e/program.ts';
import { describeWithKafka } from './describe-with-kafka.ts';

const DEMO = fileURLToPath(new URL('../../scripts/demo-kafka.mjs', import.meta.url));

describeWithKafka('the demo on Kafka', () => {
  it('pushes, follows the run, says which worker ran which job, and cleans up', {
    timeout: 180_000,
  }, async () => {
    const home = await Folder.make();
    const { JAVA_HOME, KAFKA_BROKERS } = process.env;
    const child = spawn(process.execPath, [DEMO, '--exit'], {
      env: environment(home.path, { JAVA_HOME, KAFKA_BROKERS }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(output).toContain('Test (Grace) | 3: Hello, Grace!');
    expect(output).toContain('Report | The build said: Hello, world!');
    expect(output).toMatch(/✓ Demo #1 success/);
    for (const job of ['Build', 'Test (Ada)', 'Test (Grace)', 'Test (Linus)', 'Report'])
      expect(output).toMatch(new RegExp(`^  worker-[123] +${job.replace(/[()]/g, String.raw`\$&`)}$`, 'm'));
    const logs = /Its log files are in (\S+)/.exec(output)?.[1];
    expect(existsSync(logs!)).toBe(false);
    expect(code).toBe(0);
    await home.remove();
  });
});

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { environment, Folder } from './program.ts';

const DEMO = fileURLToPath(new URL('../../scripts/demo.mjs', import.meta.url));

it('the demo pushes, follows the run, says where the logs are, and cleans up', async () => {
  const home = await Folder.make();
  const child = spawn(process.execPath, [DEMO, '--exit'], {
    env: environment(home.path),
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
  expect(output).toMatch(/sign in +http:\/\/127\.0\.0\.1:\d+\/sign-in\/\S+/);
  expect(output).toMatch(/The server is at http:\/\/127\.0\.0\.1:\d+/);
  const logs = /Its log files are in (\S+)/.exec(output)?.[1];
  expect(logs).toBeDefined();
  expect(existsSync(logs!)).toBe(false);
  expect(code).toBe(0);
  await home.remove();
});

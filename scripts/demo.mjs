// Shows the whole job: a server, a bare repository with a hook, a real git push, and its run as it goes on.
// Needs Node.js and git only.
import { join } from 'node:path';
import { pushSample, stayUp } from './demo/push.mjs';
import { Stage } from './demo/stage.mjs';

await Stage.play(async (stage) => {
  const data = join(stage.folder, 'data');
  const [, address = ''] = await stage.start(
    ['serve', '--port', '0', '--data', data, '--allow-local-repositories'],
    { ready: /^\s+address\s+(http:\S+)$/, show: true },
  );
  const code = await pushSample(stage, { address, data });
  process.stdout.write(`\nThe server is at ${address}\n`);
  return process.argv.includes('--exit') ? code : stayUp(stage, 'It stays up', { address, data });
});

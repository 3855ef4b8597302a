import { expect } from 'vitest';
import { it } from 'vitest';
import { Installation } from './support/installation.ts';
import { playScene } from './scene/scene.ts';
it('plays', async () => {
  const installation = await Installation.start({ capacity: 6 });
  const start = Date.now();
  const scene = await playScene(installation);
  console.log(
    Date.now() - start,
    Object.fromEntries(
      Object.entries(scene).map(([k, r]) => [
        k,
        [r.id, r.name, r.display_title, r.head_branch, r.status, r.conclusion, r.reason, r.actor.login],
      ]),
    ),
  );
  await installation.remove();
  expect(1).toBe(1);
});

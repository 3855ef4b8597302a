import { it as itInBrowser } from '../support/browser-test.ts';
import { Installation } from '../support/installation.ts';
import { playScene } from './scene.ts';

/**
 * As `it` of browser-test.ts, on an installation where the scene was played; `scene` has its runs. Playing it takes
 * long, so the test files of a process share it: a test may add to it, and changes nothing that is there.
 */
export const it = itInBrowser
  .extend('stage', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const installation = await Installation.start({ capacity: 6 });
    onCleanup(() => installation.remove());
    return { installation, scene: await playScene(installation) };
  })
  .extend('installation', { scope: 'file' }, ({ stage }) => stage.installation)
  .extend('scene', { scope: 'file' }, ({ stage }) => stage.scene);

import { it as itInBrowser } from '../support/browser-test.ts';
import { Installation } from '../support/installation.ts';
import { playScene } from './scene.ts';

/** As `it` of browser-test.ts, on an installation where the scene was played; `scene` has its runs. */
export const it = itInBrowser
  .extend('installation', { scope: 'file' }, async ({}, { onCleanup }) => {
    const installation = await Installation.start({ capacity: 6 });
    onCleanup(() => installation.remove());
    return installation;
  })
  .extend('scene', { scope: 'file' }, ({ installation }) => playScene(installation));

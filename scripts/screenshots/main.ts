// Takes the pictures of the pages that the documentation shows: plays a scene of real pushes on a server of its own
// and photographs each page, light and dark. Needs Chromium.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { playScene } from '../../test/web/scene/scene.ts';
import { Installation } from '../../test/web/support/installation.ts';
import { findChromium } from '../chromium/find-chromium.mjs';
import { launchChromium } from '../chromium/launch-chromium.mjs';
import { photograph } from './photograph.ts';
import { SHOTS } from './shots.ts';

const FOLDER = join('docs', 'screenshots');

const chromium = findChromium();
if ('missing' in chromium) {
  process.stderr.write(`${chromium.missing}\n`);
  process.exit(2);
}
await mkdir(FOLDER, { recursive: true });
const installation = await Installation.start({ capacity: 6 });
try {
  const scene = await playScene(installation);
  const browser = await launchChromium(chromium.path);
  try {
    for (const shot of SHOTS) await photograph(browser, installation, scene, shot, FOLDER);
  } finally {
    await browser.close();
  }
} finally {
  await installation.remove();
}

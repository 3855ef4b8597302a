import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Milliseconds that each answer is late, as over a telephone's network: placeholders are seen, and what follows them. */
const LATENCY_MS = 150;

/** Makes the page's network slow from now on. */
export async function slowNetwork(page: Page): Promise<void> {
  await page.route('**', async (route) => {
    await wait(LATENCY_MS);
    // The page may have been left meanwhile.
    await route.continue().catch(() => undefined);
  });
}

/** Counts what comes over the network from now on, headers included and compressed as it comes. */
export async function countBytes(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return () => bytes;
}

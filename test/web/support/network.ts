import type { Page } from 'playwright-core';

/** A network like a telephone's: placeholders are seen, and everything comes after them. Latency in milliseconds. */
const SLOW = { latency: 150, downloadThroughput: 400_000, uploadThroughput: 200_000, offline: false };

/** Makes the page's network slow from now on. */
export async function slowNetwork(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW);
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

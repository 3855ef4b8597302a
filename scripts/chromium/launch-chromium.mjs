import { chromium } from 'playwright-core';

/**
 * Starts Chromium without a window, with a profile of its own that is gone when it ends. It reaches this machine
 * only: the name of any other host leads nowhere.
 * @param {string} path as `findChromium` gives it
 */
export function launchChromium(path) {
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [
      // Its sandbox needs rights that containers and the root user do not give; it opens this project's pages only.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
    ],
  });
}

import { chromium } from 'playwright-core';

/**
 * Starts Chromium without a window, with a profile of its own that is gone when it ends. It reaches this machine
 * only: the name of any other host leads nowhere.
 * @param {string} path as `findChromium` gives it
 * @param {readonly string[]} [names] names of hosts that lead to this machine, as if their DNS server said so
 */
export function launchChromium(path, names = []) {
  const toHere = names.map((name) => `MAP ${name} 127.0.0.1 , `).join('');
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
      `--host-resolver-rules=${toHere}MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost`,
    ],
  });
}

// The Chromium that tests and screenshots use: the one that RUNBOOK_CHROMIUM names, else one that is installed.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The commands that distributions install it as. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where it is without being on the PATH: of a service, and on macOS, which has no command for it. */
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Looks for Chromium.
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {readonly string[]} [places] where else than on the PATH
 * @returns {{ path: string } | { missing: string }} `missing`: why there is none, and what to do
 */
export function findChromium(environment = process.env, places = PLACES) {
  const given = environment['RUNBOOK_CHROMIUM'] ?? '';
  if (given !== '') {
    if (isProgram(given)) return { path: given };
    return {
      missing: `RUNBOOK_CHROMIUM is "${given}", which is not a program. Set it to the path of Chromium.`,
    };
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  const path = [...onPath, ...places].find(isProgram);
  if (path !== undefined) return { path };
  return {
    missing: [
      `Chromium was not found: ${COMMANDS.join(', ')} are not on the PATH. Install one of them`,
      '(Debian, Ubuntu: apt-get install chromium) or set RUNBOOK_CHROMIUM to the path of one.',
    ].join('\n'),
  };
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// As a program it says which one it is.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = findChromium();
  if ('path' in found) process.stdout.write(`${found.path}\n`);
  else process.stderr.write(`${found.missing}\n`);
  process.exitCode = 'path' in found ? 0 : 1;
}

/** The oldest Node.js that Runbook runs on: major and minor version. */
const OLDEST_NODE = { major: 20, minor: 19 } as const;

/**
 * Why the program cannot run here, in one sentence; null where it can.
 * @param platform `process.platform`
 * @param nodeVersion `process.versions.node`, `20.19.0`
 */
export function unmetRequirement(platform: string, nodeVersion: string): string | null {
  if (platform === 'win32') {
    return 'Runbook runs on Linux and macOS; on Windows use it inside WSL 2.';
  }
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major > OLDEST_NODE.major || (major === OLDEST_NODE.major && minor >= OLDEST_NODE.minor)) return null;
  return `Runbook needs Node.js ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or newer, and this is ${nodeVersion}.`;
}

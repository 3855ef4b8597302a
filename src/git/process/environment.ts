import process from 'node:process';

/** Where to fetch from: a URL without credentials, and the credentials apart (`user:password`). */
export interface RemoteAccess {
  readonly url: string;
  readonly credentials: string | null;
}

/** What one git process may do beyond reading its own repository. */
export interface GitPermissions {
  /** Whether `file://` URLs and paths may be fetched from. Default: no. */
  readonly local?: boolean;
  /** The remote whose credentials the process gets. */
  readonly access?: RemoteAccess;
  /** Whether the user's own git configuration is read (`runbook run` in the user's checkout). Default: no. */
  readonly userConfiguration?: boolean;
  /** An absolute path of a configuration file to read in place of the user's. */
  readonly configuration?: string;
}

/** What git may know of our own environment: how to find programs, keys, proxies and certificates. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
] as const;

/** The whole environment of a git process; nothing else is inherited. No hook, filter or prompt can run from it. */
export function gitEnvironment(permissions: GitPermissions = {}): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  if (permissions.userConfiguration !== true) {
    environment['GIT_CONFIG_NOSYSTEM'] = '1';
    environment['GIT_CONFIG_GLOBAL'] = permissions.configuration ?? '/dev/null';
  } else if (process.env['XDG_CONFIG_HOME'] !== undefined) {
    environment['XDG_CONFIG_HOME'] = process.env['XDG_CONFIG_HOME'];
  }
  const certificates = process.env['GIT_SSL_CAINFO'] ?? process.env['SSL_CERT_FILE'];
  if (certificates !== undefined) environment['GIT_SSL_CAINFO'] = certificates;
  Object.assign(environment, {
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: permissions.local === true ? 'https:http:ssh:file' : 'https:http:ssh',
    // BatchMode: a question about a key or a password is an error, never a wait.
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=20',
    GIT_SSH_VARIANT: 'ssh',
  });
  return { ...environment, ...configurationVariables(configurationOf(permissions)) };
}

/** Configuration by environment, so that it stands in no argument list and no file. */
function configurationOf({ access }: GitPermissions): [key: string, value: string][] {
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['protocol.version', '2'],
    // Under a byte a second for a minute is a dead connection.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
  ];
  if (access !== undefined && access.credentials !== null && /^https?:/i.test(access.url)) {
    const { origin } = new URL(access.url);
    const basic = Buffer.from(access.credentials, 'utf8').toString('base64');
    settings.push(
      [`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`],
      // Once a remote sent it elsewhere, git would go on there, and with the header.
      ['http.followRedirects', 'false'],
    );
  }
  return settings;
}

function configurationVariables(settings: readonly [key: string, value: string][]): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [index, [key, value]] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}

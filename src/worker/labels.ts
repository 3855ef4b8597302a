import { arch } from 'node:os';

/**
 * The labels of a worker that was given none of its own: what workflows written for GitHub's Linux machines
 * ask for, and GitHub's words for a self-hosted one.
 */
export function defaultLabels(): string[] {
  const system =
    process.platform === 'darwin'
      ? ['macos-latest', 'macos-*', 'macos']
      : ['ubuntu-latest', 'ubuntu-*', 'linux'];
  return [...system, 'self-hosted', architecture().toLowerCase()];
}

/** The machine's architecture in GitHub's words (`runner.arch`). */
export function architecture(): 'X86' | 'X64' | 'ARM' | 'ARM64' {
  switch (arch()) {
    case 'arm64':
      return 'ARM64';
    case 'arm':
      return 'ARM';
    case 'ia32':
      return 'X86';
    default:
      return 'X64';
  }
}

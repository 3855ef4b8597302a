import { describe, expect, it } from 'vitest';
import { unmetRequirement } from '../../../src/cli/requirements.ts';

describe('what the program needs', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node.js %s on Linux is enough', (version) => {
    expect(unmetRequirement('linux', version)).toBeNull();
  });

  it.each(['18.20.0', '20.18.3'])('Node.js %s is refused with both versions named', (version) => {
    expect(unmetRequirement('linux', version)).toBe(
      `Runbook needs Node.js 20.19 or newer, and this is ${version}.`,
    );
  });

  it('Windows is sent to WSL', () => {
    expect(unmetRequirement('win32', '22.0.0')).toContain('WSL');
  });
});

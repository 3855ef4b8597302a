#!/usr/bin/env node
// The bundle's entry. It imports nothing before it knows that the program can run here.
import { unmetRequirement } from './requirements.ts';

const unmet = unmetRequirement(process.platform, process.versions.node);
if (unmet === null) {
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(process.argv.slice(2));
} else {
  process.stderr.write(`runbook: ${unmet}\n`);
  process.exitCode = 2;
}
// Everything was awaited. What is left are idle timers and sockets of libraries, which must not hold the
// terminal; what was printed to a pipe is handed over first.
await Promise.all([handedOver(process.stdout), handedOver(process.stderr)]);
process.exit();

function handedOver(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

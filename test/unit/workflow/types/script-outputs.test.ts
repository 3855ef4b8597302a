import { describe, expect, it } from 'vitest';
import { scriptOutputs } from '../../../../src/workflow/types/script-outputs.ts';

describe('the outputs that a script sets', () => {
  it.each([
    ['echo hello', []],
    ['', []],
    ['# only a comment\n\necho "a=1"', []],
    ['echo "a=1" >> "$GITHUB_OUTPUT"', ['a']],
    ["echo 'a-b=1' >> $GITHUB_OUTPUT", ['a-b']],
    ['printf "a=1" >> ${GITHUB_OUTPUT}', ['a']],
    ['echo a=1 >> "${GITHUB_OUTPUT}"\n  echo "b=$(git rev-parse HEAD)" >> $GITHUB_OUTPUT', ['a', 'b']],
    ['set -e\ncat file\ngit status', []],
    ['echo "A=1" >> "$GITHUB_ENV"\necho x 2> /dev/null\necho y >> $GITHUB_STEP_SUMMARY', []],
  ])('are known of %j', (script, names) => {
    expect(scriptOutputs(script, undefined)).toEqual(names);
    expect(scriptOutputs(script, 'bash')).toEqual(names);
  });

  it.each([
    './script.sh',
    'make version',
    'node -e "x"',
    'echo "a=1" >> "$OUT"',
    'echo "a=1" | tee -a "$GITHUB_OUTPUT"',
    'echo "a=1" >> "$GITHUB_OUTPUT"; ./more',
    'echo "$name=1" >> "$GITHUB_OUTPUT"',
    'echo "a<<EOF" >> "$GITHUB_OUTPUT"',
    'echo "a=$(./value)" >> "$GITHUB_OUTPUT"',
    'echo "a=`./value`" >> "$GITHUB_OUTPUT"',
    'printf "a=1\\nb=2" >> "$GITHUB_OUTPUT"',
    'echo "::set-output name=a::1"',
    'echo ${{ env.COMMAND }}',
    'echo a \\\n  b',
    'export OUT=$GITHUB_OUTPUT',
    'if true; then echo "a=1" >> "$GITHUB_OUTPUT"; fi',
    `echo ${'x'.repeat(5_000)}`,
  ])('are not known of %j', (script) => {
    expect(scriptOutputs(script, undefined)).toBeNull();
  });

  it.each(['pwsh', 'python', 'bash {0}', 'cmd'])('are not known where %s runs it', (shell) => {
    expect(scriptOutputs('echo hello', shell)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { TokenTrial } from '../../../../src/server/session/token-trial.ts';

const open = new AbortController().signal;

describe('the trial of tokens', () => {
  it('passes the right one without a wait', async () => {
    expect(await new TokenTrial(1e9).passes(() => true, open)).toBe(true);
  });

  it('looks at no further token while five wrong ones wait, and at the next one afterwards', async () => {
    const trial = new TokenTrial(20);
    const wrong = Array.from({ length: 5 }, () => trial.passes(() => false, open));
    let looked = false;
    const look = (): boolean => {
      looked = true;
      return true;
    };
    await expect(trial.passes(look, open)).rejects.toMatchObject({ status: 429 });
    expect(looked).toBe(false);
    expect(await Promise.all(wrong)).toEqual([false, false, false, false, false]);
    expect(await trial.passes(look, open)).toBe(true);
  });

  it('keeps no server from closing', async () => {
    const closing = new AbortController();
    const wrong = new TokenTrial(1e9).passes(() => false, closing.signal);
    closing.abort();
    expect(await wrong).toBe(false);
  });
});

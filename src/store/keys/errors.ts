/** A key file or `RUNBOOK_MASTER_KEY` does not hold a key; the message is one sentence for the user. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/** A sealed text cannot be opened: wrong key, damaged, or of a newer form. Never holds the clear text. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError';
}

/** A step's log cannot be written or read; the message is one sentence with the file's path. */
export class LogFileError extends Error {
  override readonly name: string = 'LogFileError';
}

/** The parts of a reference would lead outside the folder of the logs, or name no log. */
export class LogPathError extends LogFileError {
  override readonly name = 'LogPathError';
}

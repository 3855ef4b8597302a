import { compile, type Validator } from './compile.ts';
import type { FileKind } from './schemas.ts';

const validators = new Map<FileKind, Validator>();

/** The validator of a kind of file, made on first use. */
export function validatorOf(kind: FileKind): Validator {
  const known = validators.get(kind);
  if (known !== undefined) return known;
  const validator = compile(kind);
  validators.set(kind, validator);
  return validator;
}

/** Makes the validator of workflows ahead of its first use, so that no delivery waits for it. */
export function warmUpValidation(): void {
  validatorOf('workflow');
}

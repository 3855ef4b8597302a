import type { Json } from '../../events/json.ts';
import { textsOf } from '../definition/read.ts';
import type { Path } from '../source/document.ts';

/** A text of the file and its place. */
export interface PlacedText {
  readonly text: string;
  readonly path: Path;
}

/** The texts of a value that is a text or a list of them; what is neither is left out. */
export function textsAt(value: Json | undefined, path: Path): PlacedText[] {
  if (!Array.isArray(value)) return textsOf(value).map((text) => ({ text, path }));
  return value.flatMap((item: Json, index) =>
    Array.isArray(item) ? [] : textsOf(item).map((text) => ({ text, path: [...path, index] })),
  );
}

/** Text up to the next tag, and the parts of a tag: each matches at least one character, so reading is linear. */
const TEXT = /[^<]+|<(?!\/?[a-z])/iy;
const TAG_NAME = /<\/?[a-z][^\s/>]*/iy;
const TAG_PART = /"[^"]*"?|'[^']*'?|>|[^"'>]+/y;

const LOUD_ATTRIBUTE = /(^|[\s/])(style|on[\w-]*)(?=\s*=|\s*$)/gi;

/**
 * Renames what the pages' content security policy reports wherever a parser meets it, even in a document that nobody
 * ever sees: inline styles and event handlers. This spares the reader's console, no more: it is `cleanHtml` that
 * decides what is shown, and it drops what these are renamed to.
 */
export function quietHtml(html: string): string {
  let quiet = '';
  let place = 0;
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = place;
    const [text] = pattern.exec(html) ?? [];
    if (text === undefined) return null;
    place += text.length;
    return text;
  };
  while (place < html.length) {
    const name = read(TAG_NAME);
    if (name === null) {
      quiet += read(TEXT) ?? '';
      continue;
    }
    // The contents of both are raw text, and dropped.
    quiet += name.replace(/^(<\/?)style$/i, '$1xmp');
    for (let part = read(TAG_PART); part !== null; part = read(TAG_PART)) {
      quiet += /^["'>]/.test(part) ? part : part.replace(LOUD_ATTRIBUTE, '$1data-$2');
      if (part === '>') break;
    }
  }
  return quiet;
}

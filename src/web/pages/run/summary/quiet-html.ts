/** Stands in for a style sheet: its contents are raw text as well, and dropped. */
const RAW_TEXT = 'xmp';
/** Stands in for a page's base address: it has no contents either. */
const EMPTY = 'wbr';

/** Text up to the next tag, and the parts of a tag: each matches at least one character, so reading is linear. */
const TEXT = /[^<]+|<(?!\/?[a-z])/iy;
const TAG_NAME = /<\/?[a-z][^\s/>]*/iy;
const TAG_PART = /"[^"]*"?|'[^']*'?|>|[^"'>]+/y;

const LOUD_ATTRIBUTE = /(^|[\s/])(style|on[\w-]*)(?=\s*=|\s*$)/gi;

/**
 * Renames what the pages' content security policy reports wherever a parser meets it, even in a document that nobody
 * ever sees: inline styles, event handlers and base addresses. This spares the reader's console, no more: it is `cleanHtml` that
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
    quiet += quietName(name);
    for (let part = read(TAG_PART); part !== null; part = read(TAG_PART)) {
      quiet += /^["'>]/.test(part) ? part : part.replace(LOUD_ATTRIBUTE, '$1data-$2');
      if (part === '>') break;
    }
  }
  return quiet;
}

function quietName(name: string): string {
  return name.replace(/^(<\/?)style$/i, `$1${RAW_TEXT}`).replace(/^(<\/?)base$/i, `$1${EMPTY}`);
}

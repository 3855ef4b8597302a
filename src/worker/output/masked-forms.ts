/** Lines of a secret of several lines that are shorter (a lone brace) would hide half of every log. */
const SHORTEST_LINE = 3;
/** Encoded forms shorter than this stand in ordinary text by chance. */
const SHORTEST_ENCODED = 6;

/**
 * The texts to hide for one secret value, as GitHub's runner does: the value itself, each of its lines (output
 * is searched line by line), and what it becomes in base64 (at any of the three alignments within a longer
 * text, as in a basic authorization header), in a JSON or XML text, in a URI, and quoted for a shell.
 * An empty or blank value gives none.
 */
export function maskedForms(value: string): string[] {
  const forms = new Set<string>();
  if (value.trim() === '') return [];
  for (const line of linesOf(value)) {
    forms.add(line);
    for (const form of encodedForms(line)) if (form.length >= SHORTEST_ENCODED) forms.add(form);
  }
  // As a whole it can appear on one line only in an encoded form.
  if (/[\r\n]/.test(value)) {
    for (const form of encodedForms(value)) {
      if (form.length >= SHORTEST_ENCODED && !/[\r\n]/.test(form)) forms.add(form);
    }
  }
  return [...forms];
}

function linesOf(value: string): string[] {
  const lines = value.split(/\r\n|\r|\n/);
  if (lines.length === 1) return [value, ...trimmed(value)];
  const long = lines.filter((line) => line.trim().length >= SHORTEST_LINE);
  // Where all of it is that short, hiding half of every log is what was asked for.
  const hidden = long.length > 0 ? long : lines.filter((line) => line.trim() !== '');
  return hidden.flatMap((line) => [line, ...trimmed(line)]);
}

/** Without blanks at its ends: what is left of it where a program trims what it reads. */
function trimmed(line: string): string[] {
  const text = line.trim();
  return text === line || text.length < SHORTEST_LINE ? [] : [text];
}

function encodedForms(text: string): string[] {
  return [
    ...base64Forms(text),
    JSON.stringify(text).slice(1, -1),
    encodeUri(text),
    escapeXml(text),
    escapeShell(text),
  ];
}

/** The characters of base64 that depend on `text` alone, for each place it may have within what is encoded. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const forms: string[] = [bytes.toString('base64'), bytes.toString('base64url')];
  for (let skipped = 0; skipped < 3; skipped++) {
    const whole = Math.floor((bytes.length - skipped) / 3) * 3;
    if (whole <= 0) continue;
    const inner = bytes.subarray(skipped, skipped + whole);
    forms.push(inner.toString('base64'), inner.toString('base64url'));
  }
  return forms;
}

function encodeUri(text: string): string {
  // A lone surrogate cannot be encoded: by way of a buffer it becomes the replacement character.
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function escapeShell(text: string): string {
  return text.replaceAll("'", `'\\''`);
}

/**
 * Reads server-sent events (HTML standard, section 9.2) and gives the name of each. What they carry is not
 * needed here: the commands read the state again when something changed.
 */
export async function* eventNames(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let name = 'message';
  let hasData = false;
  for await (const line of textLines(body)) {
    if (line === '') {
      if (hasData) yield name;
      name = 'message';
      hasData = false;
    } else if (line.startsWith('event:')) {
      name = line.slice('event:'.length).trim();
    } else if (line.startsWith('data:')) {
      hasData = true;
    }
  }
}

/** A stream of bytes as lines of text; a last line without its end is a line too. */
export async function* textLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

import { SourceDocument } from './document.ts';

/**
 * The document that was read last, for as long as anybody else holds it: a file is read for what it refers to and then
 * to be checked, one right after the other.
 */
let last: { readonly text: string; readonly document: WeakRef<SourceDocument> } | null = null;

/** A file's text as a document. Reading YAML is most of the time that a check takes. */
export function readDocument(file: string, text: string): SourceDocument {
  const known = last?.text === text ? last.document.deref() : undefined;
  if (known?.source.file === file) return known;
  const document = new SourceDocument(file, text);
  last = { text, document: new WeakRef(document) };
  return document;
}

// Texts without any form: read in Unicode, or as older programs wrote them, and refused when they are none.
import { buffer } from 'node:stream/consumers'
import { refuse } from './refusal.ts'
import type { Content } from './store/store.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell what is no text
const NO_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/

/** The text of these bytes, in UTF-8 or UTF-16 when they are, else in Windows-1252; null when they are no text. */
export function textOfBytes(bytes: Uint8Array): string | null {
  const text = decoded(bytes)
  return NO_TEXT.test(text) ? null : text
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What a text is, by its name. @throws RefusedFile when it is none */
export async function checkText(
  content: Content,
  name: string,
): Promise<{ mediaType: string; extension: string }> {
  if (textOfBytes(await buffer(content.read())) === null) throw refuse('text-damaged')
  return /\.csv$/i.test(name.trim())
    ? { mediaType: 'text/csv', extension: 'csv' }
    : { mediaType: 'text/plain', extension: 'txt' }
}

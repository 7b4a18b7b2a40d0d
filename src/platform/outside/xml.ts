// A text of somebody else that may be XML: in which letters it is written, and why it is not read. Pure.

/** Of elements, or of their attributes: it is read by the thread that answers everybody, and this takes it half a second. */
const MOST_TAGS = 60_000

/** Entities may only be declared there: what declares any is not read at all. */
const DECLARES = /<!(?:DOCTYPE|ENTITY)/i

const countOf = (text: string, sign: string): number => text.split(sign).length - 1

/** null: nothing keeps it from being read. */
export function whyNotXml(text: string): 'poisoned' | 'huge' | null {
  if (DECLARES.test(text)) return 'poisoned'
  return countOf(text, '<') > MOST_TAGS || countOf(text, '=') > MOST_TAGS ? 'huge' : null
}

/** In the encoding that its first line names; UTF-8 otherwise. */
export function decodedXml(body: Buffer): string {
  const named = /^[^>]{0,200}?encoding=["']([\w-]{2,20})["']/.exec(
    body.subarray(0, 250).toString('latin1'),
  )?.[1]
  try {
    return new TextDecoder(named ?? 'utf-8').decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

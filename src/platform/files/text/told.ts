// What is read of a document: its texts, each with where it is said. Bounded as it grows, whatever the document says of itself.
import { cleanText } from '../../http/clean-text.ts'

/** A part of a document, and where it is: « page 3 », « feuille Budget »; '' when nobody knows. */
export interface Passage {
  place: string
  text: string
}

/** `bare`: nothing but pictures in it. `locked`: nobody reads it without its password. */
export type Told = { passages: Passage[] } | 'locked' | 'unread'

/** Of the whole text, in UTF-8: what PostgreSQL keeps of words in one row is bounded. */
const MOST_BYTES = 300_000
const MOST_PASSAGES = 2000
/** A long passage is several, cut where a line or a word ends: what is shown of a document is looked for in one. */
const PIECES = /\S[^]{0,3999}(?=\s|$)|\S[^]{0,3999}/g

/** Gathers passages, and says when there is room for no more. */
export class Gathered {
  readonly passages: Passage[] = []
  private room = MOST_BYTES

  get isFull(): boolean {
    return this.room <= 0 || this.passages.length >= MOST_PASSAGES
  }

  add(place: string, said: string): void {
    if (this.isFull) return
    const text = cleanText(said.slice(0, this.room))
      .replaceAll(/[^\S\n]+/g, ' ')
      .replaceAll(/\s*\n\s*/g, '\n')
      .trim()
    if (text === '') return
    const kept = Buffer.from(text)
      .subarray(0, this.room)
      .toString('utf8')
      .replace(/\ufffd+$/, '')
    this.room -= Buffer.byteLength(kept)
    const where = cleanText(place).slice(0, 80)
    for (const [piece] of kept.matchAll(PIECES)) this.passages.push({ place: where, text: piece.trim() })
  }
}

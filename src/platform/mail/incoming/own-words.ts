// What somebody wrote in an answer, without what they answer: cut at our own line, or where programs say that they quote.

import { cleanText } from '../../http/clean-text.ts'

/** Stands first in what is answered to. */
export const ABOVE = '— Répondez au-dessus de cette ligne —'

/** The earliest of these is where what is quoted begins; a line that ends it may follow on the next one. */
const BEGINNINGS: readonly RegExp[] = [
  /^.*Répondez au-dessus de cette ligne/m,
  /^[ \t>]*Le [^\n]{4,160}(?:\n[^\n]{0,120})?(?:a écrit|a écrit)[ \u00a0\u202f]*:[ \t]*$/m,
  /^[ \t>]*On [^\n]{4,160}(?:\n[^\n]{0,120})?wrote[ \u00a0]*:[ \t]*$/m,
  /^[ \t]*-{2,}[ \t]*(?:Message d[’']origine|Message transféré|Original Message)[ \t]*-{2,}/im,
  /^[ \t]*_{20,}[ \t]*$/m,
  /^[ \t]*\*?(?:De|From)[ \u00a0]*:\*?[^\n]+\n[ \t]*\*?(?:Envoyé|Date|Sent|À|To)[ \u00a0]*:/m,
  /^-- ?$/m,
  /^[ \t]*Envoyé (?:de|depuis) mon [^\n]{1,40}$/m,
  /^[ \t]*(?:Obtenir|Télécharger) Outlook pour [^\n]{1,20}$/m,
]

/** Far beyond what anybody writes, within what is cut at once. */
const MOST_READ = 200_000

export function ownWords(text: string): string {
  const lines = cleanText(text.slice(0, MOST_READ))
  const cut = Math.min(lines.length, ...BEGINNINGS.map((one) => one.exec(lines)?.index ?? lines.length))
  return lines
    .slice(0, cut)
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

// A commune of France as somebody types it, and as it is kept: civil status writes its INSEE code, with the name it had.
import { communesNamed, writtenCommune } from '#territory'
import { SAYS } from '../words.ts'

export interface CommuneAnswer {
  /** INSEE code. */
  code: string
  name: string
  department: string
}

const SHOWN = 4

/** That commune, or what is wrong; nothing is guessed between two of one name. */
export function readCommune(
  typed: string,
): { answer: CommuneAnswer } | { problem: string; isUnknown: boolean } {
  const found = communesNamed(typed)
  const [first] = found
  if (first === undefined)
    return {
      problem: SAYS.noCommune(typed.slice(0, 60)),
      isUnknown: true,
    }
  if (found.length > 1) {
    const some = found.slice(0, SHOWN).map(writtenCommune)
    const more = found.length > SHOWN ? '…' : ''
    return { problem: SAYS.whichCommune(some, more), isUnknown: false }
  }
  const { code, name, department } = first
  return { answer: { code, name, department } }
}

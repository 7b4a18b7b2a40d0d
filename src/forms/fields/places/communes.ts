// A commune of France as somebody types it, and as it is kept: civil status writes its INSEE code, with the name it had.
import { quoted } from '#platform/ui/french.ts'
import { communesNamed, writtenCommune } from '#territory'

export interface CommuneAnswer {
  /** INSEE code. */
  code: string
  name: string
  department: string
}

const SHOWN = 4

/** That commune, or what is wrong; nothing is guessed between two of one name. */
export function readCommune(typed: string): { answer: CommuneAnswer } | { problem: string } {
  const found = communesNamed(typed)
  const [first] = found
  if (first === undefined)
    return {
      problem: `Aucune commune de France ne s’appelle ${quoted(typed.slice(0, 60))}\u00a0: vérifiez son nom, ou écrivez son code postal.`,
    }
  if (found.length > 1) {
    const some = found.slice(0, SHOWN).map((one) => quoted(writtenCommune(one)))
    const more = found.length > SHOWN ? '…' : ''
    return { problem: `Il y en a plusieurs\u00a0: écrivez laquelle, par exemple ${some.join(', ')}${more}` }
  }
  const { code, name, department } = first
  return { answer: { code, name, department } }
}

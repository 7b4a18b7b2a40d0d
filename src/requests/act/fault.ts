// Why a text may not leave yet: places that somebody must fill, words that nothing fills, or nothing said.
import { holesIn, saysNothing } from '../record/template.ts'
import { spoken, VARIABLES } from './variables.ts'

const FILLED_ALONE = `Entre accolades, seuls se remplissent ${VARIABLES.map(({ shown }) => shown).join(', ')}\u00a0; tout autre mot est inconnu, écrivez-le vous-même.`

const EMPTY = 'Écrivez le message\u00a0: la personne doit savoir ce qui se passe.'

/** Why this text may not be sent to the resident yet, pointing at what is missing; null when it may. */
export function messageFault(text: string, signers: readonly string[]): string | null {
  if (holesIn(text).length === 0 && saysNothing(text, signers)) return EMPTY
  const found = holesIn(text)
  const holes = found.map((hole) => `«\u00a0${spoken(hole)}\u00a0»`)
  if (holes.length === 0) return null
  const fault =
    holes.length === 1
      ? `Le message a une place vide\u00a0: complétez ${holes[0]} avant de l’envoyer.`
      : `Le message a ${holes.length} places vides\u00a0: complétez ${holes.join(', ')} avant de l’envoyer.`
  return found.some((hole) => hole.startsWith('{')) ? `${fault} ${FILLED_ALONE}` : fault
}

// What an import changes, and what it leaves, in words.
import { mediumDate, plural, quoted, someOf } from '#platform/ui/french.ts'
import { postText } from '../record/kinds.ts'
import { HERE } from '../screens/words.ts'
import type { Change, Left } from './differences.ts'

export const IMPORT_AT = `${HERE}/import`

export const DOES: Readonly<Record<Change['do'], string>> = {
  found: 'Conseil créé',
  begin: 'Nouvelle mandature',
  give: 'Nouvel élu, nouvelle élue',
  change: 'Fonction changée',
  end: 'Ne siège plus',
}

/** « Jeanne Essai, Maire, à partir du 21 mars 2026 » */
export function changeText(change: Change): string {
  if (change.do === 'found') return `à partir du ${mediumDate(change.from)}`
  if (change.do === 'begin') {
    const { from, leaving } = change
    const gone = leaving.length === 0 ? '' : `\u00a0; sans ${someOf(leaving)}`
    return `à partir du ${mediumDate(from)}${gone}`
  }
  const said = `${change.name}, ${postText(change.post, change.rank)}`
  if (change.do === 'end') return said
  const from = change.do === 'give' ? change.from : null
  return `${said}, ${from === null ? 'dès que c’est appliqué' : `à partir du ${mediumDate(from)}`}`
}

/** So many lines are told of those that say one name. */
const LINES = 5

/** @param of what the authority is called */
export function leftText(left: Left, of: string): string {
  if (left.why === 'partial')
    return `${of}\u00a0: le fichier nomme ${plural(left.named, 'personne', 'personnes')}, il en siège ${left.sitting}. Il n’est pas entier\u00a0: rien n’y change.`
  if (left.why === 'crowded')
    return `${of}\u00a0: le fichier y nomme ${plural(left.named, 'personne', 'personnes')}, plus qu’aucune assemblée n’en a. Rien n’y change.`
  const told = `${left.lines.length > 1 ? 'Lignes' : 'Ligne'} ${someOf(left.lines.map(String), LINES)}`
  return `${told}, ${of}\u00a0: plusieurs personnes portent le nom ${quoted(left.name)}, et rien ne dit laquelle est laquelle. ${left.isWhole ? 'Rien ne change dans ce conseil\u00a0: inscrivez-le à la main, ou corrigez le fichier.' : 'Rien n’est fait de ce nom\u00a0: inscrivez-le à la main.'}`
}

// What an import changes, in words.
import { mediumDate } from '#platform/ui/french.ts'
import { postText } from '../record/kinds.ts'
import type { Change } from './differences.ts'

export const DOES: Readonly<Record<Change['do'], string>> = {
  found: 'Conseil créé',
  begin: 'Nouvelle mandature',
  give: 'Nouvel élu, nouvelle élue',
  change: 'Fonction changée',
  end: 'Ne siège plus',
}

/** « Jeanne Essai, Maire, à partir du 21 mars 2026 » */
export function changeText(change: Change): string {
  if (change.do === 'found' || change.do === 'begin') return `à partir du ${mediumDate(change.from)}`
  const said = `${change.name}, ${postText(change.post, change.rank)}`
  return change.do === 'give' ? `${said}, à partir du ${mediumDate(change.from)}` : said
}

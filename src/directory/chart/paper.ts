// The chart of a day on paper: the same list, unit under unit.
import type { Paper, PaperBranch, Part } from '#platform/pdf/document.ts'
import { fullDate, plural } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import { type Chart, saidOf } from './pages.ts'
import { plannedText } from './planned.ts'
import { type Branch, countOf } from './tree.ts'

const branchOf = (branch: Branch): PaperBranch => ({
  text: branch.unit.name,
  detail: saidOf(branch),
  below: branch.below.map(branchOf),
})

export function chartPaper({ authority, branches, day, then }: Chart, place: Territory, at: Date): Paper {
  const title = `Organigramme au ${fullDate(day)}`
  const foreseen: Part[] =
    then.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: `Tel qu’il est prévu\u00a0: ${then.map((change) => `le ${fullDate(change.day)}, ${plannedText(place, change)}`).join('\u00a0; ')}. C’est décidé, et pas encore fait.`,
          },
        ]
  return {
    ...{ title, author: authority.name, foot: `${authority.name}, ${title.toLowerCase()}`, at },
    parts: [
      { kind: 'text', text: `${plural(countOf(branches), 'personne', 'personnes')} ce jour-là.` },
      ...foreseen,
      { kind: 'tree', branches: branches.map(branchOf) },
    ],
  }
}

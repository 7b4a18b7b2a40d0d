// The chart of a day on paper: drawn on lying pages, then the same as a list, unit under unit.
import type { Paper, PaperBranch, Part } from '#platform/pdf/document.ts'
import { fullDate, plural } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import { type Chart, saidOf } from './pages.ts'
import { plannedText } from './planned.ts'
import { type Branch, countOf } from './tree.ts'

const branchOf =
  (touched: Chart['touched']) =>
  (branch: Branch): PaperBranch => ({
    text: branch.unit.name,
    detail: `${saidOf(branch)}${touched.has(branch.unit.id) ? ', prévu' : ''}`,
    below: branch.below.map(branchOf(touched)),
  })

export function chartPaper(
  { authority, branches, day, then, touched }: Chart,
  place: Territory,
  at: Date,
): Paper {
  const title = `Organigramme au ${fullDate(day)}`
  const people = plural(countOf(branches), 'personne', 'personnes')
  const drawn = branches.map(branchOf(touched))
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
      { kind: 'text', text: `${people} ce jour-là.` },
      ...foreseen,
      {
        kind: 'boxes',
        root: { text: authority.name, detail: people },
        alternative: `Organigramme dessiné\u00a0: ${authority.name} en tête, une case par unité, reliée à celle qui est au-dessus. La liste qui suit dit la même chose.`,
        branches: drawn,
      },
      { kind: 'tree', branches: drawn },
    ],
  }
}

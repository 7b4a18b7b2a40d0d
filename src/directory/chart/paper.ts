// The chart of a day on paper: the same list, unit under unit.
import type { Paper, PaperBranch } from '#platform/pdf/document.ts'
import { fullDate, plural } from '#platform/ui/french.ts'
import { type Chart, saidOf } from './pages.ts'
import { type Branch, countOf } from './tree.ts'

const branchOf = (branch: Branch): PaperBranch => ({
  text: branch.unit.name,
  detail: saidOf(branch),
  below: branch.below.map(branchOf),
})

export function chartPaper({ authority, branches, day }: Chart, at: Date): Paper {
  const title = `Organigramme au ${fullDate(day)}`
  return {
    ...{ title, author: authority.name, foot: `${authority.name}, ${title.toLowerCase()}`, at },
    parts: [
      { kind: 'text', text: `${plural(countOf(branches), 'personne', 'personnes')} ce jour-là.` },
      { kind: 'tree', branches: branches.map(branchOf) },
    ],
  }
}

// GET /agents/pilotage/contributeurs: who writes where, when they last did, were trained, were thanked.
import { ownName } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import type { Read } from '#platform/db/db.ts'
import { listOf } from '#platform/screens/list.ts'
import { mediumDate, number, someOf } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import { HERE } from '../board/place.ts'
import { addressOf, CONTRIBUTORS, OWN } from './place.ts'
import { type Contributor, contributors } from './queries.ts'

interface Line extends Contributor {
  unit: string
  authority: string
  where: string[]
  lastDay: string
  isOwn: boolean
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  return (await contributors(tx)).map((one) => ({
    ...one,
    unit: place.unit(one.unitId).name,
    authority: place.authority(one.authorityId).name,
    where: one.wroteIn.map((id) => place.unit(id).name),
    lastDay: one.lastAt === null ? '' : localDay(one.lastAt, place.zone),
    isOwn: one.personId === ownName(tx.actor),
  }))
}

const dayCell = (day: string | null) => (day === null || day === '' ? '' : mediumDate(day))

export const contributorList = listOf<Line>({
  at: CONTRIBUTORS,
  action: 'contributor.read',
  title: 'Contributeurs',
  one: 'personne',
  several: 'personnes',
  intro: html`<p class="reading">Les agents qui ont écrit depuis un an, ou que l’on a formés ou remerciés. Chacun lit ce que l’on sait de lui. Ce que l’on écrit dans un espace n’est compté que pour qui l’écrit.</p>`,
  ways: [{ label: 'Tableau de bord', href: HERE }],
  columns: [
    {
      label: 'Personne',
      text: ({ name }) => name,
      cell: (line) => html`<a href="${line.isOwn ? OWN : addressOf(line)}">${line.name}</a>`,
      sort: { name: 'personne', by: ({ name }) => name },
    },
    { label: 'Service', text: ({ unit }) => unit, sort: { name: 'service', by: ({ unit }) => unit } },
    { label: 'Collectivité', text: ({ authority }) => authority },
    {
      label: 'Écrit pour',
      text: ({ where }) => where.join(', '),
      cell: ({ where, unit }) =>
        where.length === 1 && where[0] === unit ? 'son service' : where.length > 0 && someOf(where, 2),
    },
    {
      label: 'Contenus, en un an',
      right: true,
      text: ({ contents }) => String(contents),
      cell: ({ contents }) => (contents === 0 ? '' : number(contents)),
      sort: { name: 'contenus', by: ({ contents }) => contents },
    },
    {
      label: 'Dernier écrit',
      text: ({ lastDay }) => lastDay,
      cell: ({ lastDay }) => dayCell(lastDay),
      sort: { name: 'dernier', by: ({ lastDay }) => lastDay },
    },
    {
      label: 'Dernière formation',
      text: ({ trainedOn }) => trainedOn ?? '',
      cell: ({ trainedOn }) => dayCell(trainedOn),
      sort: { name: 'formation', by: ({ trainedOn }) => trainedOn ?? '' },
    },
    {
      label: 'Mercis',
      right: true,
      text: ({ thanks }) => String(thanks),
      cell: ({ thanks }) => (thanks === 0 ? '' : number(thanks)),
      sort: { name: 'mercis', by: ({ thanks }) => thanks },
    },
  ],
  filters: [
    { name: 'mots', label: 'Personne', placeholder: 'Nom', in: ({ name }) => [name] },
    {
      name: 'service',
      label: 'Service',
      all: 'Tous',
      of: ({ unitId, unit, authority }) => ({ value: String(unitId), label: `${unit}, ${authority}` }),
    },
    {
      name: 'formation',
      label: 'Formation',
      all: 'Toutes',
      of: ({ trainings }) =>
        trainings > 0 ? { value: 'oui', label: 'Formés' } : { value: 'non', label: 'À former' },
    },
  ],
  id: ({ personId, authorityId }) => `${authorityId}-${personId}`,
  rows: lines,
  empty: {
    title: 'Personne n’a encore écrit',
    text: 'Dès que quelqu’un écrit un contenu, sa ligne paraît ici.',
  },
  export: 'contributeurs',
})

// GET /administration/contenus/fraicheur: what each service keeps online, what it has not read again, and whether anybody writes there.
import { html } from '#platform/html.ts'
import type { Read } from '#platform/db/db.ts'
import { listOf } from '#platform/screens/list.ts'
import { mediumDate, number, plural } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import { monthsBetween } from '../record/days.ts'
import { type Freshness, freshness } from './queries.ts'
import { PUBLISHING } from '../acts/place.ts'

const AT = `${PUBLISHING.at}/fraicheur`

interface Line extends Freshness {
  unit: string
  authority: string
  newestDay: string
  /** Months since the one that waits longest should have been read again. */
  months: number
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  return (await freshness(tx)).map((row) => ({
    ...row,
    unit: place.unit(row.unitId).name,
    authority: place.authority(row.authorityId).name,
    newestDay: row.newest === null ? '' : localDay(row.newest, place.zone),
    months: row.lateSince === null ? 0 : monthsBetween(row.lateSince, today),
  }))
}

const lateText = ({ late, months }: Line): string => {
  if (late === 0) return ''
  return months === 0 ? number(late) : `${number(late)}, depuis ${plural(months, 'mois', 'mois')}`
}

export const freshnessList = listOf<Line>({
  at: AT,
  action: 'content.publish',
  title: 'Fraîcheur des contenus',
  one: 'service',
  several: 'services',
  intro: html`<p class="reading">Ce que chaque service tient en ligne, et ce qu’il n’a pas relu à temps&nbsp;: ses lecteurs l’apprennent sur la page.</p>`,
  ways: [{ label: 'Contenus à relire', href: `${PUBLISHING.at}?etat=review` }],
  columns: [
    { label: 'Service', text: ({ unit }) => unit, sort: { name: 'service', by: ({ unit }) => unit } },
    { label: 'Collectivité', text: ({ authority }) => authority },
    {
      label: 'En ligne',
      right: true,
      text: ({ online }) => String(online),
      sort: { name: 'en-ligne', by: ({ online }) => online },
    },
    {
      label: 'À relire',
      right: true,
      text: lateText,
      cell: (line) => line.late > 0 && html`<b>${lateText(line)}</b>`,
      sort: { name: 'a-relire', by: ({ late }) => late },
    },
    { label: 'Proposés', right: true, text: ({ proposed }) => (proposed === 0 ? '' : String(proposed)) },
    {
      label: 'Dernière publication',
      text: ({ newestDay }) => newestDay,
      cell: ({ newestDay }) => newestDay !== '' && mediumDate(newestDay),
      sort: { name: 'derniere', by: ({ newestDay }) => newestDay },
    },
    {
      label: 'Y écrivent, en un an',
      right: true,
      text: ({ writers }) => String(writers),
      cell: ({ writers }) => plural(writers, 'personne', 'personnes'),
    },
  ],
  filters: [
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authorityId, authority }) => ({ value: String(authorityId), label: authority }),
    },
  ],
  id: ({ unitId }) => unitId,
  rows: lines,
  empty: { title: 'Aucun contenu', text: 'Dès qu’un service en tient un, sa ligne paraît ici.' },
  export: 'fraicheur-des-contenus',
})

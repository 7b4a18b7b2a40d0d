// The readings of directories, one a line.
import type { HtmlValue } from '#platform/html.ts'
import { html } from '#platform/html.ts'
import { type ListColumn, listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { dateTime, number, plural } from '#platform/ui/french.ts'
import { administeredAuthorities, territory } from '#territory'
import { IMPORT_AT, READINGS_AT } from '../arrivals/pages/import.ts'
import { leaversAt } from './addresses.ts'
import { type Counted, type Reading, readingsPage } from './queries.ts'

interface Line extends Reading {
  authority: string
  slug: string
  zone: string
}

const counts = (label: string, name: keyof Counted): ListColumn<Line> => ({
  label,
  right: true,
  text: ({ counted }) => (counted === null ? '' : number(counted[name])),
})

const waitText = (waiting: number): string =>
  plural(waiting, 'départ attend votre accord', 'départs attendent votre accord')

function outcome({ counted, endedAt, why }: Line): string {
  if (endedAt === null) return 'En cours'
  if (counted === null) return why ?? 'Échouée'
  return counted.waiting > 0 ? waitText(counted.waiting) : 'Faite'
}

function outcomeCell(line: Line): HtmlValue {
  if (line.endedAt === null) return tag('info', 'En cours')
  if (line.counted === null) return html`${tag('bad', 'Échouée')} ${line.why}`
  if (line.counted.waiting === 0) return tag('good', 'Faite')
  return html`${tag('warn', 'À décider')} <a href="${leaversAt(line.slug)}">${waitText(line.counted.waiting)}</a>`
}

/** GET /administration/agents/lectures */
export const readingsList = listOf<Line>({
  at: READINGS_AT,
  action: 'directory.change',
  title: 'Lectures de l’annuaire',
  one: 'lecture',
  several: 'lectures',
  intro: html`<p>L’annuaire des agents est lu chaque heure. «&nbsp;Nouveaux&nbsp;» compte qui n’est pas encore ici, et attend ou est invité selon vos réglages. <a href="${IMPORT_AT}">Revenir à l’import</a></p>`,
  columns: [
    {
      label: 'Quand',
      text: ({ beganAt, zone }) => dateTime(beganAt, zone),
      sort: { name: 'jour', by: ({ beganAt }) => beganAt.toISOString() },
    },
    { label: 'Collectivité', text: ({ authority }) => authority },
    { label: 'Résultat', text: outcome, cell: outcomeCell },
    counts('Personnes lues', 'read'),
    counts('Nouveaux', 'newcomers'),
    counts('Invités', 'invited'),
    counts('Changés', 'changed'),
    counts('Partis', 'left'),
    counts('Refusés', 'refused'),
  ],
  filters: [
    {
      name: 'collectivite',
      label: 'Collectivité',
      async offered(tx) {
        const own = administeredAuthorities(tx, await territory(tx))
        const options = own.map(({ slug, name }) => ({ value: slug, label: name }))
        return { all: 'Toutes', options: options.length > 1 ? options : [] }
      },
    },
  ],
  id: ({ id }) => id,
  order: '-jour',
  async rows(tx, asked) {
    const place = await territory(tx)
    const slug = asked.filters.collectivite ?? ''
    const own = administeredAuthorities(tx, place).filter((one) => slug === '' || one.slug === slug)
    const page = await readingsPage(
      tx,
      asked,
      own.map(({ id }) => id),
    )
    const lineOf = (reading: Reading): Line => {
      const { name: authority, slug: at } = place.authority(reading.authorityId)
      return { ...reading, authority, slug: at, zone: place.zone }
    }
    return { ...page, rows: page.rows.map(lineOf) }
  },
  empty: {
    title: 'Aucune lecture',
    text: 'La première se fait dans l’heure qui suit les réglages de l’annuaire.',
  },
})

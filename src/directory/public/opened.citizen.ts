// GET /donnees-ouvertes/organigramme, and the same as CSV and JSON: units of the authorities that decided to open theirs, for anybody.
import { type AccessTable, anyone } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { fullDate, plural } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { localDay, territory } from '#territory'
import { asJson, COLUMNS, csvRows, LICENCE, openUnits } from './dictionary.ts'
import { openedUnits } from './queries.ts'

export const HERE = '/donnees-ouvertes/organigramme'
export const TITLE = 'Organigrammes en données ouvertes'

export const openAccess = { 'chart.read_open': [anyone] } satisfies AccessTable

async function found(tx: Read) {
  const place = await territory(tx)
  return { units: openUnits(await openedUnits(tx), place), day: localDay(tx.now, place.zone), place }
}

const showOpened = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { units, day, place } = await found(tx)
    const counts = [...Map.groupBy(units, ({ unit }) => unit.authorityId)].map(
      ([id, own]) =>
        html`<li>${place.authority(id).name} <span class="meta">${plural(own.length, 'unité', 'unités')}</span></li>`,
    )
    const files = html`<ul><li><a href="${HERE}/csv">Télécharger en CSV</a> <span class="meta">points-virgules, UTF-8</span></li><li><a href="${HERE}/json">Télécharger en JSON</a></li></ul>`
    const list =
      counts.length === 0
        ? emptyState('Aucune collectivité n’a encore ouvert son organigramme', 'Chacune le décide pour elle.')
        : section('Qui a ouvert le sien', html`<ul>${counts}</ul>`)
    const dictionary = table({
      ...{ caption: 'Colonnes du fichier', captionHidden: true },
      columns: [{ label: 'Colonne' }, { label: 'Sens' }],
      rows: COLUMNS.map(({ name, meaning }) => [name, meaning]),
    })
    const main = html`<div class="stack wide"><h1>${TITLE}</h1>
      <p class="lead">Les services de la Métropole et des communes, ce qu’ils traitent et comment les joindre, au ${fullDate(day)}. Chaque collectivité décide de ce qu’elle ouvre&nbsp;; un responsable n’est nommé que s’il l’accepte aussi.</p>
      ${section('Fichiers', html`${files}<p>Sous ${LICENCE.name}&nbsp;: vous pouvez les reprendre en citant leur source et leur date.</p>`)}
      ${list}${section('Ce que disent les colonnes', dictionary)}</div>`
    return page(citizenPage(frameOf(ctx), { title: TITLE, main }))
  })

async function sendOpened(ctx: Context): Promise<Reply> {
  const format = ctx.params.format ?? ''
  if (format !== 'csv' && format !== 'json')
    throw new NotFound('Les organigrammes s’emportent en CSV ou en JSON.')
  const { units, day } = await ctx.db.read(ctx.actor, found)
  const headers = { 'content-disposition': `attachment; filename="organigrammes-${day}.${format}"` }
  return format === 'csv'
    ? { kind: 'bytes', body: csvOf(csvRows(units)), type: 'text/csv; charset=utf-8', headers }
    : { kind: 'bytes', body: asJson(units, day), type: 'application/json; charset=utf-8', headers }
}

const open = { action: 'chart.read_open', face: 'citizen' } as const

export const openRoutes: readonly Route[] = [
  { ...open, get: HERE, title: TITLE, handle: showOpened },
  { ...open, get: `${HERE}/:format`, title: 'Organigrammes, en fichier', handle: sendOpened },
]

// /agents/inscriptions/:contenu: how many seats, until when, who signed up; for whoever holds the content.
import { NotFound } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect, type Reply, type Route } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { day, field, whole } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { ODS, spreadsheet } from '#platform/sheets/ods.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { agentForm, territory } from '#territory'
import { type Kept, writtenContent } from '../record/queries.ts'
import { type Guest, guestsOf, openVisit, visitOf } from './queries.ts'

const HERE = '/agents/inscriptions/:contenu'
export const seatsAddress = (id: number): string => `/agents/inscriptions/${id}`

const fields = {
  seats: field({ label: 'Nombre de places', control: 'line', type: whole(1, 1000), medium: true }),
  closes: field({
    label: 'Dernier jour pour s’inscrire',
    hint: 'Ensuite, plus personne ne s’inscrit\u00a0; on se retire toujours.',
    control: 'day',
    medium: true,
    type: day,
  }),
}

/** @throws NotFound for whoever does not hold it */
async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Kept> {
  const { contenu = '' } = params
  const kept = /^[1-9]\d{0,8}$/.test(contenu) ? await writtenContent(tx, Number(contenu)) : undefined
  if (kept === undefined) throw new NotFound()
  return kept
}

const stateOf = ({ rank }: Guest, seats: number): string => (rank <= seats ? 'Inscrit' : 'En attente')

async function linesOf(tx: Read, { id }: Kept) {
  const [visit, { zone }] = [await visitOf(tx, id), await territory(tx)]
  return (await guestsOf(tx, id)).map((guest) => [
    ...[String(guest.rank), guest.name, stateOf(guest, visit?.seats ?? 0), dateTime(guest.askedAt, zone)],
  ])
}

const HEAD = ['Rang', 'Nom', 'État', 'Depuis']

async function listOf(tx: Read, kept: Kept): Promise<Html> {
  const rows = await linesOf(tx, kept)
  if (rows.length === 0) return panel('Inscrits', emptyState('Personne ne s’est encore inscrit'))
  const columns = HEAD.map((label) => ({ label }))
  return panel(
    'Inscrits',
    table({ caption: 'Inscrits, dans l’ordre', captionHidden: true, columns, rows, dense: true }),
    { bare: true, end: html`<a href="${seatsAddress(kept.id)}/fichier" download>Télécharger (ODS)</a>` },
  )
}

const sendList = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const kept = await asked(tx, ctx)
    return {
      kind: 'bytes',
      body: spreadsheet('Inscrits', [HEAD, ...(await linesOf(tx, kept))]),
      type: ODS,
      headers: { 'content-disposition': `attachment; filename="inscrits-${kept.id}.ods"` },
    }
  })

export const seatScreens: readonly Route[] = [
  ...agentForm({
    at: HERE,
    action: 'content.seats',
    title: 'Inscriptions',
    form: formOf(fields),
    button: 'Enregistrer',
    back: { href: '/agents/propositions', label: 'Mes propositions' },
    async shown(tx, ctx) {
      const kept = await asked(tx, ctx)
      const visit = await visitOf(tx, kept.id)
      return {
        title: `Inscriptions\u00a0: ${kept.title}`,
        typed: { seats: String(visit?.seats ?? ''), closes: visit?.closesOn ?? '' },
        intro: html`<p class="reading">Ses lecteurs s’inscrivent au bas de sa page, chacun pour soi. Les premiers ont une place, les suivants attendent dans l’ordre, et sont prévenus.</p>${visit && (await listOf(tx, kept))}`,
      }
    },
    async act(tx, { seats, closes }, ctx) {
      const kept = await asked(tx, ctx)
      await openVisit(tx, kept.id, seats, closes)
      return redirect(seatsAddress(kept.id), 'C’est enregistré.')
    },
  }),
  {
    get: `${HERE}/fichier`,
    action: 'content.seats',
    title: 'Les inscrits, en fichier',
    face: 'agent',
    handle: sendList,
  },
]

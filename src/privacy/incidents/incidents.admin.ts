// The accesses that people did not recognise: their list, each with what was found.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import type { Filled } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { shortDateTime } from '#platform/ui/french.ts'
import { adminFrame, territory } from '#territory'
import { openedWords } from '../words/words.ts'
import { handleIncident, incidentFor, incidentsFor } from './handle.ts'
import { HERE, incidentPage, whoWords } from './pages/incident.ts'
import type { NamedIncident } from './queries.ts'

/** GET /administration/acces-signales */
export const incidents = listOf<NamedIncident & { zone: string }>({
  at: HERE,
  action: 'incident.list',
  title: 'Accès signalés',
  one: 'accès',
  several: 'accès',
  intro: html`<p class="reading">Des habitants ne reconnaissent pas ces accès à leur dossier. Demandez à l’agent pourquoi il l’a ouvert. Si ce n’était pas nécessaire au service, prévenez votre délégué à la protection des données&nbsp;: une violation se notifie à la CNIL sous 72&nbsp;heures.</p>`,
  columns: [
    {
      label: 'Ce qui a été ouvert',
      cell: (row) => html`<a href="${HERE}/${row.id}">${openedWords(row)}</a>`,
    },
    { label: 'Qui', text: whoWords },
    { label: 'Le', text: ({ at, zone }) => shortDateTime(at, zone) },
    {
      label: 'Signalé',
      text: ({ toldAt, zone }) => shortDateTime(toldAt, zone),
      sort: { name: 'signale', by: ({ toldAt }) => toldAt.toISOString() },
    },
    {
      label: 'État',
      cell: ({ handledAt }) => (handledAt === null ? tag('warn', 'À vérifier') : tag('good', 'Clos')),
      sort: { name: 'etat', by: ({ handledAt }) => (handledAt === null ? 1 : 0) },
    },
  ],
  filters: [
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      options: [
        { value: 'ouvert', label: 'À vérifier' },
        { value: 'clos', label: 'Clos' },
      ],
    },
  ],
  id: ({ id }) => id,
  order: '-etat',
  async rows(tx, asked) {
    const { zone } = await territory(tx)
    const found = await incidentsFor(tx, asked)
    return { ...found, rows: found.rows.map((row) => ({ ...row, zone })) }
  },
  empty: { title: 'Aucun accès signalé' },
})

const idOf = ({ params }: Context): number => Number(params.id)

const show = (ctx: Context, again: Filled | null): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const incident = await incidentFor(tx, idOf(ctx))
    const { zone } = await territory(tx)
    const filled = again ?? { typed: {}, problems: [] }
    return page(
      incidentPage(await adminFrame(ctx, tx), { incident, filled, zone }),
      again === null ? 200 : 422,
    )
  })

/** GET /administration/acces-signales/:id */
export const showIncident = (ctx: Context): Promise<Reply> => show(ctx, null)

/** POST /administration/acces-signales/:id */
export async function doHandle(ctx: Context, { constat }: { constat: string }): Promise<Reply> {
  if (!Number.isSafeInteger(idOf(ctx))) throw new NotFound()
  const writer = { site: { name: ctx.site.name }, origin: ctx.config.publicUrl }
  await handleIncident(ctx.db, ctx.actor, { id: idOf(ctx), finding: constat }, writer)
  return redirect(HERE, 'C’est clos. La personne lit ce que vous avez trouvé.')
}

/** The same with what was refused. */
export const handleAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  show(ctx, { typed: values, problems })

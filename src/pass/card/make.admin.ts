// /administration/pass/cartes: what is to be made of cards and papers of the pass, list by list. Without names: those are in the files.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { fullDate, number } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { writerOf } from '#people'
import { adminFrame, territory } from '#territory'
import { type Batch, batches, waitingOrders } from '../record/orders.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { lettersOf } from './letters.ts'
import { fileOf, makeList, markList, ownBatch } from './make.ts'
import { KINDS } from './words.ts'

export const MAKE = '/administration/pass/cartes'
export const MAKE_TITLE = 'Cartes du pass à faire'

type Waiting = Awaited<ReturnType<typeof waitingOrders>>[number]
type Named = (authorityId: number) => string

function waitingPart(ctx: Context, waiting: readonly Waiting[], named: Named, zone: string): Html {
  const rows = waiting.map(({ authorityId, madeAs, count, since }) => [
    KINDS[madeAs],
    named(authorityId),
    number(count),
    fullDate(since, zone),
    buttonForm('Mettre en liste', MAKE, ctx.csrf, {
      ...{ kind: 'quiet', more: `${KINDS[madeAs]}, ${named(authorityId)}` },
      fields: { collectivite: String(authorityId), genre: madeAs },
    }),
  ])
  const columns = ['Ce qui est commandé', 'Par', 'Combien', 'Depuis le', 'Suite'].map((label) => ({ label }))
  return panel(
    'À faire',
    rows.length === 0
      ? html`<p>Rien n’attend d’être fait.</p>`
      : table({ caption: 'Commandes à mettre en liste', captionHidden: true, columns, rows }),
    { bare: rows.length > 0 },
  )
}

const standing = ({ madeAt, sentAt }: Batch) =>
  sentAt !== null ? tag('good', 'Partie') : madeAt !== null ? tag('info', 'Faite') : tag('warn', 'À faire')

function steps({ csrf }: Context, { id, madeAs, madeAt, sentAt, count }: Batch): Html {
  if (sentAt !== null) return html`<span class="meta">Adresses effacées</span>`
  const at = `${MAKE}/${id}`
  const more = `la liste n° ${id}`
  const file = `de ${more}, ${number(count)} ${KINDS[madeAs].toLowerCase()}`
  return html`<div class="row">${madeAs !== 'letter' && buttonForm('Fichier', `${at}/fichier`, csrf, { kind: 'quiet', more: file })}${buttonForm('Lettres', `${at}/lettres`, csrf, { kind: 'quiet', more: file })}
    ${madeAt === null && buttonForm('Tout est fait', `${at}/faite`, csrf, { kind: 'quiet', more })}${madeAt !== null && buttonForm('Tout est parti', `${at}/partie`, csrf, { kind: 'quiet', more })}</div>`
}

function listsPart(ctx: Context, all: readonly Batch[], named: Named, zone: string): Html | false {
  const rows = all.map((batch) => [
    html`<b>Liste n°&nbsp;${batch.id}</b><br><span class="meta">du ${fullDate(batch.listedAt, zone)}, ${named(batch.authorityId)}</span>`,
    `${number(batch.count)} ${KINDS[batch.madeAs].toLowerCase()}`,
    standing(batch),
    steps(ctx, batch),
  ])
  const columns = ['Liste', 'Ce qu’elle contient', 'État', 'Suite'].map((label) => ({ label }))
  return (
    rows.length > 0 &&
    panel('Listes', table({ caption: 'Listes de fabrication', captionHidden: true, columns, rows }), {
      bare: true,
    })
  )
}

const show = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const [waiting, all] = [await waitingOrders(tx), await batches(tx)]
    const named: Named = (id) => place.authority(id).name
    const none =
      waiting.length + all.length === 0
        ? emptyState('Aucune carte à faire', 'Les commandes des habitants et des guichets arrivent ici.')
        : html`${waitingPart(ctx, waiting, named, place.zone)}${listsPart(ctx, all, named, place.zone)}`
    const main = html`<div class="stack"><h1>${MAKE_TITLE}</h1>
      <p class="reading">Une liste prend ce qui attend, cent commandes au plus. Son fichier va à qui fabrique les cartes&nbsp;; ses lettres s’impriment et se plient pour une enveloppe à fenêtre. Les deux disent des noms et des adresses&nbsp;: effacez-les ensuite. Chaque personne lit que son nom en est sorti, et les adresses sont effacées ici quand la liste est partie.</p>
      ${none}</div>`
    return page(agentPage(await adminFrame(ctx, tx), { title: MAKE_TITLE, main, current: MAKE }))
  })

const LIST = z.object({
  collectivite: z.coerce.number('Relisez la page.').int(),
  genre: z.enum(['printed', 'chip', 'letter'], 'Relisez la page.'),
})

/** What waits is read under the eyes of whoever asks: another authority's is nothing to them. */
const doList = async (ctx: Context, { collectivite, genre }: z.output<typeof LIST>): Promise<Reply> => {
  const waiting = await ctx.db.read(ctx.actor, waitingOrders)
  const own = waiting.find(({ authorityId, madeAs }) => authorityId === collectivite && madeAs === genre)
  const made =
    own &&
    (await ctx.db.write(system, (tx) =>
      makeList(tx, { authorityId: own.authorityId, madeAs: own.madeAs, by: ctx.actor.personId }),
    ))
  if (made === undefined)
    throw new BadInput([{ field: '', message: 'Rien n’attend plus\u00a0: relisez la page.' }])
  return redirect(MAKE, 'La liste est faite. Prenez son fichier.')
}

const doFile = async (ctx: Context): Promise<Reply> => {
  const { batch, reader } = await ctx.db.read(ctx.actor, async (tx) => ({
    batch: await ownBatch(tx, ctx.params.liste),
    reader: tx,
  }))
  const body = await ctx.db.write(system, (tx) => fileOf(ctx, tx, reader, batch))
  const headers = { 'content-disposition': `attachment; filename="cartes-${batch.id}.csv"` }
  return { kind: 'bytes', body, type: 'text/csv; charset=utf-8', headers }
}

const doLetters = async (ctx: Context): Promise<Reply> => {
  const { batch, reader } = await ctx.db.read(ctx.actor, async (tx) => ({
    batch: await ownBatch(tx, ctx.params.liste),
    reader: tx,
  }))
  const paper = await ctx.db.write(system, (tx) => lettersOf(ctx, tx, reader, batch))
  const headers = { 'content-disposition': `attachment; filename="lettres-${batch.id}.pdf"` }
  const body = await drawPaper(paper, ctx.actor.personId)
  return { kind: 'bytes', body, type: 'application/pdf', headers }
}

const doStep =
  (step: 'made' | 'sent', said: string) =>
  async (ctx: Context): Promise<Reply> => {
    const batch = await ctx.db.read(ctx.actor, (tx) => ownBatch(tx, ctx.params.liste))
    await ctx.db.write(system, (tx) => markList(tx, writerOf(ctx), batch, step))
    return redirect(MAKE, said)
  }

const base = { action: 'passcard.make', face: 'admin', title: MAKE_TITLE } as const
const input = z.object({})

export const makerRoutes: readonly Route[] = [
  { ...base, get: MAKE, handle: show },
  post({ ...base, post: MAKE, input: LIST, handle: doList }),
  post({ ...base, post: `${MAKE}/:liste/fichier`, input, handle: doFile }),
  post({ ...base, post: `${MAKE}/:liste/lettres`, input, handle: doLetters }),
  post({
    ...base,
    post: `${MAKE}/:liste/faite`,
    input,
    handle: doStep('made', 'C’est noté, et dit à chacun.'),
  }),
  post({
    ...base,
    post: `${MAKE}/:liste/partie`,
    input,
    handle: doStep('sent', 'C’est noté, et dit à chacun.'),
  }),
]

// Table of the pages on which contents are read.
import { whySeen } from '#audiences'
import { ownName } from '#platform/actor.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { addressOf as addressAsked, readAsked, writeCursor } from '#platform/screens/asked.ts'
import { readerPage, territory } from '#territory'
import { z } from 'zod'
import { acknowledge, askedOf } from '../record/queries.acknowledge.ts'
import { takenFrom } from '../record/queries.origin.ts'
import { countReadable, readableContent, readablePage } from '../record/queries.read.ts'
import { contentTypes } from '../types/kind.ts'
import { themesOf } from '../types/themes.ts'
import { seatsBox } from '../seats/box.ts'
import { linesOf } from './contents.ts'
import { facetsOf } from './facets.ts'
import { contentPage, contentsPage, HERE, type ListView } from './pages.ts'
import { viewOfReading } from './view.ts'

export const routes: readonly Route[] = [
  {
    get: HERE,
    action: 'content.read',
    title: 'Contenus',
    face: 'citizen',
    keeps: true,
    handle: showContents,
  },
  {
    get: `${HERE}/:id/:slug`,
    action: 'content.read',
    title: 'Contenu',
    face: 'citizen',
    keeps: true,
    handle: showContent,
  },
  post({
    post: '/compte/connaissance/:id',
    action: 'content.acknowledge',
    title: 'En avoir pris connaissance',
    face: 'citizen',
    input: z.object({}),
    handle: doAcknowledge,
  }),
]

/** How the address asks them. */
const ASKING = {
  at: HERE,
  columns: [],
  filters: [{ name: 'type' }, { name: 'rubrique' }, { name: 'commune' }],
  size: 20,
}

/** Counted as far as that many. */
const MOST = 500

/** What the boxes offer, with what is asked although it is offered no more. */
async function boxesOf(tx: Read, filters: Readonly<Record<string, string>>): Promise<ListView['facets']> {
  const place = await territory(tx)
  const { type = '', rubrique = '', commune = '' } = filters
  const types = (await contentTypes(tx)).map((one) => ({ value: one.type.id, label: one.type.several }))
  const themes = (await themesOf(tx, place.metropolis.id)).map((theme) => ({ value: theme, label: theme }))
  const communes = place.communes.map(({ code, name }) => ({ value: code, label: name }))
  return [
    { name: 'type', label: 'Ce que c’est', all: 'Tout', value: type, options: types },
    { name: 'rubrique', label: 'Rubrique', all: 'Toutes', value: rubrique, options: themes },
    { name: 'commune', label: 'Qui parle de', all: 'Tout le territoire', value: commune, options: communes },
  ]
}

async function showContents(ctx: Context): Promise<Reply> {
  const asked = readAsked(ASKING, ctx.query)
  return ctx.db.read(ctx.actor, async (tx) => {
    const facets = await facetsOf(tx, asked.filters)
    const { rows, hasPrevious, hasNext, edges } = await readablePage(tx, facets, asked)
    const count = await countReadable(tx, facets, MOST + 1)
    const at = (name: string, edge: typeof edges.first) =>
      edge === null ? null : addressAsked(ASKING, asked, { [name]: writeCursor(edge) })
    return page(
      await readerPage(
        ctx,
        tx,
        contentsPage(ctx, {
          lines: await linesOf(tx, rows),
          count: { said: Math.min(count, MOST), isMore: count > MOST },
          facets: await boxesOf(tx, asked.filters),
          filters: asked.filters,
          isNarrowed:
            Object.values(asked.filters).some((value) => value !== '') ||
            asked.after !== null ||
            asked.before !== null,
          previous: hasPrevious ? at('avant', edges.first) : null,
          next: hasNext ? at('apres', edges.last) : null,
        }),
      ),
    )
  })
}

const GONE = 'Ce contenu n’existe pas, n’est plus en ligne, ou n’est pas pour vous.'

async function showContent(ctx: Context): Promise<Reply> {
  const id = Number(ctx.params.id)
  return ctx.db.read(ctx.actor, async (tx) => {
    const found =
      Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await readableContent(tx, id) : undefined
    if (found === undefined) throw new NotFound(GONE)
    const view = await viewOfReading(tx, found)
    const asked = await askedOf(tx, id, ownName(ctx.actor))
    const why = await whySeen(tx, found.audienceId)
    const content = contentPage(ctx, view, why, {
      asked: asked && { ...asked, id },
      judged: id,
      seats: await seatsBox(ctx, tx, id),
      from: await takenFrom(tx, id),
    })
    return { ...page(await readerPage(ctx, tx, content)), about: view.title }
  })
}

/** POST /compte/connaissance/:id @throws NotFound for what is not asked of them */
async function doAcknowledge(ctx: Context): Promise<Reply> {
  const id = Number(ctx.params.id)
  const personId = ownName(ctx.actor)
  if (personId === null) throw new Unauthenticated()
  await ctx.db.write(ctx.actor, async (tx) => {
    const asked = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await askedOf(tx, id, personId) : null
    if (asked === null) throw new NotFound(GONE)
    if (asked.acknowledgedAt === null) await acknowledge(tx, id, personId)
  })
  return redirect(`${HERE}/${id}/lire`, 'C’est noté\u00a0: vous en avez pris connaissance.')
}

// Handlers of « Mes données »: what is held, who opened it, a copy of it.
import { to } from '#platform/french/noun.ts'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { system } from '#platform/actor.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import type { Read } from '#platform/db/db.ts'
import { type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { renderHtml } from '#platform/html.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { register } from '#register'
import { territory } from '#territory'
import { copyAsJson, copyOf, type DataCopy } from './export.ts'
import { heldOf } from './held.ts'
import { journalOf, reportAccess } from './journal.ts'
import { accessesPage } from './pages/accesses.ts'
import { dataPage } from './pages/data.ts'
import { copyPage } from './pages/export.ts'

/** The signed-in person. @throws Unauthenticated */
export function personOf({ actor }: Context): number {
  if (actor.personId === null) throw new Unauthenticated()
  return actor.personId
}

/** The names that pages need beside ids. */
export async function namesFor(tx: Read) {
  const [place, entries] = [await territory(tx), await register(tx)]
  return {
    zone: place.zone,
    nameOf: (authorityId: number | null) =>
      authorityId === null ? 'Votre compte' : place.authority(authorityId).name,
    purposeOf: (processing: string) => entries.entry(processing)?.title ?? '–',
  }
}

// What is held belongs to several modules: read with the system's sight, for the person's own id alone.
async function dataScreen(ctx: Context, problems: readonly FieldProblem[], status: number): Promise<Reply> {
  const personId = personOf(ctx)
  return ctx.db.read(system, async (tx) => {
    const [held, journal] = [await heldOf(tx, ctx.held, personId), await journalOf(tx, personId)]
    return page(dataPage(ctx, { held, journal, ...(await namesFor(tx)), problems }), status)
  })
}

export const showData = (ctx: Context): Promise<Reply> => dataScreen(ctx, [], 200)
export const dataAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  dataScreen(ctx, problems, 422)

export async function showAccesses(ctx: Context): Promise<Reply> {
  const personId = personOf(ctx)
  return ctx.db.read(ctx.actor, async (tx) =>
    page(accessesPage(ctx, { journal: await journalOf(tx, personId), ...(await namesFor(tx)) })),
  )
}

export async function doReport(ctx: Context): Promise<Reply> {
  const personId = personOf(ctx)
  const writer = { site: { name: ctx.site.name }, origin: ctx.config.publicUrl }
  const told = await ctx.db.write(system, (tx) =>
    reportAccess(tx, personId, Number(ctx.params.numero), writer),
  )
  return redirect('/compte/donnees/acces', `C’est signalé ${to(told)}. Ses responsables vérifient cet accès.`)
}

export interface ExportInput {
  quoi: string
  format: 'json' | 'lire'
}

export async function doExport(ctx: Context, { quoi, format }: ExportInput): Promise<Reply> {
  const personId = personOf(ctx)
  const first = await requireRecent({ ...ctx, url: '/compte/donnees#copie' }, RECENT_MINUTES)
  if (first !== null) return first
  const copy = await ctx.db.write(system, async (tx) => {
    const made = await copyOf(tx, ctx.held, personId, quoi)
    if (made === null) throw new NotFound('Cette collectivité ne tient rien sur vous.')
    await recordAccess(tx, {
      personId,
      kind: 'export',
      object: quoi,
      purpose: 'compte',
      actorId: null,
      authorityId: null,
      role: 'self',
    })
    return made
  })
  return download(copy, format)
}

function download(copy: DataCopy, format: ExportInput['format']): Reply {
  const name = `mes-donnees-${copy.code}-${copy.day}`
  return format === 'json'
    ? {
        kind: 'bytes',
        body: copyAsJson(copy),
        type: 'application/json; charset=utf-8',
        headers: savedAs(`${name}.json`),
      }
    : {
        kind: 'bytes',
        body: renderHtml(copyPage(copy)),
        type: 'text/html; charset=utf-8',
        headers: savedAs(`${name}.html`),
      }
}

const savedAs = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` })

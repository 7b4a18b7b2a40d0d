// Handlers: an entry of the register to read, and all of them to take away.
import { pastOf, writtenOf } from '#drafting'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Html } from '#platform/html.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { ODS } from '#platform/sheets/ods.ts'
import { adminFrame, territory } from '#territory'
import { PROCESSING } from '../entry/kind.ts'
import { register } from '../entry/register.ts'
import { asCsv, asJson, asOds } from './export.ts'
import { entryPage } from './pages/entry.ts'

/** The page of an entry, with why its draft is not published. @throws NotFound */
export async function shownEntry(
  ctx: Context,
  tx: Read,
  id: string,
  problems: readonly string[],
): Promise<Html> {
  const name = { kind: PROCESSING, id }
  return entryPage(await adminFrame(ctx, tx), {
    written: await writtenOf(tx, name),
    versions: await pastOf(tx, name),
    place: await territory(tx),
    rules: ctx.held.retention,
    mayWrite: metropolitanAdministrator.ever(ctx.actor),
    problems,
  })
}

/** GET /administration/registre/:id */
export const showEntry = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await shownEntry(ctx, tx, ctx.params.id ?? '', [])))

const FORMATS: Readonly<
  Record<string, { type: string; write: typeof asCsv | typeof asOds | typeof asJson }>
> = {
  json: { type: 'application/json; charset=utf-8', write: asJson },
  csv: { type: 'text/csv; charset=utf-8', write: asCsv },
  ods: { type: ODS, write: asOds },
}

/** GET /administration/registre/export/:format */
export async function exportRegister(ctx: Context): Promise<Reply> {
  const name = ctx.params.format ?? ''
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined
  if (format === undefined) throw new NotFound('Le registre s’emporte en ODS, en CSV ou en JSON.')
  const body = await ctx.db.read(ctx.actor, async (tx) =>
    format.write((await register(tx)).rows, await territory(tx)),
  )
  const disposition = `attachment; filename="registre-des-traitements.${name}"`
  return { kind: 'bytes', body, type: format.type, headers: { 'content-disposition': disposition } }
}

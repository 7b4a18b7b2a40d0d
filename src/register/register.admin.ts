// Handlers: an entry of the register to read, and all of them to take away.
import { NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { ODS } from '#platform/sheets/ods.ts'
import { adminFrame, territory } from '#territory'
import { asCsv, asJson, asOds } from './export.ts'
import { entryPage } from './pages/entry.ts'
import { register } from './register.ts'

/** GET /administration/registre/:id */
export function showEntry(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const row = (await register(tx)).rows.find(({ body }) => body.id === ctx.params.id)
    if (row === undefined) throw new NotFound('Le registre n’a pas de fiche à cette adresse.')
    return page(entryPage(await adminFrame(ctx, tx), { row, place, rules: ctx.held.retention }))
  })
}

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

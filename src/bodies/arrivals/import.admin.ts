// Handlers of an import of the national register: its file, what it would change, the run that does it and the one that undoes it.
import { z } from 'zod'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import {
  type Context,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { FILE, sheetSent } from '#platform/sheets/sent.ts'
import { administeredAuthorities, adminFrame, territory, type Territory, todayThere } from '#territory'
import { LIMITS } from '../record/limits.ts'
import { type Differences, differences, markOf } from './differences.ts'
import { choosePage, importPage } from './pages/import.ts'
import { councilsOf, importById, insertImport, type RegisterImport } from './queries.ts'
import { registerIn } from './register.ts'
import { REGISTER } from './runs.ts'
import { IMPORT_AT, leftText } from './words.ts'

const screen = (ctx: Context, problems: readonly FieldProblem[]): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(choosePage(await adminFrame(ctx, tx), problems), problems.length > 0 ? 422 : 200),
  )

const refuse = (message: string): never => {
  throw new BadInput([{ field: FILE, message }])
}

const nothing = z.object({})

const SAME = 'Ce fichier ne change rien\u00a0: vos instances disent déjà la même chose.'

function nothingDone({ left }: Differences, place: Territory): FieldProblem[] {
  if (left.length === 0) return [{ field: FILE, message: SAME }]
  return left.map((one) => ({ field: FILE, message: leftText(one, place.authority(one.authorityId).name) }))
}

async function doRead(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const text = (await sheetSent(posted)) ?? refuse('Choisissez un fichier.')
  return ctx.db.write(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const own = administeredAuthorities(tx, place)
    const { rows, problems, isWhole } = registerIn(text, own, place.metropolis, await todayThere(tx))
    if (problems.length > 0) throw new BadInput(problems)
    const councils = await councilsOf(tx, [...new Set(rows.map(({ authorityId }) => authorityId))])
    const found = differences(rows, councils, isWhole)
    if (found.changes.length === 0) throw new BadInput(nothingDone(found, place))
    const marks = Object.fromEntries(councils.map((council) => [council.authorityId, markOf(council)]))
    return redirect(`${IMPORT_AT}/${await insertImport(tx, found, marks)}`)
  })
}

/** One’s own import of the address. @throws NotFound */
async function importOf(ctx: Context, tx: Read): Promise<RegisterImport> {
  const id = Number(ctx.params.import)
  const found = Number.isSafeInteger(id) && id < 2 ** 31 ? await importById(tx, id) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

const showImport = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(importPage(await adminFrame(ctx, tx), await importOf(ctx, tx), await territory(tx))),
  )

const run = (ctx: Context, ask: (tx: Write, id: number) => Promise<number>): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const runId = await ask(tx, (await importOf(ctx, tx)).id)
    return redirect(`${ctx.door.runs}/${runId}`, 'C’est commencé. Ce qui ne peut pas être fait est dit ici.')
  })

async function doImport(ctx: Context): Promise<Reply> {
  await ctx.db.read(ctx.actor, (tx) => importOf(ctx, tx))
  await throttle(ctx, `register-import:${ctx.actor.personId}`, LIMITS.registerImports)
  return run(ctx, REGISTER.start)
}

/** As often as one likes: a wrong import does not wait. */
const doUndo = (ctx: Context): Promise<Reply> => run(ctx, REGISTER.startUndo)

const base = { action: 'body.change', title: 'Importer le répertoire des élus', face: 'admin' } as const

export const importRoutes: readonly Route[] = [
  { get: IMPORT_AT, ...base, handle: (ctx: Context) => screen(ctx, []) },
  post({
    post: IMPORT_AT,
    ...base,
    input: nothing,
    takesFiles: 'sheets',
    handle: doRead,
    again: (ctx, problems) => screen(ctx, problems),
  }),
  { get: `${IMPORT_AT}/:import`, ...base, handle: showImport },
  post({
    post: `${IMPORT_AT}/:import/faire`,
    ...base,
    input: nothing,
    run: REGISTER.DO,
    handle: doImport,
  }),
  post({
    post: `${IMPORT_AT}/:import/annulation`,
    ...base,
    title: 'Défaire un import du répertoire des élus',
    input: nothing,
    run: REGISTER.UNDO,
    handle: doUndo,
  }),
]

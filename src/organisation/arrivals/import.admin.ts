// Handlers of an import of agents: the sample, the lines that are pasted, what they would do, the run that does it and the one that undoes it.
import { z } from 'zod'
import { type AgentImport, employerAt, employerDomains, importById, insertImport } from '#signin'
import { keptUnits } from '#people'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { LIMITS as HTTP_LIMITS } from '#platform/http/gather.ts'
import {
  type Context,
  one,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import { ROLES } from '#platform/roles.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { ODS, spreadsheet } from '#platform/sheets/ods.ts'
import { sheetSent } from '#platform/sheets/sent.ts'
import { adminFrame, type Authority, isWhole, localDay, territory } from '#territory'
import { AGENTS, foresee } from './import.ts'
import { LIMITS } from './limits.ts'
import { IMPORT_AT, importPage, pastePage } from './pages/import.ts'
import { directoryOf } from './queries.directory.ts'
import { agentsIn, type AgentRow, COLUMNS } from './spreadsheet.ts'

const SAMPLES = {
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
  ods: { type: ODS, write: (lines: readonly (readonly string[])[]) => spreadsheet('Agents', lines) },
}

/** GET …/import/exemple?format=ods */
export const takeSample = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const unit = keptUnits(tx.actor, await territory(tx))[0]?.name ?? ''
    const format = one(ctx.query, 'format') === 'ods' ? 'ods' : 'csv'
    const { type, write } = SAMPLES[format]
    const body = write([
      COLUMNS,
      ['Camille Exemple', 'camille.exemple@mairie.example', unit, ROLES.handler.label, '01/01/2027', ''],
      [
        'Dominique Modèle',
        'dominique.modele@mairie.example',
        unit,
        ROLES.reception.label,
        '01/01/2027',
        '30/06/2027',
      ],
    ])
    const headers = { 'content-disposition': `attachment; filename="agents-exemple.${format}"` }
    return { kind: 'bytes', body, type, headers }
  })

/** The authorities whose agents whoever acts keeps; the one that is asked, the first otherwise. */
async function whereOf(tx: Read, values: Values) {
  const place = await territory(tx)
  const units = keptUnits(tx.actor, place)
  const ids = [...new Set(units.map(({ authorityId }) => authorityId))]
  const asked = ids.find((id) => place.authority(id).slug === one(values, 'authority')) ?? ids[0]
  if (asked === undefined) throw new NotFound()
  return {
    authority: place.authority(asked),
    units: units.filter(({ authorityId }) => authorityId === asked),
    options: ids.map((id) => ({ value: place.authority(id).slug, label: place.authority(id).name })),
    today: localDay(tx.now, place.zone),
  }
}

export const shownLines = (
  ctx: Context,
  values: Values,
  lines: string,
  problems: readonly FieldProblem[],
): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { options, authority } = await whereOf(tx, values)
    // A text that its field could not send back is corrected where it comes from.
    const isLong = lines.length > HTTP_LIMITS.field
    const typed = { authority: authority.slug, lines: isLong ? '' : lines }
    const frame = await adminFrame(ctx, tx)
    const directory = await directoryHere(ctx, tx, authority)
    const hasDomain = employerDomains(ctx.config, authority).length > 0
    const signIn =
      hasDomain && isWhole(tx, await territory(tx), authority.id) ? employerAt(authority.slug) : null
    return page(
      pastePage(frame, { authorities: options, typed, problems, isLong, directory, signIn }),
      problems.length > 0 ? 422 : 200,
    )
  })

/** The address of the directory, for those who may read it where the operator lets them; '' when it is not said yet. */
async function directoryHere(ctx: Context, tx: Read, { id }: Authority): Promise<string | null> {
  if (ctx.config.directories.length === 0 || !isWhole(tx, await territory(tx), id)) return null
  return (await directoryOf(tx, id))?.said.address ?? ''
}

/** GET …/import */
export const showPaste = (ctx: Context): Promise<Reply> => shownLines(ctx, ctx.query, '', [])

export const pasteInput = z.object({
  lines: z
    .string()
    .max(1_000_000, 'Ce texte est trop long\u00a0: coupez-le en plusieurs imports.')
    .default(''),
  authority: z.string().default(''),
})

/** The lines of the file, or those that were pasted when none is chosen. @throws BadInput for a file that is not read */
const linesSent = async (posted: Posted): Promise<string> =>
  (await sheetSent(posted)) ?? one(posted.values, 'lines')

/** POST …/import */
export const doPaste = async (
  ctx: Context,
  _input: z.infer<typeof pasteInput>,
  posted: Posted,
): Promise<Reply> => {
  return takeLines(ctx, posted.values, await linesSent(posted))
}

/** Makes an import of these lines, or of those of them that are chosen. @throws BadInput for each that is wrong */
export const takeLines = (
  ctx: Context,
  values: Values,
  lines: string,
  chosen: (tx: Read, agents: AgentRow[]) => Promise<AgentRow[]> = (_tx, agents) => Promise.resolve(agents),
): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const { authority, units, today } = await whereOf(tx, values)
    const { agents, problems } = agentsIn(lines, units, today)
    if (problems.length > 0) throw new BadInput(problems)
    const kept = await chosen(tx, agents)
    const foreseen = await foresee(tx, authority.id, kept)
    return redirect(`${IMPORT_AT}/${await insertImport(tx, authority.id, kept, foreseen)}`)
  })

/** A file that was read comes again as the lines that were in it, to be corrected here. */
export async function pasteAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  const lines = await linesSent(posted).catch(() => one(posted.values, 'lines'))
  return shownLines(ctx, posted.values, lines, problems)
}

/** One’s own import of the address. @throws NotFound */
async function importOf(ctx: Context, tx: Read): Promise<AgentImport> {
  const id = Number(ctx.params.import)
  const found = Number.isSafeInteger(id) ? await importById(tx, id) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

/** GET …/import/:import */
export const showImport = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(importPage(await adminFrame(ctx, tx), await importOf(ctx, tx), await territory(tx))),
  )

const run = (ctx: Context, ask: (tx: Write, id: number) => Promise<number>): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const runId = await ask(tx, (await importOf(ctx, tx)).id)
    return redirect(
      `${ctx.door.runs}/${runId}`,
      'C’est commencé. Les lignes qui ne peuvent pas être faites sont dites ici.',
    )
  })

/** POST …/faire */
export async function doImport(ctx: Context): Promise<Reply> {
  await ctx.db.read(ctx.actor, (tx) => importOf(ctx, tx))
  await throttle(ctx, `agent-import:${ctx.actor.personId}`, LIMITS.agentImports)
  return run(ctx, AGENTS.start)
}
/** POST …/annulation */
export const doUndoImport = (ctx: Context): Promise<Reply> => run(ctx, AGENTS.startUndo)

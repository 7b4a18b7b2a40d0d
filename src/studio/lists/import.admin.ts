// Handlers: a spreadsheet is tried whole, every fault with its line, compared with what is written; then kept in the draft, or not at all.
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { compare, foreseenProblems } from '#definitions'
import { bodyOf, writeCommands, writtenOf } from '#drafting'
import { csvOfTable, REFERENCE, type ReferenceList, tableIn } from '#lists'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import {
  type Context,
  many,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { Outdated, versionIn } from '#platform/screens/outdated.ts'
import { FILE, sheetSent } from '#platform/sheets/sent.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { ACTION, listAddress, LISTS } from './address.ts'
import { CONTENT, filePage, type Refused, trialPage } from './import.page.ts'

const AT = `${LISTS}/:liste/importer`
/** Characters that the page of a trial may carry, in pieces of as many as one value may have; bytes of what one act of a draft writes. */
const [MOST_CARRIED, MOST_WRITTEN, MOST_BYTES] = [900_000, 2_500_000, 12_000_000] as const

type Table = Required<Pick<ReferenceList, 'columns' | 'rows'>>

const nameIn = ({ params }: Pick<Context, 'params'>) => ({ kind: REFERENCE, id: params.liste ?? '' })

/** The table as pieces that go with a page. @throws BadInput when it is too long for one */
function piecesOf(table: Table): string[] {
  const text = deflateRawSync(csvOfTable(table)).toString('base64url')
  if (text.length > MOST_CARRIED || Buffer.byteLength(JSON.stringify(table.rows)) > MOST_WRITTEN)
    throw new BadInput([
      { field: FILE, message: 'Ce tableau est trop long\u00a0: ôtez-en les colonnes qui ne servent pas.' },
    ])
  return text.match(/.{1,90000}/g) ?? []
}

/** @throws BadInput for what no trial has given */
function tableOf({ values }: Pick<Posted, 'values'>): Table {
  const refused = new BadInput([{ field: FILE, message: 'Choisissez le fichier de nouveau.' }])
  let text: string
  try {
    const bytes = Buffer.from(many(values, CONTENT).join(''), 'base64url')
    text = inflateRawSync(bytes, { maxOutputLength: MOST_BYTES }).toString()
  } catch {
    throw refused
  }
  const read = tableIn(text)
  if ('faults' in read) throw refused
  return read
}

/** The list as it is read now. @throws NotFound for one that is read at an address */
async function listOf(tx: Read, ctx: Context) {
  const written = await writtenOf(tx, nameIn(ctx))
  const list = bodyOf(written)
  if (list.address !== undefined)
    throw new NotFound('Cette liste est lue à une adresse\u00a0: rien ne s’y importe.')
  return { list, edition: written.edition }
}

const shownFile = (ctx: Context, status: number, refused: Refused = {}): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { list } = await listOf(tx, ctx)
    return page(filePage(await adminFrame(ctx, tx), list, refused), status)
  })

const withTable = (list: ReferenceList, { columns, rows }: Table): ReferenceList => {
  const { columns: _, ...rest } = list
  return { ...rest, ...(columns.length > 0 && { columns }), rows }
}

/** What the table would change of what is written now, and what would keep it from being published. */
async function shownTrial(ctx: Context, table: Table, status: number, isAgain: boolean): Promise<Reply> {
  const pieces = piecesOf(table)
  const { list, edition } = await ctx.db.read(ctx.actor, (tx) => listOf(tx, ctx))
  const made = withTable(list, table)
  const kept = await foreseenProblems(ctx.db, ctx.actor, ctx.defining, { ...nameIn(ctx), body: made })
  const changes = compare(REFERENCE, list, made)
  return ctx.db.read(ctx.actor, async (tx) =>
    page(
      trialPage(await adminFrame(ctx, tx), {
        ...{ list, made, edition, pieces, changes, isAgain },
        problems: kept.map(({ sentence }) => sentence),
      }),
      status,
    ),
  )
}

async function doRead(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const text = await sheetSent(posted)
  if (text === null)
    throw new BadInput([{ field: FILE, message: posted.refusal ?? 'Choisissez le fichier à importer.' }])
  const read = tableIn(text)
  return 'faults' in read ? shownFile(ctx, 422, { faults: read.faults }) : shownTrial(ctx, read, 200, false)
}

/** The rows and columns of the draft are those of the file, in one act of its log. */
async function doKeep(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const table = tableOf(posted)
  const { list } = await ctx.db.read(ctx.actor, (tx) => listOf(tx, ctx))
  const { columns } = table
  try {
    await ctx.db.write(ctx.actor, (tx) =>
      writeCommands(
        tx,
        nameIn(ctx),
        [
          { do: 'set', at: ['rows'], to: table.rows as never },
          ...(columns.length > 0
            ? [{ do: 'set' as const, at: ['columns'], to: columns as never }]
            : list.columns === undefined
              ? []
              : [{ do: 'remove' as const, at: ['columns'] }]),
        ],
        versionIn(posted.values),
      ),
    )
  } catch (error) {
    if (!(error instanceof Outdated)) throw error
    return shownTrial(ctx, table, 409, true)
  }
  return redirect(listAddress(list.id), 'Les lignes sont dans le brouillon\u00a0: relisez, puis publiez.')
}

const importing = { action: ACTION, title: 'Importer une liste', face: 'admin', input: z.object({}) } as const
const missing = (ctx: Context, message: string | undefined) =>
  shownFile(ctx, 422, { missing: message ?? null })

export const importRoutes: readonly Route[] = [
  {
    action: ACTION,
    title: 'Importer une liste',
    face: 'admin',
    get: AT,
    handle: (ctx: Context) => shownFile(ctx, 200),
  },
  post({
    ...importing,
    post: AT,
    takesFiles: 'sheets',
    handle: doRead,
    again: (ctx, problems) => missing(ctx, problems[0]?.message),
  }),
  post({
    ...importing,
    post: `${AT}/garder`,
    title: 'Garder une liste importée',
    handle: doKeep,
    again: (ctx, problems) => missing(ctx, problems[0]?.message),
  }),
]

// Handlers: a form taken away as one file; a file tried, then kept as a draft, whole or not at all.
import { buffer } from 'node:stream/consumers'
import { takeFileRoom } from '#files'
import { draft, drafts, lockPublication, published } from '#definitions'
import { FORM, type FormDefinition, keepModelBytes, keptModels } from '#forms'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import {
  type Context,
  many,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { slugFor } from '#platform/plain-words.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { quoted } from '#platform/ui/french.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { begin, title } from '../shown/begin.admin.ts'
import { ACTION, formAddress, HERE, RESERVED } from '../written/address.ts'
import { faultsOf } from '../written/faults.ts'
import { carriedModels } from '../written/models.ts'
import { asOf, isNameOf, ownTown } from '../written/owner.ts'
import { idIn, nameOf, readAny, readForm, save } from '../written/read.ts'
import type { FileFault } from './faults.ts'
import { type CarriedModel, withoutCarried } from './models.ts'
import { fileText, MOST_BYTES, readFile } from './file.ts'
import { FILE, filePage, IMPORT_AT, seenOf, type Standing, trialPage, type Way, WAYS } from './import.page.ts'

const face = 'admin'

/** GET /administration/formulaires/:formulaire/fichier: what is being written, else what is in force. */
const takeFile = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { form } = await readAny(tx, idIn(ctx))
    const models = await keptModels(ctx, tx, carriedModels(form).within)
    const headers = {
      'content-disposition': `attachment; filename="formulaire-${slugFor(form.id.replaceAll('-', ' '))}.json"`,
    }
    return { kind: 'bytes', body: fileText(form, models), type: 'application/json; charset=utf-8', headers }
  })

const shownFile = (
  ctx: Context,
  status: number,
  { faults = [], missing = null }: { faults?: readonly FileFault[]; missing?: string | null } = {},
): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(filePage(await adminFrame(ctx, tx), faults, missing), status))

async function standingOf(tx: Read, { id, owner }: FormDefinition): Promise<Standing> {
  const town = await ownTown(tx)
  if (owner !== town?.code || !isNameOf(town, id)) return { is: 'taken' }
  const taken = [
    ...(await published(tx, FORM)),
    ...(await drafts(tx)).filter(({ kind }) => kind === FORM.kind),
  ].some((kept) => kept.id === id)
  if (!taken)
    return slugFor(id.replaceAll('-', ' ')) === id && !RESERVED.includes(id)
      ? { is: 'fresh' }
      : { is: 'taken' }
  try {
    const { form, written } = await readForm(tx, id)
    return { is: 'known', form, isDrafted: written.draft !== null, version: written.live?.version ?? 0 }
  } catch (error) {
    // It was withdrawn, or its draft has not the shape of a form.
    if (error instanceof NotFound) return { is: 'taken' }
    throw error
  }
}

/** The file in pieces of as many characters as one value of a page may carry. */
const piecesOf = (text: string): string[] =>
  Buffer.from(text)
    .toString('base64url')
    .match(/.{1,90000}/g) ?? []
const textIn = (values: Values): string =>
  Buffer.from(many(values, 'contenu').join(''), 'base64url').toString()

interface Again {
  values?: Values
  problems?: readonly FieldProblem[]
  status?: number
}

/** What the file would change; or all that is wrong with it. */
async function shownTrial(
  ctx: Context,
  text: string,
  { values, problems = [], status }: Again,
): Promise<Reply> {
  const read = readFile(text)
  if ('faults' in read) return shownFile(ctx, 422, { faults: read.faults })
  const { form } = read
  // A file of another authority is judged as the copy that it would be.
  const own = asOf(await ctx.db.read(ctx.actor, ownTown), form)
  const faults = await faultsOf(ctx, withoutCarried(own, read.models))
  const typed =
    values === undefined
      ? { choix: '', titre: `${form.title} (copie)` }
      : { choix: one(values, 'choix'), titre: one(values, 'titre') }
  return ctx.db.read(ctx.actor, async (tx) => {
    const standing = await standingOf(tx, form)
    const said = [...faults.whole, ...[...faults.of.values()].flat()]
    const trial = {
      form,
      models: read.models,
      pieces: piecesOf(text),
      standing,
      faults: said,
      typed,
      problems,
    }
    return page(trialPage(await adminFrame(ctx, tx), trial), status ?? (problems.length > 0 ? 422 : 200))
  })
}

/** The text of the file that was chosen. @throws BadInput */
async function sent({ uploads, refusal }: Posted): Promise<string> {
  const refused = (message: string) => new BadInput([{ field: FILE, message }])
  const file = uploads.find(({ field }) => field === FILE)
  if (file === undefined) throw refused(refusal ?? 'Choisissez le fichier à importer.')
  const { size, content, kind } = file.arrived
  if (file.tooBig || size > MOST_BYTES)
    throw refused(
      'Ce fichier dépasse 1,3\u00a0Mo\u00a0: aucun formulaire n’est si long, même avec ses modèles.',
    )
  if (content === null)
    throw refused(
      kind === 'empty'
        ? 'Ce fichier est vide.'
        : 'Ce fichier n’est pas un formulaire exporté\u00a0: choisissez un fichier .json.',
    )
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await buffer(content.read()))
  } catch {
    throw refused('Ce fichier n’est pas du texte en UTF-8\u00a0: exportez-le de nouveau.')
  }
}

const KEPT = 'L’import est dans le brouillon\u00a0: rien n’est publié.'

const kept = z.object({
  choix: z.enum(WAYS, 'Choisissez ce qui est fait de ce fichier.'),
  titre: z.string().default(''),
  vu: z.coerce.number().default(0),
})

/** @returns the id of the form whose draft says it @throws Outdated when something was written there since */
async function keep(
  tx: Write,
  form: FormDefinition,
  { choix, titre, vu }: z.infer<typeof kept>,
): Promise<string> {
  const ways: Record<Way, () => Promise<string>> = {
    async nouveau() {
      await lockPublication(tx)
      if ((await standingOf(tx, form)).is !== 'fresh') throw new Outdated('Quelqu’un')
      await draft(tx, nameOf(form.id), { ...form })
      return form.id
    },
    async version() {
      const standing = await standingOf(tx, form)
      if (standing.is !== 'known' || seenOf(standing) !== vu) throw new Outdated('Quelqu’un')
      const commands = () => [{ do: 'replace' as const, to: form as never }]
      await save(tx, form.id, { of: (now) => now, seen: vu, commands })
      return form.id
    },
    copie: () => begin(tx, { ...form, title: copyTitle(titre) }),
  }
  return ways[choix]()
}

/** @throws BadInput beside it */
function copyTitle(typed: string): string {
  const read = title.type.safeParse(typed)
  if (read.success) return read.data
  throw new BadInput(read.error.issues.map(({ message }) => ({ field: 'titre', message })))
}

/** The models that came along, before the form that names them. @throws BadInput when one is refused, as any file is */
async function keepModels(ctx: Context, models: readonly CarriedModel[]): Promise<void> {
  await takeFileRoom(ctx, models.length)
  for (const model of models)
    try {
      await keepModelBytes(ctx, model, model.content)
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      const message = `Le modèle ${quoted(model.name)} n’est pas gardé. ${error.message}`
      throw new BadInput([{ field: 'choix', message }])
    }
}

const CHANGED =
  'Quelqu’un a écrit dans ce formulaire depuis\u00a0: ce que le fichier y change est comparé de nouveau ci-dessous.'

/** POST /administration/formulaires/importer/garder */
async function doKeep(ctx: Context, input: z.infer<typeof kept>, { values }: Posted): Promise<Reply> {
  const text = textIn(values)
  const read = readFile(text)
  if ('faults' in read) return shownFile(ctx, 422, { faults: read.faults })
  try {
    await keepModels(ctx, read.models)
    const id = await ctx.db.write(ctx.actor, (tx) => keep(tx, read.form, input))
    return redirect(formAddress(id), KEPT)
  } catch (error) {
    if (!(error instanceof Outdated)) throw error
    const problems = [{ field: 'choix', message: CHANGED }]
    return shownTrial(ctx, text, { values, problems, status: 409 })
  }
}

const importing = { action: ACTION, title: 'Importer un formulaire', face } as const

export const carriedRoutes: readonly Route[] = [
  { ...importing, get: IMPORT_AT, handle: (ctx: Context) => shownFile(ctx, 200) },
  post({
    ...importing,
    post: IMPORT_AT,
    input: z.object({}),
    takesFiles: 'sheets',
    handle: async (ctx, _input, posted) => shownTrial(ctx, await sent(posted), {}),
    again: (ctx, problems) => shownFile(ctx, 422, { missing: problems[0]?.message ?? null }),
  }),
  post({
    ...importing,
    post: `${IMPORT_AT}/garder`,
    title: 'Garder un formulaire importé',
    input: kept,
    handle: doKeep,
    again: (ctx, problems, { values }) => shownTrial(ctx, textIn(values), { values, problems }),
  }),
  {
    get: `${HERE}/:formulaire/fichier`,
    action: ACTION,
    title: 'Fichier d’un formulaire',
    face,
    handle: takeFile,
  },
]

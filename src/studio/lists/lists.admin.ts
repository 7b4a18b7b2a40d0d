// A reference list is begun, read, written, published, taken away as a file, withdrawn.
import { draft, drafts, edit, holdDraft, live, published, version, withdrawFor } from '#definitions'
import { bodyOf, type Drafted, draftRoutes, pastOf, type Written, writtenOf } from '#drafting'
import {
  allowedAt,
  type Answered,
  askList,
  csvOfTable,
  offeredOf,
  readings,
  REFERENCE,
  type ReferenceList,
} from '#lists'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { slugFor } from '#platform/plain-words.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { adminForm, adminFrame, adminList, territory } from '#territory'
import { z } from 'zod'
import { ACTION, listAddress, LISTS, RESERVED } from './address.ts'
import { importRoutes } from './import.admin.ts'
import { LIMITS } from './limits.ts'
import { listsList } from './list.ts'
import { listPage } from './page.ts'
import { ADDRESS_GROUP, ADDRESS_PART, AUTHORITY, NAME_GROUP, NEW_ADDRESS, TITLE } from './parts.ts'
import { usesOfLists } from './uses.ts'

const face = 'admin'

const idIn = ({ params }: Pick<Context, 'params'>): string => params.liste ?? ''

/** The page of a list, with why its draft is not published. @throws NotFound */
async function shownList(
  ctx: Context,
  tx: Read,
  id: string,
  problems: readonly string[],
  tried?: Answered,
): Promise<Html> {
  const name = { kind: REFERENCE, id }
  return listPage(await adminFrame(ctx, tx), {
    written: await writtenOf(tx, name),
    versions: await pastOf(tx, name),
    place: await territory(tx),
    offered: await offeredOf(tx, id),
    reading: (await readings(tx)).get(id),
    uses: (await usesOfLists(tx)).get(id) ?? [],
    ...(tried !== undefined && { tried }),
    problems,
  })
}

const show = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await shownList(ctx, tx, idIn(ctx), [])))

/** POST /administration/listes/:liste/essai: what its address gives now, as it is written. Nobody’s connection waits for it. */
const tryAddress = post({
  post: `${LISTS}/:liste/essai`,
  action: ACTION,
  title: 'Essayer l’adresse d’une liste',
  face,
  input: z.object({}),
  atOnce: 4,
  async handle(ctx) {
    const id = idIn(ctx)
    const { address } = bodyOf(await ctx.db.read(ctx.actor, (tx) => writtenOf(tx, { kind: REFERENCE, id })))
    if (address === undefined) throw new NotFound('Cette liste n’est pas lue à une adresse.')
    await throttle(ctx, `list:${ctx.actor.personId}`, LIMITS.listTrials)
    const tried = await askList(address, { fetch: guardedFetch, origins: ctx.config.listOrigins })
    return ctx.db.read(ctx.actor, async (tx) =>
      page(await shownList(ctx, tx, id, [], tried), 'why' in tried ? 422 : 200),
    )
  },
})

/** POST /administration/listes/:liste/versions: the draft says what that version did. */
const rollBack = post({
  post: `${LISTS}/:liste/versions`,
  action: ACTION,
  title: 'Revenir à une version d’une liste',
  face,
  input: z.object({ version: z.coerce.number().int().positive() }),
  async handle(ctx, { version: number }) {
    const name = { kind: REFERENCE, id: idIn(ctx) }
    await ctx.db.write(ctx.actor, async (tx) => {
      const to = await version(tx, REFERENCE, name.id, number)
      await holdDraft(tx, name)
      await edit(tx, name, [{ do: 'replace', to: to as never }])
    })
    return redirect(
      listAddress(name.id),
      `Le brouillon reprend la version ${number}\u00a0: relisez, puis publiez.`,
    )
  },
})

const authorities = async (tx: Read) =>
  (await territory(tx)).authorities.map(({ code, name }) => [code, name] as const)

/** The operator says which sites are read: said where the address is typed, and held when it is read. */
function notAllowed(
  { draft: made }: Written<ReferenceList>,
  { config }: Pick<Context, 'config'>,
): FieldProblem[] {
  const url = made?.address?.url
  if (url === undefined || url === '' || allowedAt(url, config.listOrigins) !== null) return []
  const known = config.listOrigins.length === 0 ? 'aucun pour le moment' : config.listOrigins.join(', ')
  return [
    {
      field: ADDRESS_PART,
      message: `Ce site n’est pas de ceux que l’exploitant de la plateforme laisse lire (${known}).`,
    },
  ]
}

const WRITTEN: Drafted<ReferenceList> = {
  kind: REFERENCE,
  at: LISTS,
  param: 'liste',
  groups: [NAME_GROUP, ADDRESS_GROUP],
  back: 'Revenir à la liste',
  titleOf: ({ title }) => title,
  choices: async (tx) => ({ collectivite: await authorities(tx) }),
  refuse: notAllowed,
  page: shownList,
}

const WAYS = ['tableau', 'adresse'] as const

const BEGUN = formOf({
  titre: TITLE,
  collectivite: AUTHORITY,
  sorte: field({
    label: 'D’où viennent ses lignes',
    control: [
      ['tableau', 'Un tableau', 'Importé d’un fichier CSV ou ODS, 5\u00a0000 lignes au plus.'],
      ['adresse', 'Une adresse', 'Qui donne du JSON, relue d’elle-même.'],
    ],
    type: z.enum(WAYS, 'Choisissez d’où viennent ses lignes.'),
  }),
})

/** A new list, in a draft. @returns its id @throws BadInput on `titre` */
async function beginList(
  tx: Write,
  { titre, collectivite, sorte }: { titre: string; collectivite: string; sorte: (typeof WAYS)[number] },
): Promise<string> {
  const id = slugFor(titre)
  const taken = [
    ...(await published(tx, REFERENCE)),
    ...(await drafts(tx)).filter(({ kind }) => kind === REFERENCE.kind),
  ]
  if (id === '' || RESERVED.includes(id) || taken.some((one) => one.id === id))
    throw new BadInput([
      { field: 'titre', message: 'Une liste porte déjà ce nom, ou l’a porté\u00a0: choisissez-en un autre.' },
    ])
  const own = sorte === 'tableau' ? { rows: [] } : { address: { ...NEW_ADDRESS } }
  await draft(tx, { kind: REFERENCE, id }, { id, title: titre, authority: collectivite, ...own })
  return id
}

const begin = adminForm({
  at: `${LISTS}/nouvelle`,
  action: ACTION,
  title: 'Nouvelle liste de référence',
  form: BEGUN,
  button: 'Commencer le brouillon',
  back: { href: LISTS, label: 'Toutes les listes' },
  async shown(tx) {
    const { metropolis } = await territory(tx)
    return {
      typed: { collectivite: metropolis.code, sorte: 'tableau' },
      choices: { collectivite: await authorities(tx) },
    }
  },
  async act(tx, typed) {
    const id = await beginList(tx, typed)
    const to = typed.sorte === 'tableau' ? `${listAddress(id)}/importer` : `${listAddress(id)}/adresse`
    return redirect(to, 'Le brouillon est commencé\u00a0: rien n’est publié.')
  },
})

const withdraw = adminForm({
  at: `${LISTS}/:liste/retirer`,
  action: ACTION,
  title: 'Retirer une liste de référence',
  form: formOf({}),
  button: 'Retirer cette liste',
  back: { href: `${LISTS}/:liste`, label: 'Revenir à la liste' },
  async shown(tx, ctx) {
    const one = (await live(tx, REFERENCE)).find(({ id }) => id === idIn(ctx))
    return {
      title: `Retirer\u00a0: ${one?.body.title ?? idIn(ctx)}`,
      intro: html`<p class="reading">Plus aucune question ne pourra la choisir. Les réponses déjà envoyées gardent leur valeur et leur intitulé. Son nom n’est pas repris.</p>`,
    }
  },
  // Withdrawal is the system’s, in a transaction of its own.
  async act(_, _typed, { db, actor, defining, params }) {
    const problems = await withdrawFor(db, actor, defining, { kind: REFERENCE, id: params.liste ?? '' })
    if (problems.length > 0)
      throw new BadInput(problems.map(({ sentence }) => ({ field: '', message: sentence })))
    return redirect(LISTS, 'La liste est retirée.')
  },
})

/** GET /administration/listes/:liste/csv: what is being written, else what is in force; of an address, what was read. */
const takeCsv = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const id = idIn(ctx)
    const list = bodyOf(await writtenOf(tx, { kind: REFERENCE, id }))
    const rows = list.rows ?? [...((await offeredOf(tx, id))?.entries ?? [])]
    return {
      kind: 'bytes',
      body: csvOfTable({ ...(list.columns !== undefined && { columns: list.columns }), rows }),
      type: 'text/csv; charset=utf-8',
      headers: { 'content-disposition': `attachment; filename="liste-${id}.csv"` },
    }
  })

export const listRoutes: readonly Route[] = [
  ...adminList(listsList),
  ...begin,
  ...draftRoutes(WRITTEN),
  ...withdraw,
  ...importRoutes,
  tryAddress,
  rollBack,
  { get: `${LISTS}/:liste/csv`, action: ACTION, title: 'Liste en CSV', face, handle: takeCsv },
  { get: `${LISTS}/:liste`, action: ACTION, title: 'Liste de référence', face, handle: show },
]

// A grid of rights is read, begun, written, published and withdrawn.
import { draft, drafts, live, published, withdrawFor } from '#definitions'
import { type Drafted, draftRoutes, pastOf, writtenOf } from '#drafting'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { slugFor } from '#platform/plain-words.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { register } from '#register'
import { adminForm, adminFrame, territory } from '#territory'
import { z } from 'zod'
import type { Grid } from '../definition.ts'
import { GRID } from '../kind.ts'
import { withNames } from '../words.ts'
import { gridAddress, HERE } from './address.ts'
import { gridPage } from './page.ts'
import { GROUPS } from './parts.ts'

const action = 'definition.draft'

/** The page of a grid, with why its draft is not published. @throws NotFound */
async function shownGrid(ctx: Context, tx: Read, id: string, problems: readonly string[]): Promise<Html> {
  const name = { kind: GRID, id }
  const [written, versions, place] = [await writtenOf(tx, name), await pastOf(tx, name), await territory(tx)]
  const named = (changes: readonly string[]) => withNames(changes, place.communes)
  return gridPage(await adminFrame(ctx, tx), {
    written: { ...written, changes: named(written.changes) },
    versions: versions.map((past) => ({ ...past, changes: named(past.changes) })),
    place,
    mayWrite: metropolitanAdministrator.ever(ctx.actor),
    problems,
  })
}

/** GET /administration/pass/droits/:grille */
export const showGrid = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(await shownGrid(ctx, tx, ctx.params.grille ?? '', [])))

const GRIDS: Drafted<Grid> = {
  kind: GRID,
  at: HERE,
  param: 'grille',
  groups: GROUPS,
  back: 'Revenir à la grille',
  titleOf: ({ title }) => title,
  async choices(tx) {
    const place = await territory(tx)
    const { entries } = await register(tx)
    return {
      responsable: place.authorities.map(({ code, name }) => [code, name] as const),
      fiche: entries.map(({ id, title }) => [id, title] as const),
    }
  },
  page: shownGrid,
}

const BEGUN = formOf({
  titre: field({
    label: 'Nom de la grille',
    control: 'line',
    type: lineOf(200).pipe(z.string().min(1, 'Donnez-lui un nom.')),
  }),
  comme: field({
    label: 'Elle commence comme',
    hint: 'Tout en est repris\u00a0: relisez, changez ce qui diffère, puis publiez.',
    control: { list: [] },
    type: z.string(),
  }),
})

/** Addresses beside those of grids. */
const RESERVED = ['nouvelle', 'fichier']

/** A new grid begins as another, in a draft. @returns its id @throws BadInput on `titre` or `comme` */
async function beginGrid(tx: Write, { title, like }: { title: string; like: string }): Promise<string> {
  const known = await published(tx, GRID)
  const model = known.find(({ id }) => id === like)
  if (model === undefined)
    throw new BadInput([{ field: 'comme', message: 'Choisissez une grille en vigueur.' }])
  const id = slugFor(title)
  const taken = [...known, ...(await drafts(tx)).filter(({ kind }) => kind === GRID.kind)]
  if (id === '' || id.length > 60 || RESERVED.includes(id) || taken.some((one) => one.id === id))
    throw new BadInput([
      { field: 'titre', message: 'Ce nom sert déjà, ou a servi\u00a0: choisissez-en un autre.' },
    ])
  await draft(tx, { kind: GRID, id }, { ...model.body, id, title })
  return id
}

const begin = adminForm({
  at: `${HERE}/nouvelle`,
  action,
  title: 'Nouvelle grille de droits',
  form: BEGUN,
  button: 'Commencer le brouillon',
  back: { href: HERE, label: 'Droits du pass' },
  async shown(tx) {
    const models = await published(tx, GRID)
    return { choices: { comme: models.map(({ id, body }) => [id, body.title] as const) } }
  },
  async act(tx, { titre, comme }) {
    const id = await beginGrid(tx, { title: titre, like: comme })
    return redirect(gridAddress(id), 'Le brouillon est commencé\u00a0: rien n’est publié.')
  },
})

const withdraw = adminForm({
  at: `${HERE}/:grille/retirer`,
  action,
  title: 'Retirer une grille de droits',
  form: formOf({}),
  button: 'Retirer cette grille',
  back: { href: `${HERE}/:grille`, label: 'Revenir à la grille' },
  async shown(tx, { params }) {
    const one = (await live(tx, GRID)).find(({ id }) => id === params.grille)
    return {
      title: `Retirer\u00a0: ${one?.body.title ?? params.grille ?? ''}`,
      intro: html`<p class="reading">Personne ne reçoit plus de droit par cette grille. Ce qui a été donné reste, jusqu’à sa fin. Son nom n’est pas repris.</p>`,
    }
  },
  // Withdrawal is the system’s, in a transaction of its own.
  async act(_, _typed, { db, actor, defining, params }) {
    const problems = await withdrawFor(db, actor, defining, { kind: GRID, id: params.grille ?? '' })
    if (problems.length > 0)
      throw new BadInput(problems.map(({ sentence }) => ({ field: '', message: sentence })))
    return redirect(HERE, 'La grille est retirée.')
  },
})

export const writeRoutes: readonly Route[] = [...begin, ...draftRoutes(GRIDS), ...withdraw]

// The rows of a grid on screen: one is added, changed or taken away in the draft; what the others have; each tried before it is written.
import { type Command, commanded, compare } from '#definitions'
import { bodyOf, writeCommands, writtenOf } from '#drafting'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { slugFor } from '#platform/plain-words.ts'
import { type Choice, field } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { adminForm, territory } from '#territory'
import { z } from 'zod'
import { FACTS } from '../../proof/facts.ts'
import type { Grid, GridRow } from '../definition.ts'
import { GRID } from '../kind.ts'
import { factsIn, faultSentences } from '../problems.ts'
import { conditionWords, type Place, withNames } from '../words.ts'
import { gridAddress, HERE } from './address.ts'
import { conditionOf, NEW_ROW, ROW, typedOf } from './row-form.ts'

const action = 'definition.draft'
const back = { href: `${HERE}/:grille`, label: 'Revenir à la grille' }
const button = 'Garder dans le brouillon'

interface AsWritten {
  grid: Grid
  edition: number
  places: readonly Place[]
}

/** The grid of the address as it is being written. @throws NotFound */
async function readGrid(tx: Read, { params }: Context): Promise<AsWritten> {
  const written = await writtenOf(tx, nameOf(params.grille ?? ''))
  const { communes } = await territory(tx)
  return { grid: bodyOf(written), edition: written.edition, places: communes }
}

const nameOf = (id: string) => ({ kind: GRID, id })

/** @throws NotFound */
function rowOf({ rows }: Grid, { params }: Context): GridRow {
  const row = rows.find(({ id }) => id === params.ligne)
  if (row === undefined) throw new NotFound('Cette ligne n’est plus dans la grille.')
  return row
}

const withCommands = (grid: Grid, commands: readonly Command[]): Grid =>
  commanded(nameOf(grid.id), { ...grid }, commands) as unknown as Grid

/** With how surely each fact must be known: asked of one that is read for the first time, and of one that is read no more, no longer. */
function withProofs(grid: Grid, commands: readonly Command[]): Command[] {
  const read = factsIn(withCommands(grid, commands))
  const changed = FACTS.flatMap((fact): Command[] => {
    const [isRead, isAsked, at] = [read.includes(fact), grid.proofs[fact] !== undefined, ['proofs', fact]]
    if (isRead === isAsked) return []
    return isRead ? [{ do: 'set', at, to: fact === 'age' ? 'declared' : 'seen' }] : [{ do: 'remove', at }]
  })
  return [...commands, ...changed]
}

/** What would change, and what the proof then says. */
function trial({ grid, places }: AsWritten, commands: readonly Command[]): Html {
  const made = withCommands(grid, commands)
  const changes = withNames(compare(GRID, grid, made), places)
  const faults = faultSentences(made, places)
  const said =
    changes.length === 0
      ? html`<p>Rien ne change.</p>`
      : html`<ul>${changes.map((one) => html`<li>${one}</li>`)}</ul>`
  const proof =
    faults.length === 0
      ? notice('good', 'Prouvé', html`<p>Chaque cas garde une réponse, et une seule.</p>`)
      : notice(
          'warn',
          'À revoir avant de publier',
          html`<ul>${faults.map((one) => html`<li>${one}</li>`)}</ul>`,
        )
  return panel('Ce que cela change', html`${said}${proof}`)
}

/** @throws Outdated when somebody wrote since */
async function write(tx: Write, { id }: Grid, commands: readonly Command[], seen: number): Promise<Reply> {
  await writeCommands(tx, nameOf(id), commands, seen)
  return redirect(gridAddress(id), 'Gardé dans le brouillon\u00a0: relisez, puis publiez.')
}

const choicesIn = ({ grid, places }: AsWritten): Record<string, readonly Choice[]> => ({
  classe: [['', 'Choisissez'], ...grid.classes.map(({ id, label }): Choice => [id, label])],
  communes: places.map(({ code, name }): Choice => [code, name]),
})

type RowInput = ReadFields<(typeof ROW)['fields']>

/** @throws BadInput beside what is missing or goes the wrong way */
function said(input: RowInput): Pick<GridRow, 'when' | 'class'> {
  const [from, to] = [input['age-du'], input['age-au']]
  if (from !== '' && to !== '' && Number(from) > Number(to))
    throw new BadInput([{ field: 'age-au', message: 'Écrivez un âge qui ne vient pas avant l’autre.' }])
  if (input.residence === 'some' && input.communes.length === 0)
    throw new BadInput([{ field: 'communes', message: 'Choisissez au moins une commune.' }])
  return { when: conditionOf(input), class: input.classe }
}

function added(read: AsWritten, input: RowInput & { nom: string }): Command[] {
  const id = slugFor(input.nom)
  if (id === '' || RESERVED.includes(id) || read.grid.rows.some((row) => row.id === id))
    throw new BadInput([
      { field: 'nom', message: 'Une ligne porte déjà ce nom\u00a0: choisissez-en un autre.' },
    ])
  const { when, class: given } = said(input)
  return withProofs(read.grid, [
    { do: 'add', at: ['rows'], item: { id, label: input.nom, when: when as never, class: given } },
  ])
}
/** In addresses beside those of rows. */
const RESERVED = ['nouvelle']

function changed(grid: Grid, row: GridRow, input: RowInput): Command[] {
  const { when, class: given } = said(input)
  return withProofs(grid, [
    { do: 'set', at: ['rows', row.id, 'when'], to: when as never },
    { do: 'set', at: ['rows', row.id, 'class'], to: given },
  ])
}

const add = adminForm({
  at: `${HERE}/:grille/lignes/nouvelle`,
  action,
  title: 'Ajouter une ligne',
  form: NEW_ROW,
  button,
  back,
  async shown(tx, ctx) {
    const read = await readGrid(tx, ctx)
    const typed = { lien: 'all', residence: '' }
    return {
      title: `Ajouter une ligne\u00a0: ${read.grid.title}`,
      typed,
      choices: choicesIn(read),
      version: read.edition,
    }
  },
  async tried(tx, input, ctx) {
    const read = await readGrid(tx, ctx)
    return trial(read, added(read, input))
  },
  async act(tx, input, ctx, seen) {
    const read = await readGrid(tx, ctx)
    return write(tx, read.grid, added(read, input), seen)
  },
})

const change = adminForm({
  at: `${HERE}/:grille/lignes/:ligne/changer`,
  action,
  title: 'Changer une ligne',
  form: ROW,
  button,
  back,
  async shown(tx, ctx) {
    const read = await readGrid(tx, ctx)
    const row = rowOf(read.grid, ctx)
    const typed = typedOf(row.when)
    return {
      title: `Changer une ligne\u00a0: ${row.label}`,
      typed: { lien: 'all', residence: '', ...typed, classe: row.class },
      choices: choicesIn(read),
      version: read.edition,
      intro:
        typed === null &&
        notice(
          'info',
          'Cette condition ne se dit pas par ces listes',
          html`<p>Elle vaut ${conditionWords(row.when, read.places)}. Ce que vous choisissez ici la remplace entière.</p>`,
        ),
    }
  },
  async tried(tx, input, ctx) {
    const read = await readGrid(tx, ctx)
    return trial(read, changed(read.grid, rowOf(read.grid, ctx), input))
  },
  async act(tx, input, ctx, seen) {
    const read = await readGrid(tx, ctx)
    return write(tx, read.grid, changed(read.grid, rowOf(read.grid, ctx), input), seen)
  },
})

const removed = (grid: Grid, row: GridRow): Command[] =>
  withProofs(grid, [{ do: 'remove', at: ['rows', row.id] }])

const remove = adminForm({
  at: `${HERE}/:grille/lignes/:ligne/retirer`,
  action,
  title: 'Retirer une ligne',
  form: formOf({}),
  button: 'Retirer du brouillon',
  back,
  async shown(tx, ctx) {
    const read = await readGrid(tx, ctx)
    const row = rowOf(read.grid, ctx)
    return {
      title: `Retirer une ligne\u00a0: ${row.label}`,
      version: read.edition,
      intro: trial(read, removed(read.grid, row)),
    }
  },
  async act(tx, _input, ctx, seen) {
    const read = await readGrid(tx, ctx)
    return write(tx, read.grid, removed(read.grid, rowOf(read.grid, ctx)), seen)
  },
})

const [NOTHING, NOBODY] = ['-', '']

const OTHERS = formOf({
  autres: field({
    label: 'Qui ne remplit aucune ligne',
    control: { list: [] },
    type: z.string(),
    medium: true,
  }),
})

function othersGiven(to: string): Command[] {
  return to === NOTHING
    ? [{ do: 'remove', at: ['otherwise'] }]
    : [{ do: 'set', at: ['otherwise'], to: to === NOBODY ? null : to }]
}

const others = adminForm({
  at: `${HERE}/:grille/autres`,
  action,
  title: 'Ce qu’ont les autres',
  form: OTHERS,
  button,
  back,
  async shown(tx, ctx) {
    const { grid, edition } = await readGrid(tx, ctx)
    return {
      title: `Ce qu’ont les autres\u00a0: ${grid.title}`,
      typed: { autres: grid.otherwise === undefined ? NOTHING : (grid.otherwise ?? NOBODY) },
      version: edition,
      choices: {
        autres: [
          [NOBODY, 'N’a aucun droit'],
          ...grid.classes.map(({ id, label }): Choice => [id, label]),
          [NOTHING, 'Ne doit pas exister\u00a0: chaque cas a sa ligne'],
        ],
      },
    }
  },
  async tried(tx, { autres }, ctx) {
    const read = await readGrid(tx, ctx)
    return trial(read, isSame(read.grid, autres) ? [] : othersGiven(autres))
  },
  async act(tx, { autres }, ctx, seen) {
    const read = await readGrid(tx, ctx)
    if (isSame(read.grid, autres)) return redirect(gridAddress(read.grid.id), 'Rien n’a changé.')
    return write(tx, read.grid, othersGiven(autres), seen)
  },
})

const isSame = ({ otherwise }: Grid, typed: string): boolean =>
  typed === (otherwise === undefined ? NOTHING : (otherwise ?? NOBODY))

export const rowRoutes: readonly Route[] = [...add, ...change, ...remove, ...others]

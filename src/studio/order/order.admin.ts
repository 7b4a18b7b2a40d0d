// A question moved after another; all of them numbered, with what it makes before it is done.
import { type Command, commanded } from '#definitions'
import type { FormDefinition } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, type Field, whole } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { panel } from '#platform/ui/desk.ts'
import { adminForm } from '#territory'
import { z } from 'zod'
import { ACTION, BACK, elementAddress, formAddress, HERE } from '../written/address.ts'
import { placedIn, questionIn, whereWords } from '../written/elements.ts'
import { change, idIn, nameOf, readForm, save, shownNumber } from '../written/read.ts'
import { type Goal, movedTo, renumbered } from './move.ts'

const AFTER = 'apres.'
const FIRST = 'page.'

/** Where it may go: first of each page, or after any other. */
function placesFor(form: FormDefinition, id: string): Choice[] {
  const all = placedIn(form)
  const { block, page: own } = questionIn(form, id)
  if (block !== undefined)
    return [
      [FIRST + own.id, `Au début de «\u00a0${block.label}\u00a0»`],
      ...(block.questions ?? [])
        .filter((one) => one.id !== id)
        .map((one): Choice => [AFTER + one.id, `Après ${one.label}`]),
    ]
  return form.pages.flatMap((page, at): Choice[] => [
    [FIRST + page.id, `Au début de la page ${at + 1}, ${page.title}`],
    ...all
      .filter((one) => one.page === page && one.field.id !== id)
      .map((one): Choice => [AFTER + one.field.id, `Après ${one.number}. ${one.field.label}`]),
  ])
}

const goalOf = (typed: string): Goal =>
  typed.startsWith(AFTER) ? { after: typed.slice(AFTER.length) } : { page: typed.slice(FIRST.length) }

const questionId = ({ params }: Context): string => params.question ?? ''

const moveRoutes = adminForm({
  at: `${HERE}/:formulaire/questions/:question/deplacer`,
  action: ACTION,
  title: 'Déplacer une question',
  form: formOf({
    place: field({
      label: 'La mettre',
      control: { list: [] },
      type: z.string().regex(/^(apres|page)\./, 'Choisissez sa place.'),
    }),
  }),
  button: 'Déplacer',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const { field: question, number, page, block } = questionIn(form, questionId(ctx))
    const beside = block?.questions ?? page.fields
    const before = beside[beside.indexOf(question) - 1]
    return {
      title: `Déplacer la question ${number}\u00a0: ${question.label}`,
      typed: { place: before === undefined ? FIRST + page.id : AFTER + before.id },
      choices: { place: placesFor(form, question.id) },
    }
  },
  async act(tx, { place }, ctx) {
    const id = questionId(ctx)
    const form = await change(tx, idIn(ctx), (now) => movedTo(now, id, goalOf(place)))
    return redirect(elementAddress(form.id, id), whereWords(form, id))
  },
})

const numberField = (label: string, most: number): Field<unknown> =>
  field({ label, control: 'line', medium: true, type: whole(1, most) })

const PREFIX = 'n-'

const numbersOf = async (tx: Read, ctx: Context) => {
  const { form } = await readForm(tx, idIn(ctx))
  const all = placedIn(form)
  return formOf<Record<string, Field<unknown>>>(
    Object.fromEntries(all.map(({ field: one }) => [PREFIX + one.id, numberField(one.label, all.length)])),
  )
}

const made = (form: FormDefinition, commands: readonly Command[]): FormDefinition =>
  commanded(nameOf(form.id), { ...form }, commands) as unknown as FormDefinition

/** The numbers that were changed. @throws BadInput when two questions take one place */
function changedNumbers(form: FormDefinition, typed: Readonly<Record<string, unknown>>): Map<string, number> {
  const changed = new Map<string, number>()
  const taken = new Map<number, string>()
  for (const { field: one, number } of placedIn(form)) {
    const wanted = Number(typed[PREFIX + one.id])
    if (!Number.isInteger(wanted) || wanted === number) continue
    const other = taken.get(wanted)
    if (other !== undefined)
      throw new BadInput([
        { field: PREFIX + one.id, message: `Le numéro ${wanted} est aussi donné à «\u00a0${other}\u00a0».` },
      ])
    taken.set(wanted, one.label)
    changed.set(one.id, wanted)
  }
  return changed
}

const order = (form: FormDefinition) => placedIn(form).map(({ page, field: one }) => [page.id, one.id])

const orderRoutes = adminForm({
  at: `${HERE}/:formulaire/ordre`,
  action: ACTION,
  title: 'Changer l’ordre par numéros',
  form: numbersOf,
  triedButton: 'Voir l’ordre que cela donne',
  button: 'Garder cet ordre',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    return {
      title: `Ordre des questions\u00a0: ${form.title}`,
      typed: Object.fromEntries(
        placedIn(form).map(({ field: one, number }) => [PREFIX + one.id, String(number)]),
      ),
      version: shownNumber(order(form)),
      intro: html`<p class="reading">Changez le numéro de celles qui bougent, et d’elles seules. Une question va dans la page de celle qu’elle suit alors.</p>`,
    }
  },
  async tried(tx, typed, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const then = made(form, renumbered(form, changedNumbers(form, typed), made))
    const all = placedIn(then)
    return panel(
      'L’ordre que cela donne',
      html`${then.pages.map((page, at) => html`<h3>Page ${at + 1}. ${page.title}</h3><ul>${all.filter((one) => one.page === page).map((one) => html`<li>${one.number}. ${one.field.label}</li>`)}</ul>`)}`,
    )
  },
  async act(tx, typed, ctx, seen) {
    let first = ''
    const form = await save(tx, idIn(ctx), {
      ...{ of: order, seen },
      commands(now) {
        const numbers = changedNumbers(now, typed)
        first = [...numbers.keys()][0] ?? ''
        return renumbered(now, numbers, made)
      },
    })
    return first === ''
      ? redirect(formAddress(form.id), 'Rien n’a changé.')
      : redirect(elementAddress(form.id, first), whereWords(form, first))
  },
})

export const orderForms: readonly Route[] = [...moveRoutes, ...orderRoutes]

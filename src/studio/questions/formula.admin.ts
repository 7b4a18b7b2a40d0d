// What a question that is worked out gives: written in lines chosen from lists, read back in French before it is kept.
import type { Command } from '#definitions'
import type { Field as Question, FormDefinition } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { type Choice, field, type Field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { type Formula, formulaSchema } from '#rules'
import { adminForm } from '#territory'
import { z } from 'zod'
import { ACTION, BACK, elementAddress, HERE } from '../written/address.ts'
import { type Placed, questionIn, questionWay } from '../written/elements.ts'
import { idIn, readForm, save, shownNumber } from '../written/read.ts'
import { ACTS, formulaFrom, formulaIn, formulaWords, operands, stepsOf, type Steps } from './formula-lines.ts'

const MOST = 8
const KEPT = 'garder'

const actName = (at: number): string => `faire-${at + 1}`
const whatName = (at: number): string => `quoi-${at + 1}`
const valueName = (at: number): string => `valeur-${at + 1}`

type Panel = Record<string, Field<unknown>>
type Typed = Readonly<Record<string, unknown>>

/** @throws NotFound for a question that one answers */
function placedIn(form: FormDefinition, { params }: Context): Placed {
  const placed = questionIn(form, params.question ?? '')
  if (placed.field.type !== 'computed')
    throw new NotFound('Cette question ne se calcule pas\u00a0: on y répond.')
  return placed
}

/** Steps that stand open; the others are folded until something is in them. */
const OPEN = 3
const foldedAt = (at: number): Partial<Field> => (at < OPEN ? {} : { under: 'D’autres étapes' })

const listed = (label: string, list: readonly Choice[], more: Partial<Field>): Field<unknown> =>
  field<unknown>({
    ...{ label, optional: true, control: { list } },
    ...more,
    type: z.string().refine((typed) => list.some(([known]) => known === typed), 'Choisissez dans la liste.'),
  })

function panelOf(form: FormDefinition, question: Question): Panel {
  const lists = operands(form, question.id)
  const kept: Choice[] =
    stepsOf(formulaIn(question)) === null ? [[KEPT, 'Le calcul d’aujourd’hui, tel qu’il est']] : []
  // What is done takes a whole line, with what and its number the next one: a step reads from left to right.
  const lines = Array.from({ length: MOST }, (_, at) => [
    ...(at === 0
      ? []
      : [[actName(at), listed(`Étape ${at + 1}\u00a0: opération`, ACTS, foldedAt(at))] as const]),
    [
      whatName(at),
      listed(at === 0 ? 'Partir de' : `Étape ${at + 1}\u00a0: avec`, at === 0 ? [...kept, ...lists] : lists, {
        ...{ medium: true, optional: at > 0, ...foldedAt(at) },
      }),
    ] as const,
    [
      valueName(at),
      field<unknown>({
        ...{ label: at === 0 ? 'Nombre de départ' : `Étape ${at + 1}\u00a0: nombre`, optional: true },
        ...{ medium: true, control: 'line', type: lineOf(20), ...foldedAt(at) },
      }),
    ] as const,
  ]).flat()
  return {
    ...Object.fromEntries(lines),
    bareme: field<unknown>({
      label: 'Barème',
      hint: 'Pour un tarif selon ce résultat\u00a0: un seuil par ligne, «\u00a0400 | 1,20\u00a0», puis «\u00a0au-delà | 4,50\u00a0». Vide, le résultat est gardé tel quel.',
      optional: true,
      control: 'text',
      type: z.string().max(5000, 'C’est trop long.'),
    }),
  }
}

const stepsTyped = (typed: Typed): Steps => ({
  steps: Array.from({ length: MOST }, (_, at) => ({
    act: String(typed[actName(at)] ?? ''),
    what: String(typed[whatName(at)] ?? ''),
    value: String(typed[valueName(at)] ?? ''),
  })),
  table: String(typed.bareme ?? ''),
})

/** @throws BadInput beside the line that says nothing */
function saidBy(typed: Typed, question: Question): Formula {
  const now = formulaIn(question)
  if (typed[whatName(0)] === KEPT && now !== undefined) return now
  const made = formulaFrom(stepsTyped(typed))
  if ('wrong' in made)
    throw new BadInput([
      'table' in made.wrong
        ? { field: 'bareme', message: made.wrong.table }
        : made.wrong.what === 'value'
          ? { field: valueName(made.wrong.line), message: 'Écrivez un nombre, en chiffres.' }
          : { field: whatName(made.wrong.line), message: 'Choisissez avec quoi.' },
    ])
  if (made.formula === null)
    throw new BadInput([{ field: whatName(0), message: 'Dites d’où part le calcul.' }])
  const read = formulaSchema.safeParse(made.formula)
  if (!read.success)
    throw new BadInput(read.error.issues.map(({ message }) => ({ field: whatName(0), message })))
  return read.data
}

export const formulaForms: readonly Route[] = adminForm({
  at: `${HERE}/:formulaire/questions/:question/calcul`,
  action: ACTION,
  title: 'Ce que calcule une question',
  async form(tx: Read, ctx: Context) {
    const { form } = await readForm(tx, idIn(ctx))
    return formOf(panelOf(form, placedIn(form, ctx).field))
  },
  triedButton: 'Lire le calcul',
  button: 'Garder dans le brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const { field: question, number } = placedIn(form, ctx)
    const formula = formulaIn(question)
    const steps = stepsOf(formula)
    return {
      title: `Calcul de la question ${number}\u00a0: ${question.label}`,
      typed: {
        ...(steps === null && { [whatName(0)]: KEPT }),
        ...Object.fromEntries(
          (steps?.steps ?? []).flatMap(({ act, what, value }, at) => [
            [actName(at), act],
            [whatName(at), what],
            [valueName(at), value],
          ]),
        ),
        bareme: steps?.table ?? '',
      },
      version: shownNumber(formula),
      intro: html`<p>${formula === undefined ? 'Rien n’est encore calculé.' : `Aujourd’hui\u00a0: ${formulaWords(form, formula)}.`}</p><p class="meta">Chaque étape part de ce que donnent celles d’avant. Un nombre ne se remplit qu’après «&nbsp;Un nombre, écrit à côté&nbsp;».</p>`,
    }
  },
  async tried(tx, typed, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const formula = saidBy(typed, placedIn(form, ctx).field)
    return notice('info', 'Cela se lit', html`<p>${formulaWords(form, formula)}</p>`)
  },
  async act(tx, typed, ctx, seen) {
    const form = await save(tx, idIn(ctx), {
      of: (now) => formulaIn(placedIn(now, ctx).field),
      seen,
      commands(now): Command[] {
        const placed = placedIn(now, ctx)
        const to = saidBy(typed, placed.field)
        return canonicalJson(formulaIn(placed.field) ?? null) === canonicalJson(to)
          ? []
          : [{ do: 'set', at: [...questionWay(placed), 'formula'], to: to as never }]
      },
    })
    return redirect(elementAddress(form.id, ctx.params.question ?? ''), 'Gardé dans le brouillon.')
  },
})

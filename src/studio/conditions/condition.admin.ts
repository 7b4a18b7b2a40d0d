// When a page is shown, a question asked, or an answer required: conditions chosen from lists, read back as a sentence before they are kept.
import type { Command } from '#definitions'
import { type FormDefinition, labelsOf } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, type Field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { type Condition, conditionSchema, conditionSentence } from '#rules'
import { adminForm, territory } from '#territory'
import { z } from 'zod'
import { ACTION, BACK, elementAddress, HERE } from '../written/address.ts'
import { pageIn, pageWay, questionIn, questionWay } from '../written/elements.ts'
import { idIn, readForm, save, shownNumber } from '../written/read.ts'
import { conditionOf, lineChoices, type Lines, linesOf } from './lines.ts'

/** Lines to fill beyond those that stand. */
const MORE_LINES = 2
const MOST_LINES = 20

/** What a condition decides. */
interface Decided {
  /** In the address, after that of its element. */
  at: string
  title: string
  none: string
  says: (sentence: string) => string
  property: 'showIf' | 'requiredIf'
  of: (form: FormDefinition, ctx: Context) => Of
}

interface Of {
  id: string
  label: string
  way: readonly string[]
  condition: Condition | undefined
  isOptional: boolean
}

const questionOf =
  (property: 'showIf' | 'requiredIf') =>
  (form: FormDefinition, { params }: Context): Of => {
    const placed = questionIn(form, params.question ?? '')
    return {
      id: placed.field.id,
      label: `question ${placed.number}, ${placed.field.label}`,
      way: questionWay(placed),
      condition: placed.field[property],
      isOptional: placed.field.optional === true,
    }
  }

const DECIDED: readonly Decided[] = [
  {
    at: 'questions/:question/quand',
    title: 'Quand poser une question',
    none: 'Elle est posée à tous ceux qui arrivent à sa page.',
    says: (sentence) => `Posée ${sentence}.`,
    property: 'showIf',
    of: questionOf('showIf'),
  },
  {
    at: 'questions/:question/obligatoire',
    title: 'Quand une réponse est obligatoire',
    none: 'Elle est obligatoire toujours, ou jamais, comme le dit sa page.',
    says: (sentence) => `Obligatoire ${sentence}.`,
    property: 'requiredIf',
    of: questionOf('requiredIf'),
  },
  {
    at: 'pages/:page/quand',
    title: 'Quand montrer une page',
    none: 'Elle est montrée à tous.',
    says: (sentence) => `Montrée ${sentence}.`,
    property: 'showIf',
    of(form, { params }) {
      const page = pageIn(form, params.page ?? '')
      return {
        id: page.id,
        label: `page ${form.pages.indexOf(page) + 1}, ${page.title}`,
        way: pageWay(page.id),
        condition: page.showIf,
        isOptional: false,
      }
    },
  },
]

const whatName = (at: number): string => `quoi-${at + 1}`
const valueName = (at: number): string => `valeur-${at + 1}`

async function communesOf(tx: Read): Promise<Choice[]> {
  return (await territory(tx)).communes.map(({ code, name }): Choice => [code, name])
}

type Panel = Record<string, Field<unknown>>

const lineFields = (count: number, choices: readonly Choice[]): Panel =>
  Object.fromEntries(
    Array.from(
      { length: count },
      (_, at) =>
        [
          [
            whatName(at),
            field<unknown>({
              label: `Condition ${at + 1}`,
              optional: true,
              control: { list: choices },
              type: z
                .string()
                .refine((typed) => choices.some(([known]) => known === typed), 'Choisissez dans la liste.'),
            }),
          ],
          [
            valueName(at),
            field<unknown>({
              label: `Valeur de la condition ${at + 1}`,
              ...(at === 0 && {
                hint: 'Un nombre, un jour ou un texte, pour celles qui finissent par «\u00a0…\u00a0».',
              }),
              optional: true,
              medium: true,
              control: 'line',
              type: lineOf(200),
            }),
          ],
        ] as const,
    ).flat(),
  )

function typedLines(typed: Readonly<Record<string, unknown>>): Lines {
  const lines = Array.from({ length: MOST_LINES + MORE_LINES }, (_, at) => ({
    what: String(typed[whatName(at)] ?? ''),
    value: String(typed[valueName(at)] ?? ''),
  }))
  return { link: typed.lien === 'any' ? 'any' : 'all', lines }
}

/** @throws BadInput beside the line that says nothing */
function saidBy(typed: Readonly<Record<string, unknown>>, form: FormDefinition): Condition | null {
  const made = conditionOf(typedLines(typed), form)
  if ('wrong' in made)
    throw new BadInput(
      [...made.wrong].map(([at, what]) =>
        what === 'value'
          ? {
              field: valueName(at),
              message: 'Écrivez la valeur de cette condition, de la sorte qu’elle demande.',
            }
          : { field: whatName(at), message: 'Cette question n’est plus là\u00a0: choisissez-en une autre.' },
      ),
    )
  if (made.condition !== null && !conditionSchema.safeParse(made.condition).success)
    throw new BadInput('Cette condition ne se lit pas\u00a0: choisissez ses lignes à nouveau.')
  return made.condition
}

function routesOf({ at, title, none, says, property, of }: Decided): Route[] {
  return adminForm({
    at: `${HERE}/:formulaire/${at}`,
    action: ACTION,
    title,
    async form(tx: Read, ctx: Context) {
      const { form } = await readForm(tx, idIn(ctx))
      const { id, condition } = of(form, ctx)
      const choices = lineChoices(form, id, condition, await communesOf(tx))
      const count = Math.min(linesOf(condition, form).lines.length, MOST_LINES) + MORE_LINES
      return formOf<Panel>({
        lien: field<unknown>({
          label: 'Il faut',
          control: [
            ['all', 'toutes ces conditions à la fois'],
            ['any', 'au moins une de ces conditions'],
          ],
          type: z.enum(['all', 'any'], 'Choisissez.'),
        }),
        ...lineFields(count, choices),
      })
    },
    triedButton: 'Lire la phrase',
    button: 'Garder dans le brouillon',
    back: BACK,
    async shown(tx, ctx) {
      const { form } = await readForm(tx, idIn(ctx))
      const { label, condition } = of(form, ctx)
      const { link, lines } = linesOf(condition, form)
      const said = condition === undefined ? none : says(conditionSentence(condition, labelsOf(form)))
      return {
        title: `${title}\u00a0: ${label}`,
        typed: {
          lien: link,
          ...Object.fromEntries(
            lines.flatMap(({ what, value }, line) => [
              [whatName(line), what],
              [valueName(line), value],
            ]),
          ),
        },
        version: shownNumber(condition),
        intro: html`<p>${said}</p>`,
      }
    },
    async tried(tx, typed, ctx) {
      const { form } = await readForm(tx, idIn(ctx))
      const condition = saidBy(typed, form)
      const sentence = condition === null ? none : says(conditionSentence(condition, labelsOf(form)))
      return notice('info', 'Cela se lit', html`<p>${sentence}</p>`)
    },
    async act(tx, typed, ctx, seen) {
      const form = await save(tx, idIn(ctx), {
        of: (now) => of(now, ctx).condition ?? null,
        seen,
        commands: (now) => commandsFor(of(now, ctx), property, saidBy(typed, now)),
      })
      return redirect(elementAddress(form.id, of(form, ctx).id), 'Gardé dans le brouillon.')
    },
  })
}

function commandsFor(
  { way, condition, isOptional }: Of,
  property: Decided['property'],
  to: Condition | null,
): Command[] {
  if (JSON.stringify(condition ?? null) === JSON.stringify(to)) return []
  const at = [...way, property]
  if (to === null) return [{ do: 'remove', at }]
  // What is required under a condition may be left otherwise.
  const may: Command[] =
    property === 'requiredIf' && !isOptional ? [{ do: 'set', at: [...way, 'optional'], to: true }] : []
  return [{ do: 'set', at, to: to as never }, ...may]
}

export const conditionForms: readonly Route[] = DECIDED.flatMap(routesOf)

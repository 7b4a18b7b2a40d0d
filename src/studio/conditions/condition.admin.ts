// When a page is shown, a question asked, or an answer required: conditions chosen from lists, read back as a sentence before they are kept.
import type { Command } from '#definitions'
import { type FormDefinition, labelsOf } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { type Condition, conditionSentence } from '#rules'
import { adminForm } from '#territory'
import { ACTION, BACK, elementAddress, HERE } from '../written/address.ts'
import { pageIn, pageWay, questionIn, questionWay, seenFrom } from '../written/elements.ts'
import { idIn, readForm, save, shownNumber } from '../written/read.ts'
import { conditionPanel, conditionTyped, saidBy } from './line-fields.ts'

/** An answer that a question proposes. @throws NotFound */
function choiceOf(form: FormDefinition, { params }: Context): Of {
  const placed = questionIn(form, params.question ?? '')
  const choice = placed.field.choices?.find(({ value }) => value === params.reponse)
  if (choice === undefined)
    throw new NotFound('Cette réponse n’est plus proposée\u00a0: quelqu’un l’a peut-être retirée.')
  return {
    id: placed.field.id,
    label: `question ${placed.number}, réponse «\u00a0${choice.label}\u00a0»`,
    way: [...questionWay(placed), 'choices', choice.value],
    condition: choice.showIf,
    isOptional: false,
  }
}

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
    at: 'questions/:question/reponses/:reponse/quand',
    title: 'Quand proposer une réponse',
    none: 'Elle est toujours proposée.',
    says: (sentence) => `Proposée ${sentence}.`,
    property: 'showIf',
    of: choiceOf,
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

function routesOf({ at, title, none, says, property, of }: Decided): Route[] {
  return adminForm({
    at: `${HERE}/:formulaire/${at}`,
    action: ACTION,
    title,
    async form(tx: Read, ctx: Context) {
      const { form } = await readForm(tx, idIn(ctx))
      const { id, condition } = of(form, ctx)
      return formOf(await conditionPanel(tx, seenFrom(form, id), id, condition))
    },
    triedButton: 'Lire la phrase',
    button: 'Garder dans le brouillon',
    back: BACK,
    async shown(tx, ctx) {
      const { form } = await readForm(tx, idIn(ctx))
      const { id, label, condition } = of(form, ctx)
      const said = condition === undefined ? none : says(conditionSentence(condition, labelsOf(form)))
      return {
        title: `${title}\u00a0: ${label}`,
        typed: conditionTyped(seenFrom(form, id), condition),
        version: shownNumber(condition),
        intro: html`<p>${said}</p>`,
      }
    },
    async tried(tx, typed, ctx) {
      const { form } = await readForm(tx, idIn(ctx))
      const condition = saidBy(typed, seenFrom(form, of(form, ctx).id))
      const sentence = condition === null ? none : says(conditionSentence(condition, labelsOf(form)))
      return notice('info', 'Cela se lit', html`<p>${sentence}</p>`)
    },
    async act(tx, typed, ctx, seen) {
      const form = await save(tx, idIn(ctx), {
        of: (now) => of(now, ctx).condition ?? null,
        seen,
        commands: (now) => commandsFor(of(now, ctx), property, saidBy(typed, seenFrom(now, of(now, ctx).id))),
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

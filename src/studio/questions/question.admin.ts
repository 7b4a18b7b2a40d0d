// A question is added, changed in its panel, taken away; its answers pasted as a list.
import { type Command, live } from '#definitions'
import {
  asksItems,
  type Field as Question,
  fieldsOf,
  type FormDefinition,
  kindOf,
  labelsOf,
  modelOf,
} from '#forms'
import { NotFound } from '#platform/errors.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import type { Read } from '#platform/db/db.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { REFERENCE } from '#lists'
import { type Choice, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { moreLink } from '#platform/ui/button.ts'
import { linkList } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { MOST_ROWS } from '#platform/ui/rows.ts'
import { conditionSentence } from '#rules'
import { adminForm } from '#territory'
import { z } from 'zod'
import { ACTION, BACK, elementAddress, formAddress, HERE, questionAddress } from '../written/address.ts'
import { propertyCommands } from '../written/commands.ts'
import {
  fieldsWay,
  nameFor,
  namesIn,
  pageIn,
  type Placed,
  placedInBlock,
  questionIn,
  questionWay,
  whereWords,
} from '../written/elements.ts'
import { givesModel, kindWords, proposes } from '../written/kinds.ts'
import { change, idIn, readForm, save, shownNumber } from '../written/read.ts'
import { readersOf } from '../written/uses.ts'
import { MOST_CHOICES, pasted } from './choices.ts'
import {
  LABEL,
  LIST_CONTROL,
  panelOf,
  panelShown,
  questionFrom,
  shaped,
  TYPE,
  TYPE_IN_BLOCK,
} from './panel.ts'

const button = 'Garder dans le brouillon'
const AT = `${HERE}/:formulaire/questions/:question`

const questionOf =
  ({ params }: Context) =>
  (form: FormDefinition) =>
    questionIn(form, params.question ?? '')
const fieldOf = (ctx: Context) => (form: FormDefinition) => questionOf(ctx)(form).field

const add = adminForm({
  at: `${HERE}/:formulaire/pages/:page/questions/nouvelle`,
  action: ACTION,
  title: 'Ajouter une question',
  form: formOf({ intitule: LABEL, sorte: TYPE }),
  button: 'Ajouter au brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const page = pageIn(form, ctx.params.page ?? '')
    return {
      title: `Ajouter une question à la page ${form.pages.indexOf(page) + 1}`,
      typed: { sorte: 'short-text' },
    }
  },
  async act(tx, { intitule, sorte }, ctx) {
    const { written } = await readForm(tx, idIn(ctx))
    let id = ''
    const form = await change(tx, idIn(ctx), (now) => {
      const page = pageIn(now, ctx.params.page ?? '')
      id = nameFor(intitule, namesIn(now, written.live?.body))
      const item = shaped({ id, type: sorte, label: intitule, ...roleIn(now, sorte) })
      return [{ do: 'add', at: fieldsWay(page.id), item: { ...item } as never }]
    })
    const made = questionIn(form, id).field
    const next = isWhole(made) ? elementAddress(form.id, id) : questionAddress(form.id, id, 'changer')
    return redirect(next, `Ajoutée. ${whereWords(form, id)}`)
  },
})

/** The first place that a form asks is that of the request: somebody answers by it. */
const roleIn = (form: FormDefinition, type: string): Pick<Question, 'role'> =>
  kindOf(type).roles.includes('place') && !fieldsOf(form).some(({ role }) => role === 'place')
    ? { role: 'place' }
    : {}

/** Is there nothing more to say of a new question? */
const isWhole = (question: Question): boolean =>
  !proposes(question) && kindOf(question.type).faults(question).length === 0

const deepest = (form: FormDefinition, { label, showIf, requiredIf }: Question): Html => {
  const labels = labelsOf(form)
  return html`<p>${showIf === undefined ? html`Posée à tous ceux qui arrivent à sa page.` : html`Posée ${conditionSentence(showIf, labels)}.`}
    ${requiredIf !== undefined && html`Obligatoire ${conditionSentence(requiredIf, labels)}.`}<span class="hidden"> ${label}</span></p>`
}

/** Of a choice: when each of its answers is proposed. */
function choiceWays(form: FormDefinition, { id, type, choices = [] }: Question): Html | false {
  if (
    !['single-choice', 'multiple-choice'].includes(type) ||
    choices.length === 0 ||
    choices.length > MOST_ROWS
  )
    return false
  const labels = labelsOf(form)
  const isSaid = choices.some(({ showIf }) => showIf !== undefined)
  const lines = choices.map(({ value, label, showIf }) => {
    const said = showIf === undefined ? 'toujours proposée' : `proposée ${conditionSentence(showIf, labels)}`
    return html`<li>${label}&nbsp;: ${said}. ${moreLink('Changer', questionAddress(form.id, id, `reponses/${encodeURIComponent(value)}/quand`), `quand proposer ${label}`)}</li>`
  })
  return html`<details ${attrs({ class: 'fold', open: isSaid })}><summary>Quand proposer chaque réponse</summary><ul>${lines}</ul></details>`
}

function ways(form: FormDefinition, question: Question): Html {
  const to = (what: string) => questionAddress(form.id, question.id, what)
  const count = question.choices?.length ?? 0
  return html`${deepest(form, question)}<p class="row">${moreLink('Quand la poser', to('quand'))}${moreLink('Quand elle est obligatoire', to('obligatoire'))}${proposes(question) && moreLink('Coller une liste de réponses', to('reponses'))}${givesModel(question) && moreLink(modelOf(question) === undefined ? 'Joindre un modèle à remplir' : 'Changer le modèle à remplir', to('modele'))}${question.type === 'computed' && moreLink('Écrire le calcul', to('calcul'))}${moreLink('Déplacer', to('deplacer'))}${moreLink('Retirer cette question', to('retirer'))}</p>
    ${choiceWays(form, question)}${count > MOST_ROWS && notice('info', `${plural(count, 'réponse', 'réponses')}`, html`<p>Au-delà de ${MOST_ROWS}, la liste se change en la collant entière.</p>`)}`
}

/** The reference lists that a question may choose from. */
const listChoices = async (tx: Read): Promise<readonly Choice[]> => [
  ['', 'Choisissez'],
  ...(await live(tx, REFERENCE)).map(({ id, body }): Choice => [id, body.title]),
]

/** What the items of a block are asked, in their order, each with its page. */
function itemsLine(form: FormDefinition, placed: Placed): Html {
  const own = placedInBlock(placed).map(({ field }) => ({
    href: questionAddress(form.id, field.id, 'changer'),
    label: field.label,
    under: kindWords(field),
  }))
  const said = own.length === 0 ? html`<p>Aucune question encore.</p>` : linkList(own)
  return html`<section class="stack tight" aria-label="Questions posées à chaque élément"><h2>Posées à chaque élément</h2>${said}<p>${moreLink('Ajouter une question au bloc', questionAddress(form.id, placed.field.id, 'questions/nouvelle'))}</p></section>`
}

const addToBlock = adminForm({
  at: `${AT}/questions/nouvelle`,
  action: ACTION,
  title: 'Ajouter une question à un bloc',
  form: formOf({ intitule: LABEL, sorte: TYPE_IN_BLOCK }),
  button: 'Ajouter au brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const { field: block } = blockOf(form, ctx)
    return { title: `Ajouter une question à «\u00a0${block.label}\u00a0»`, typed: { sorte: 'short-text' } }
  },
  async act(tx, { intitule, sorte }, ctx) {
    const { written } = await readForm(tx, idIn(ctx))
    let id = ''
    const form = await change(tx, idIn(ctx), (now): Command[] => {
      const placed = blockOf(now, ctx)
      id = nameFor(intitule, namesIn(now, written.live?.body))
      const item = shaped({ id, type: sorte, label: intitule })
      const at = [...questionWay(placed), 'questions']
      // The list begins with its first question.
      if (placed.field.questions === undefined) return [{ do: 'set', at, to: [{ ...item }] as never }]
      return [{ do: 'add', at, item: { ...item } as never }]
    })
    const made = questionIn(form, id).field
    const next = isWhole(made) ? elementAddress(form.id, id) : questionAddress(form.id, id, 'changer')
    return redirect(next, `Ajoutée. ${whereWords(form, id)}`)
  },
})

/** @throws NotFound for a question that is no block */
function blockOf(form: FormDefinition, ctx: Context): Placed {
  const placed = questionOf(ctx)(form)
  if (asksItems(placed.field)) return placed
  throw new NotFound('Cette question n’est plus un bloc\u00a0: quelqu’un en a peut-être changé la sorte.')
}

const changeRoutes = adminForm({
  at: `${AT}/changer`,
  action: ACTION,
  title: 'Changer une question',
  async form(tx: Read, ctx: Context) {
    const { field: question, block } = questionOf(ctx)((await readForm(tx, idIn(ctx))).form)
    return panelOf(question, block !== undefined)
  },
  button,
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const placed = questionOf(ctx)(form)
    const { field: question, number, block } = placed
    return {
      title: `Question ${number}${block === undefined ? '' : ` de «\u00a0${block.label}\u00a0»`}\u00a0: ${question.label}`,
      typed: panelShown(question),
      version: shownNumber(question),
      intro: html`${ways(form, question)}${asksItems(question) && itemsLine(form, placed)}`,
      choices: { [LIST_CONTROL]: await listChoices(tx) },
    }
  },
  async act(tx, typed, ctx, seen) {
    const of = fieldOf(ctx)
    let isOther = false
    const form = await save(tx, idIn(ctx), {
      ...{ of, seen },
      commands(now): Command[] {
        const placed = questionOf(ctx)(now)
        const made = questionFrom(placed.field, typed)
        isOther = made.type !== placed.field.type
        return canonicalJson(made) === canonicalJson(placed.field)
          ? []
          : propertyCommands(questionWay(placed), placed.field, made)
      },
    })
    const id = ctx.params.question ?? ''
    if (isOther)
      return redirect(
        questionAddress(form.id, id, 'changer'),
        `${kindWords(of(form))}\u00a0: dites ce qu’elle demande de plus.`,
      )
    return redirect(elementAddress(form.id, id), `Gardée dans le brouillon. ${whereWords(form, id)}`)
  },
})

const remove = adminForm({
  at: `${AT}/retirer`,
  action: ACTION,
  title: 'Retirer une question',
  form: formOf({}),
  button: 'Retirer du brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const { field: question, number } = questionOf(ctx)(form)
    const read = readersOf(form, question.id)
    const said =
      read.length === 0
        ? html`<p>Aucune condition ne la lit. Les réponses déjà envoyées restent sous leur version.</p>`
        : notice(
            'warn',
            'Ce qui la lit serait à revoir avant de publier',
            html`<ul>${read.map((one) => html`<li>${one}</li>`)}</ul>`,
          )
    return {
      title: `Retirer la question ${number}\u00a0: ${question.label}`,
      version: shownNumber(question),
      intro: said,
    }
  },
  async act(tx, _, ctx, seen) {
    const form = await save(tx, idIn(ctx), {
      ...{ of: fieldOf(ctx), seen },
      commands(now): Command[] {
        const placed = questionOf(ctx)(now)
        const isLast = placed.block?.questions?.length === 1
        // A block asks something, or says nothing yet of what it asks.
        return [{ do: 'remove', at: isLast ? questionWay(placed).slice(0, -1) : questionWay(placed) }]
      },
    })
    return redirect(formAddress(form.id), 'La question est retirée\u00a0: «\u00a0Annuler\u00a0» la remet.')
  },
})

const PASTED = formOf({
  comment: field({
    label: 'Ce que l’on en fait',
    control: [
      ['ajouter', 'Ajouter aux réponses qui y sont'],
      ['remplacer', 'Prendre la place de toutes'],
    ],
    type: z.enum(['ajouter', 'remplacer'], 'Choisissez.'),
  }),
  liste: field({
    label: 'Réponses, une par ligne',
    hint: 'Une aide se met après une tabulation ou «\u00a0|\u00a0». Une ligne qui dit la même chose qu’une réponse déjà là reste cette réponse.',
    control: 'text',
    rows: 15,
    type: z.string().max(400_000, 'C’est trop long.'),
  }),
})

const pasteRoutes = adminForm({
  at: `${AT}/reponses`,
  action: ACTION,
  title: 'Coller une liste de réponses',
  form: PASTED,
  button,
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const { field: question, number } = questionOf(ctx)(form)
    const { choices = [] } = question
    return {
      title: `Réponses de la question ${number}`,
      typed: {
        comment: choices.length > MOST_ROWS ? 'remplacer' : 'ajouter',
        liste:
          choices.length > MOST_ROWS
            ? choices.map(({ label, hint }) => (hint === undefined ? label : `${label} | ${hint}`)).join('\n')
            : '',
      },
      version: shownNumber(choices),
      intro: html`<p>${question.label} <span class="meta">${plural(choices.length, 'réponse', 'réponses')} aujourd’hui, ${MOST_CHOICES} au plus.</span></p>`,
    }
  },
  async act(tx, { comment, liste }, ctx, seen) {
    const form = await save(tx, idIn(ctx), {
      of: (now) => fieldOf(ctx)(now).choices ?? [],
      seen,
      commands(now) {
        const placed = questionOf(ctx)(now)
        const to = pasted(placed.field, liste, comment)
        return [{ do: 'set', at: [...questionWay(placed), 'choices'], to: to as never }]
      },
    })
    const id = ctx.params.question ?? ''
    const { choices = [] } = questionIn(form, id).field
    return redirect(
      elementAddress(form.id, id),
      `${plural(choices.length, 'réponse gardée', 'réponses gardées')}.`,
    )
  },
})

export const questionForms: readonly Route[] = [
  ...add,
  ...addToBlock,
  ...changeRoutes,
  ...remove,
  ...pasteRoutes,
]

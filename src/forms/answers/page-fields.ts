// Shows the fields of a page: what was typed, what is wrong, what is hidden at first.
import type { Html } from '#platform/html.ts'
import type { AssetUrls, MapSettings } from '#platform/ui/site.ts'
import type { Area } from '#territory'
import type { Answers, Field, FormDefinition } from '../definition/definition.ts'
import { pageWhen, wholeField } from '../definition/resolved.ts'
import { asksFiles, asksItems, kindOf } from '../fields/index.ts'
import type { ShownItem, Showing } from '../fields/kind.ts'
import { itemKeys, itemPart } from '../fields/repeated/block.ts'
import { goneIn, itemRaw, questionsOf, rawOfItem } from './items.ts'
import { wholeFormula } from './formula.ts'
import { computedOn, isRequired, openedByTyped, shownFields, withheldIn } from './reachable.ts'
import type { FormProblem, RawAnswers } from './validate.ts'

export interface FieldsView {
  form: FormDefinition
  raw: RawAnswers
  /** Right answers of the whole form: conditions read them. */
  answers: Answers
  problems: readonly FormProblem[]
  areas: readonly Area[]
  map: MapSettings | null
  assets: AssetUrls
  /** Where values shown and not yet posted come from, by field: « Repris de votre profil… ». */
  origins?: Readonly<Record<string, string>>
  /** An agent fills it for somebody: where they stand themselves says nothing. */
  elsewhere?: true
  /** Id of the field that has the focus as the page opens. */
  focused?: string | undefined
  /** Where a script sends files as they are chosen; absent: with the page. */
  upload?: string
  /** All pages stand together: each question says when its own is shown. */
  together?: true
}

/** Its columns are said by their place, for browsers. */
const withFormula = (form: FormDefinition, field: Field): Field =>
  ({ ...field, formula: wholeFormula(form, field) }) as Field

function withPage(form: FormDefinition, field: Field): Field {
  const page = form.pages.find(({ fields }) => fields.some(({ id }) => id === field.id))
  const when = page === undefined ? undefined : pageWhen(form, page)
  if (when === undefined) return field
  return {
    ...field,
    showIf: field.showIf === undefined ? when : { op: 'all', conditions: [when, field.showIf] },
  }
}

type Shared = Omit<Showing, 'origin' | 'problem' | 'part' | 'optional' | 'hidden' | 'focused'>

const shared = ({ areas, map, assets, upload, elsewhere }: FieldsView): Shared => ({
  ...{ areas, map, assets, upload, elsewhere: elsewhere ?? false },
})

/** What is wrong there; several files may be refused at once: each keeps its own sentence. */
function wrongOf(problems: readonly FormProblem[], id: string): Pick<Showing, 'problem' | 'part'> {
  const wrong = problems.filter((problem) => problem.fieldId === id)
  return {
    problem: wrong.length === 0 ? undefined : wrong.map((problem) => problem.message),
    part: wrong[0]?.part,
  }
}

/** The controls of a page; fields whose condition does not hold are there, hidden, when scripts can show them. */
export function pageFields(view: FieldsView, fields: readonly Field[]): Html[] {
  const { form, raw, answers, problems, origins } = view
  const visible = new Set(
    form.pages.flatMap((page) => shownFields(form, page, answers)).map((field) => field.id),
  )
  const withheld = withheldIn(form, answers)
  const computed = computedOn(form, fields, answers)
  return fields.map((asked) => {
    const field = view.together ? withPage(form, wholeField(form, asked)) : wholeField(form, asked)
    const whole = problems.filter(({ within }) => within === undefined)
    const value = computed.get(field.id)
    const given = value === undefined ? field : withFormula(form, field)
    return kindOf(field.type).control(given, value === undefined ? (raw[field.id] ?? {}) : { '': value }, {
      ...shared(view),
      ...wrongOf(whole, field.id),
      origin: origins?.[field.id],
      optional: !isRequired(form, field, answers) && field.requiredIf === undefined,
      hidden: !visible.has(field.id),
      focused: field.id === view.focused,
      withheld: new Set(withheld.get(field.id)?.map(({ value }) => value)),
      goesOn: view.focused,
      ...(asksItems(field) && { items: itemsShown(view, field), carried: carriedIn(view, field) }),
    })
  })
}

const itemsShown = (view: FieldsView, block: Field): ShownItem[] =>
  itemKeys(block, view.raw[block.id] ?? {}).map((key) => ({ key, controls: itemFields(view, block, key) }))

/** The controls of the questions of an item, or of some of them. */
export function itemFields(
  view: FieldsView,
  block: Field,
  key: string,
  asked: readonly Field[] = questionsOf(wholeField(view.form, block)),
): Html[] {
  const { form, raw, answers, problems } = view
  const typed = itemRaw(block, raw[block.id] ?? {}, key)
  const { isVisible, isOffered } = openedByTyped(form, block, answers, typed)
  const wrong = problems.flatMap(({ within }) => (within?.key === key ? [within.problem] : []))
  return asked.map((question) =>
    kindOf(question.type).control(
      { ...question, id: block.id + itemPart(key) + question.id },
      typed[question.id] ?? {},
      {
        ...shared(view),
        ...wrongOf(wrong, question.id),
        origin: undefined,
        optional: question.optional === true && question.requiredIf === undefined,
        // What has no condition of its own is hidden with its block.
        hidden: question.showIf !== undefined && !isVisible(question.id),
        focused: false,
        withheld: new Set(
          question.choices
            ?.filter((one) => one.showIf !== undefined && !isOffered(one))
            .map(({ value }) => value),
        ),
      },
    ),
  )
}

/** What is typed in the items that were taken away; their files stay where they are. */
function carriedIn({ raw }: FieldsView, block: Field): [string, string][] {
  return goneIn(raw[block.id] ?? {}).flatMap(({ key }) => {
    const typed = itemRaw(block, raw[block.id] ?? {}, key)
    const told = Object.fromEntries(
      questionsOf(block)
        .filter((question) => !asksFiles(question))
        .map(({ id }) => [id, typed[id] ?? {}]),
    )
    return Object.entries(rawOfItem(key, told)).flatMap(([part, value]) =>
      [value].flat().map((one): [string, string] => [block.id + part, one]),
    )
  })
}

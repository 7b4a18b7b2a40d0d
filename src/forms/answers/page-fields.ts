// Shows the fields of a page: what was typed, what is wrong, what is hidden at first.
import type { Html } from '#platform/html.ts'
import type { AssetUrls, MapSettings } from '#platform/ui/site.ts'
import type { Area } from '#territory'
import type { Answers, Field, FormDefinition } from '../definition/definition.ts'
import { pageWhen, wholeField } from '../definition/resolved.ts'
import { kindOf } from '../fields/index.ts'
import { isRequired, shownFields, withheldIn } from './reachable.ts'
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

function withPage(form: FormDefinition, field: Field): Field {
  const page = form.pages.find(({ fields }) => fields.some(({ id }) => id === field.id))
  const when = page === undefined ? undefined : pageWhen(form, page)
  if (when === undefined) return field
  return {
    ...field,
    showIf: field.showIf === undefined ? when : { op: 'all', conditions: [when, field.showIf] },
  }
}

/** The controls of a page; fields whose condition does not hold are there, hidden, when scripts can show them. */
export function pageFields(view: FieldsView, fields: readonly Field[]): Html[] {
  const { form, raw, answers, problems, areas, map, assets, upload, origins } = view
  const visible = new Set(
    form.pages.flatMap((page) => shownFields(form, page, answers)).map((field) => field.id),
  )
  const withheld = withheldIn(form, answers)
  return fields.map((asked) => {
    const field = view.together ? withPage(form, wholeField(form, asked)) : wholeField(form, asked)
    // Several files may be refused at once: each keeps its own sentence.
    const wrong = problems.filter((problem) => problem.fieldId === field.id)
    return kindOf(field.type).control(field, raw[field.id] ?? {}, {
      areas,
      map,
      assets,
      upload,
      elsewhere: view.elsewhere ?? false,
      origin: origins?.[field.id],
      problem: wrong.length === 0 ? undefined : wrong.map((problem) => problem.message),
      part: wrong[0]?.part,
      optional: !isRequired(form, field, answers) && field.requiredIf === undefined,
      hidden: !visible.has(field.id),
      focused: field.id === view.focused,
      withheld: new Set(withheld.get(field.id)?.map(({ value }) => value)),
    })
  })
}

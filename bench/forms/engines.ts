// The same form in other engines, each asked as its own documentation says, all of it at once: what is shown, and what is wrong. They are
// installed apart (others/package.json), so nothing of Parvis knows their types.
import { createRequire } from 'node:module'
import {
  CHOICES,
  type Compared,
  type Given400,
  LONGEST,
  MOST,
  PAGE,
  type Question,
  questions,
  type Said,
} from './same.ts'

export interface Engine {
  name: string
  /** Reads the form once. @returns what judges a set of answers */
  open(): Judge | Promise<Judge>
}
type Judge = (answers: Given400) => Said

const installed = createRequire(new URL('others/package.json', import.meta.url))
const many = (form: Question[], size: number) =>
  Array.from({ length: form.length / size }, (_, at) => form.slice(at * size, (at + 1) * size))

interface SurveyQuestion {
  isVisible: boolean
  errors: unknown[]
}
interface SurveyModel {
  data: Given400
  validate(shows: boolean): boolean
  getAllQuestions(): SurveyQuestion[]
}

const inSurvey = (one: Compared): string =>
  'is' in one
    ? `{${one.of}} = ${typeof one.is === 'string' ? `'${one.is}'` : one.is}`
    : `{${one.of}} >= ${one.atLeast}`

const SURVEY: Readonly<Record<Question['kind'], object>> = {
  text: { type: 'text', validators: [{ type: 'text', maxLength: LONGEST }] },
  number: {
    type: 'text',
    inputType: 'number',
    validators: [{ type: 'numeric', minValue: 0, maxValue: MOST }],
  },
  choice: { type: 'radiogroup', choices: CHOICES },
  yesNo: { type: 'boolean' },
}

const survey: Engine = {
  name: 'survey-core',
  open() {
    const { Model } = installed('survey-core') as { Model: new (json: object) => SurveyModel }
    const element = ({ id, kind, rule }: Question) => ({
      ...{ name: id, title: id, isRequired: true },
      ...SURVEY[kind],
      ...(rule && { visibleIf: rule.of.map(inSurvey).join(rule.all ? ' and ' : ' or ') }),
    })
    const pages = many([...questions], PAGE).map((page, n) => ({
      name: `p${n}`,
      elements: page.map(element),
    }))
    const model = new Model({ clearInvisibleValues: 'none', pages })
    return (answers) => {
      model.data = answers
      model.validate(true)
      const shown = model.getAllQuestions().filter(({ isVisible }) => isVisible)
      return { shown: shown.length, wrong: shown.filter(({ errors }) => errors.length > 0).length }
    }
  },
}

interface FormioScope {
  conditionals?: { conditionallyHidden: boolean }[]
  errors?: unknown[]
}

const inFormio = (one: Compared): object =>
  'is' in one
    ? { '==': [{ var: `data.${one.of}` }, one.is] }
    : { '>=': [{ var: `data.${one.of}` }, one.atLeast] }

const options = (values: readonly unknown[]) => values.map((value) => ({ value, label: String(value) }))

const FORMIO: Readonly<Record<Question['kind'], object>> = {
  text: { type: 'textfield', validate: { required: true, maxLength: LONGEST } },
  number: { type: 'number', validate: { required: true, min: 0, max: MOST } },
  choice: { type: 'radio', values: options(CHOICES), validate: { required: true } },
  yesNo: {
    type: 'radio',
    dataType: 'boolean',
    values: options(['true', 'false']),
    validate: { required: true },
  },
}

const formio: Engine = {
  name: '@formio/core',
  open() {
    const { processSync, ProcessTargets } = installed('@formio/core') as {
      processSync(context: object): void
      ProcessTargets: Readonly<Record<string, unknown>>
    }
    const components = questions.map(({ id, kind, rule }) => ({
      ...{ key: id, label: id, input: true, clearOnHide: false, ...FORMIO[kind] },
      ...(rule && { conditional: { json: { [rule.all ? 'and' : 'or']: rule.of.map(inFormio) } } }),
    }))
    return (answers) => {
      const scope: FormioScope = {}
      const data = { ...answers }
      processSync({
        ...{ form: { components }, components, submission: { data }, data, scope },
        ...{ config: { server: true }, processors: ProcessTargets.evaluator },
      })
      const hidden = (scope.conditionals ?? []).filter(
        ({ conditionallyHidden }) => conditionallyHidden,
      ).length
      return { shown: questions.length - hidden, wrong: (scope.errors ?? []).length }
    }
  },
}

interface FormJs {
  importSchema(schema: object, data: object): Promise<unknown>
  get<T>(name: string): T
}
interface Checker {
  applyConditions(data: object, context: object): Record<string, unknown>
}
interface Validator {
  validateField(field: unknown, value: unknown): unknown[]
}

const inFeel = (one: Compared): string =>
  'is' in one ? `${one.of} = ${JSON.stringify(one.is)}` : `${one.of} >= ${one.atLeast}`

const FORM_JS: Readonly<Record<Question['kind'], object>> = {
  text: { type: 'textfield', validate: { required: true, maxLength: LONGEST } },
  number: { type: 'number', validate: { required: true, min: 0, max: MOST } },
  choice: { type: 'radio', values: options(CHOICES), validate: { required: true } },
  yesNo: { type: 'radio', values: options([true, false]), validate: { required: true } },
}

/** It asks for a page at import, and is measured without drawing on it: its conditions (feelin) and its validator alone. */
function withPage(): void {
  const { Window } = installed('happy-dom') as { Window: new () => Record<string, unknown> }
  const window = new Window()
  for (const name of ['document', 'KeyboardEvent', 'HTMLElement', 'Node', 'Element', 'Event', 'CustomEvent'])
    if (!(name in globalThis) || name === 'document')
      Object.defineProperty(globalThis, name, { value: window[name], configurable: true })
}

const formJs: Engine = {
  name: '@bpmn-io/form-js, feelin',
  async open() {
    withPage()
    const { Form } = installed('@bpmn-io/form-js-viewer') as { Form: new (options: object) => FormJs }
    const form = new Form({ additionalModules: [{ __init__: [], renderer: ['value', {}] }] })
    const components = questions.map(({ id, kind, rule }) => ({
      ...{ id: `F${id}`, key: id, label: id, ...FORM_JS[kind] },
      ...(rule && {
        conditional: { hide: `=not(${rule.of.map(inFeel).join(rule.all ? ' and ' : ' or ')})` },
      }),
    }))
    await form.importSchema({ type: 'default', components }, {})
    const conditions = form.get<Checker>('conditionChecker')
    const validator = form.get<Validator>('validator')
    const none = Object.fromEntries(questions.map(({ id }) => [id, null]))
    return (answers) => {
      const data = { ...none, ...answers }
      const kept = conditions.applyConditions(data, data)
      const shown = components.filter(({ key }) => Object.hasOwn(kept, key))
      const wrong = shown.filter((field) => validator.validateField(field, kept[field.key]).length > 0)
      return { shown: shown.length, wrong: wrong.length }
    }
  },
}

export const others: readonly Engine[] = [survey, formio, formJs]

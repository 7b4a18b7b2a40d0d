// What forms ask of reference lists, and lists of forms: what a form chooses from exists, and what its conditions read stays there.
import { REFERENCE, type ReferenceList } from '#lists'
import { gateOn, type Problem } from '#platform/house/definition.ts'
import { quoted } from '#platform/ui/french.ts'
import type { Condition } from '#rules'
import type { FormDefinition } from '../definition/definition.ts'
import { fedIn } from '../fields/fed/feed.ts'
import { FORM } from './kind.ts'

/** Every part of a form that compares something with a value. */
function comparisonsIn(part: unknown): { of: string; values: readonly unknown[] }[] {
  if (Array.isArray(part)) return part.flatMap(comparisonsIn)
  if (typeof part !== 'object' || part === null) return []
  const { op, of, value, values } = part as Partial<Record<string, unknown>>
  const own =
    typeof op === 'string' && EXACT.includes(op as Condition['op']) && typeof of === 'string'
      ? [{ of, values: Array.isArray(values) ? values : [value] }]
      : []
  return [...own, ...Object.values(part).flatMap(comparisonsIn)]
}

/** `matches` reads a pattern: nothing is said of it. */
const EXACT: readonly Condition['op'][] = ['is', 'isNot', 'in', 'notIn']

/** Values of a list that the conditions of a form read. */
function valuesRead(form: FormDefinition, list: string): readonly string[] {
  const questions = new Set(fedIn(form).flatMap((one) => (one.list === list ? [one.id] : [])))
  return comparisonsIn(form).flatMap(({ of, values }) =>
    questions.has(of) ? values.filter((value) => typeof value === 'string') : [],
  )
}

const knowsLists = gateOn<FormDefinition>(FORM, {
  async refuse(form, ground) {
    const known = await ground.names(REFERENCE)
    const lists = await ground.all(REFERENCE)
    const lost = [...new Set(fedIn(form).flatMap(({ list }) => list ?? []))].flatMap((id) => {
      const rows = lists.get(id)?.rows
      const values = new Set(rows?.map(({ value }) => value))
      const read = rows === undefined ? [] : valuesRead(form, id).filter((value) => !values.has(value))
      return [...new Set(read)].map(
        (value): Problem => ({
          sentence: `Une condition lit la valeur ${quoted(value)}, qui n’est pas dans la liste ${quoted(id)}.`,
        }),
      )
    })
    const unknown = fedIn(form).flatMap(({ id, list }): Problem[] =>
      list === undefined || known.has(list)
        ? []
        : [
            {
              at: id,
              sentence: `La question ${quoted(id)} choisit dans la liste ${quoted(list)}, qui n’existe pas.`,
            },
          ],
    )
    return [...unknown, ...lost]
  },
})

const staysRead = gateOn<ReferenceList>(REFERENCE, {
  async refuse(list, ground, id) {
    if (list.rows === undefined) return []
    const values = new Set(list.rows.map(({ value }) => value))
    const forms = [...(await ground.all(FORM)).values()]
    return forms.flatMap((form) =>
      [...new Set(valuesRead(form, id))]
        .filter((value) => !values.has(value))
        .map(
          (value): Problem => ({
            at: 'rows',
            sentence: `Une condition du formulaire ${quoted(form.title)} lit la valeur ${quoted(value)}, qui n’est pas dans cette liste\u00a0: changez d’abord cette condition, ou gardez la ligne.`,
          }),
        ),
    )
  },
  async keep(id, ground) {
    const forms = [...(await ground.all(FORM)).values()].filter((form) =>
      fedIn(form).some(({ list }) => list === id),
    )
    return forms.map(
      (form): Problem => ({
        sentence: `Le formulaire ${quoted(form.title)} choisit dans cette liste\u00a0: retirez d’abord la question qui s’en sert.`,
      }),
    )
  },
})

export const gates = [knowsLists, staysRead]

// What is wrong with the conditions of a form that have a name, and with what says one.
import { quoted } from '#platform/ui/french.ts'
import { type Condition, checkCondition, type KnownFact, resolverOf } from '#rules'
import { type Field, fieldsOf, type FormDefinition, type FormPage } from '../definition/definition.ts'
import type { FormFault } from './fault.ts'

/** Where a fault of a named condition stands: no page or question is called so. */
const atCondition = (id: string): string => `condition:${id}`

/** Names, however far, that turn in a circle, stand for nothing or for too much. */
export function nameFaults(
  form: FormDefinition,
  known: Readonly<Record<string, KnownFact>>,
  conditionsOf: (item: FormPage | Field) => readonly Condition[],
): FormFault[] {
  const { conditions = [] } = form
  const titles = new Map(conditions.map(({ id, name }) => [id, name]))
  const titleOf = (id: string): string => titles.get(id) ?? id
  const resolve = resolverOf(conditions)
  const told = (at: string, condition: Condition): FormFault[] =>
    resolve.faults(condition).flatMap((fault): FormFault[] => {
      if (fault.kind === 'unknown')
        return [
          { at, sentence: `Une condition dit la condition nommée ${quoted(fault.name)}, qui n’existe pas.` },
        ]
      if (fault.kind === 'cycle')
        return [
          {
            at,
            sentence: `Les conditions nommées tournent en rond\u00a0: ${fault.path.map(titleOf).join(' → ')}.`,
          },
        ]
      return [
        {
          at,
          sentence:
            'Une condition est trop longue une fois ses noms remplacés par ce qu’ils disent\u00a0: faites-la plus courte.',
        },
      ]
    })
  const twice = conditions.filter(({ id }, at) => conditions.findIndex((one) => one.id === id) < at)
  return [
    ...twice.map(({ id }) => ({
      at: atCondition(id),
      sentence: `Deux conditions nommées portent l’identifiant ${quoted(id)}.`,
    })),
    ...conditions.flatMap(({ id, name, when }) => [
      ...checkCondition(when, known).map(({ sentence }) => ({
        at: atCondition(id),
        sentence: `Condition ${quoted(name)}\u00a0: ${sentence}`,
      })),
      ...told(atCondition(id), { op: 'named', name: id }),
    ]),
    // What is wrong within a name is told there, once.
    ...[...form.pages, ...fieldsOf(form)].flatMap((item) =>
      conditionsOf(item).flatMap((condition) =>
        told(item.id, condition).filter(
          ({ sentence }) =>
            !conditions.some((one) => told(item.id, one.when).some((own) => own.sentence === sentence)),
        ),
      ),
    ),
  ]
}

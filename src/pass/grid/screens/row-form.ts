// The form of a row: its condition chosen from lists, and what it says of one. A condition that lists do not say is replaced whole.
import { z } from 'zod'
import { canonicalJson } from '#platform/ledger/events.ts'
import { field, lineOf, several } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { capital } from '#platform/ui/french.ts'
import { type Comparison, comparisonsOf, type Condition } from '#rules'
import { QUOTIENTS } from '../../proof/facts.ts'
import { OLDEST } from '../space.ts'
import { FACT_NAMES, quotientWords } from '../words.ts'

const STATES = ['disability', 'pupil', 'student', 'job_seeker'] as const

const age = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) <= OLDEST),
    `Écrivez un âge, de 0 à ${OLDEST} ans.`,
  )

const conditions = {
  lien: field({
    label: 'La ligne vaut pour qui remplit',
    control: [
      ['all', 'Toutes ces conditions à la fois'],
      ['any', 'Au moins une de ces conditions'],
    ],
    type: z.enum(['all', 'any'], 'Choisissez.'),
  }),
  'age-du': field({
    label: 'Âge, à partir de (compris)',
    optional: true,
    control: 'line',
    type: age,
    medium: true,
  }),
  'age-au': field({
    label: 'Âge, jusqu’à (compris)',
    optional: true,
    control: 'line',
    type: age,
    medium: true,
  }),
  tranches: field({
    label: 'Tranche de quotient familial',
    optional: true,
    control: { several: QUOTIENTS.map((one) => [one, capital(quotientWords(one))] as const) },
    type: several,
  }),
  situations: field({
    label: 'L’une de ces situations',
    optional: true,
    control: { several: STATES.map((state) => [state, FACT_NAMES[state]] as const) },
    type: several,
  }),
  residence: field({
    label: 'Commune de résidence',
    control: [
      ['', 'N’importe où'],
      ['here', 'Dans le territoire'],
      ['some', 'Dans l’une de ces communes'],
    ],
    type: z.enum(['', 'here', 'some'], 'Choisissez.'),
  }),
  communes: field({
    label: 'Communes',
    optional: true,
    control: { several: [] },
    type: several,
    under: 'Choisir des communes',
  }),
}

const given = field({
  label: 'Elle donne',
  control: { list: [] },
  type: z.string().min(1, 'Choisissez la classe.'),
  medium: true,
})

export const NEW_ROW = formOf({
  nom: field({
    label: 'Nom de la ligne',
    hint: '«\u00a0Moins de 26 ans\u00a0»',
    control: 'line',
    type: lineOf(60).pipe(z.string().min(1, 'Donnez-lui un nom.')),
    medium: true,
  }),
  classe: given,
  ...conditions,
})

export const ROW = formOf({ classe: given, ...conditions })

type Typed = Omit<ReadFields<(typeof ROW)['fields']>, 'classe'>

const answered = (of: string): Condition => ({ op: 'answered', of })
const someOf = (of: string, values: readonly string[]): Condition[] => {
  const [first, ...others] = values
  if (first === undefined) return []
  return others.length === 0 ? [{ op: 'is', of, value: first }] : [{ op: 'in', of, values: [...values] }]
}

/** What was chosen, as a condition; nothing chosen: everybody. */
export function conditionOf(typed: Typed): Condition {
  const { lien, residence, communes, tranches, situations } = typed
  const [from, to] = [typed['age-du'], typed['age-au']]
  const ages: Condition[] = [
    ...(from === '' ? [] : [{ op: 'atLeast' as const, of: 'age', value: Number(from) }]),
    ...(to === '' ? [] : [{ op: 'atMost' as const, of: 'age', value: Number(to) }]),
  ]
  const states: Condition[] = situations.map((of) => ({ op: 'is', of, value: true }))
  const said: Condition[] = [
    // Both ends of an age are one condition.
    ...(lien === 'any' && ages.length > 1 ? [{ op: 'all' as const, conditions: ages }] : ages),
    ...(residence === 'here'
      ? [answered('commune')]
      : residence === 'some'
        ? someOf('commune', communes)
        : []),
    ...someOf('quotient', tranches),
    ...(lien === 'all' && states.length > 1 ? [{ op: 'any' as const, conditions: states }] : states),
  ]
  const [only, ...others] = said
  if (only === undefined) return { op: 'all', conditions: [] }
  return others.length === 0 ? only : { op: lien, conditions: said }
}

/** A condition as the form shows it; null when its lists do not say it. */
export function typedOf(condition: Condition): Typed | null {
  const leaves = comparisonsOf(condition)
  for (const lien of ['all', 'any'] as const) {
    const typed = gathered(lien, leaves)
    if (inOrder(conditionOf(typed)) === inOrder(condition)) return typed
  }
  return null
}

/** What the form would say of these, were they put together as it does. */
function gathered(lien: Typed['lien'], leaves: readonly Comparison[]): Typed {
  const values = (fact: string) =>
    leaves.flatMap((one) => {
      if (one.of !== fact) return []
      return one.op === 'is' ? [String(one.value)] : one.op === 'in' ? one.values.map(String) : []
    })
  const bound = (op: Comparison['op']) => {
    const found = leaves.find((one) => one.of === 'age' && one.op === op)
    return found !== undefined && 'value' in found ? String(found.value) : ''
  }
  const communes = values('commune')
  const isHere = leaves.some(({ of, op }) => of === 'commune' && op === 'answered')
  return {
    ...{ lien, communes, 'age-du': bound('atLeast'), 'age-au': bound('atMost') },
    residence: isHere ? 'here' : communes.length > 0 ? 'some' : '',
    tranches: values('quotient'),
    situations: leaves.flatMap(({ of }) => (STATES.some((state) => state === of) ? [of] : [])),
  }
}

/** The same whatever the order in which its conditions were written. */
const inOrder = (condition: Condition): string => {
  if (condition.op === 'not') return `not ${inOrder(condition.condition)}`
  if (condition.op !== 'all' && condition.op !== 'any') return canonicalJson(condition)
  return `${condition.op} [${condition.conditions.map(inOrder).toSorted().join(' ')}]`
}

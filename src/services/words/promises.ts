// The two promises of a request, named once: an agent who has read it writes; then what was asked is done; and what steps say of them.
// Pure.
import type { Delays } from '#workflows'
import { plural } from '#platform/ui/french.ts'
import type { ServiceDefinition } from './definition.ts'

/** The first promise: not yet what was asked. */
export const FIRST_MESSAGE = 'Un premier message'

/** What the first promise holds. */
export const FIRST_MESSAGE_SAYS = 'un agent vous dit ce qui sera fait'

/** The second promise: « La réparation », « La décision ». */
export const solutionWords = ({ solutionLabel }: Pick<ServiceDefinition, 'solutionLabel'>): string =>
  solutionLabel ?? 'La solution'

type Step = ServiceDefinition['steps'][number]

// « Sous 4 jours ouvrés »: what a step promises in its own words.
const SAID = /\b(sous\s+)(\d{1,3})\s+jours?\s+ouvrés?/giu

/** What steps promise in days that neither delay does: one sentence a step. */
export function staleSteps(steps: readonly Step[], { firstAnswer, solution }: Delays): string[] {
  const promised = [firstAnswer.days, solution.days]
  return steps.flatMap(({ title, text }) => {
    const other = [...`${title}\n${text}`.matchAll(SAID)].find(
      ([, , days]) => !promised.includes(Number(days)),
    )
    return other === undefined
      ? []
      : [
          `L’étape «\u00a0${title}\u00a0» promet ${plural(Number(other[2]), 'jour ouvré', 'jours ouvrés')}, et les délais ${promised.join(' puis ')}\u00a0: écrivez l’un de ces nombres, ou changez d’abord les délais promis.`,
        ]
  })
}

/** The same steps, which promised the first delays, for the others. */
export function stepsFor(steps: readonly Step[], was: Delays, now: Delays): Step[] {
  const isSame = was.firstAnswer.days === was.solution.days
  const of = (days: number, { title }: Step): keyof Delays | null => {
    if (isSame && days === was.solution.days) return /premi(er|ère)/i.test(title) ? 'firstAnswer' : 'solution'
    if (days === was.firstAnswer.days) return 'firstAnswer'
    return days === was.solution.days ? 'solution' : null
  }
  return steps.map((step) => {
    const told = (text: string): string =>
      text.replace(SAID, (all: string, sous: string, days: string) => {
        const which = of(Number(days), step)
        return which === null ? all : `${sous}${plural(now[which].days, 'jour ouvré', 'jours ouvrés')}`
      })
    return { title: told(step.title), text: told(step.text) }
  })
}

/** The days that steps promise, each once, the shortest first. */
const promisedIn = (steps: readonly Step[]): number[] => {
  const days = steps.flatMap(({ title, text }) =>
    [...`${title}\n${text}`.matchAll(SAID)].map(([, , said]) => Number(said)),
  )
  return [...new Set(days)].toSorted((one, other) => one - other)
}

/**
 * Steps written for other delays, as they promise these: of two numbers the shorter is the first answer’s. More than two are left as
 * they are written: nobody knows which each was.
 */
export function stepsAs(steps: readonly Step[], now: Delays): Step[] {
  const [first, last = first, ...more] = promisedIn(steps)
  if (first === undefined || last === undefined || more.length > 0 || staleSteps(steps, now).length === 0)
    return [...steps]
  const of = (days: number) => ({ days, riskDays: 0 })
  return stepsFor(steps, { firstAnswer: of(first), solution: of(last) }, now)
}

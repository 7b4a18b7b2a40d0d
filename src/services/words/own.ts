// What a town says otherwise of a service for its residents: its parts one by one, each by a setting. Pure.
import type { ZodType } from 'zod'
import type { ServiceDefinition } from './definition.ts'
import { GROUPS, type Group, type Part } from './parts.ts'
import { stepsAs, stepsFor } from './promises.ts'
import { base } from './schema.ts'

/** Parts that towns say otherwise, by the setting that says it. */
export const OWN_PARTS: ReadonlyMap<string, Part> = new Map(
  GROUPS.flatMap(({ parts }) => Object.values(parts)).flatMap((part) =>
    part.key === undefined ? [] : [[part.key, part] as const],
  ),
)

/** The groups, with those of their parts. */
export const OWN_GROUPS: readonly Group[] = GROUPS.map(({ parts, ...group }) => ({
  ...group,
  parts: Object.fromEntries(Object.entries(parts).filter(([, { key }]) => key !== undefined)),
}))

/** Is it of the delays promised? Whoever answers promises them. */
export const isPromise = ({ at }: Pick<Part, 'at'>): boolean => at[0] === 'delays'

/** What stands in a definition, when it is given alone. */
const shapeOf = ({ at: [name, ...below] }: Part): ZodType | undefined =>
  below.length > 0 ? undefined : base.shape[name as keyof typeof base.shape]

/** Reads what a town types for a part: as the form of the metropolis does, and no more than a definition takes. */
export const typeOf = (part: Part): ZodType =>
  part.field.type.superRefine((read, context) => {
    const value = part.write(read)
    const judged = value === undefined ? undefined : shapeOf(part)?.safeParse(value)
    for (const { message } of judged?.error?.issues ?? []) context.addIssue({ code: 'custom', message })
  })

/** The service as those settings say it; what it would not take leaves it as it is. */
export function withOwn(
  service: ServiceDefinition,
  said: Iterable<readonly [key: string, typed: string]>,
): ServiceDefinition {
  const made = saying(service, said)
  return made === service ? service : warned(made, service)
}

/** The same, as it is said: two delays may not go together. */
export function saying(
  service: ServiceDefinition,
  said: Iterable<readonly [key: string, typed: string]>,
): ServiceDefinition {
  let made = service
  for (const [key, typed] of said) {
    const part = OWN_PARTS.get(key)
    const read = part === undefined ? undefined : typeOf(part).safeParse(typed)
    if (part === undefined || read?.success !== true) continue
    if (isPromise(part) && service.delays === undefined) continue
    made = put(made, part.at, part.write(read.data)) as ServiceDefinition
  }
  return made
}

function put(into: object, [name = '', ...below]: readonly string[], value: unknown): object {
  if (below.length === 0 && value === undefined)
    return Object.fromEntries(Object.entries(into).filter(([other]) => other !== name))
  const inner = (into as Readonly<Record<string, object>>)[name] ?? {}
  return { ...into, [name]: below.length === 0 ? value : put(inner, below, value) }
}

/**
 * What the metropolis says since may not go with what the town chose: an alert comes after the departure of its delay, the first answer
 * before the solution. Steps promise the delays that are then in force, whoever wrote them.
 */
function warned(made: ServiceDefinition, service: ServiceDefinition): ServiceDefinition {
  if (made.delays === undefined || service.delays === undefined) return made
  const { firstAnswer, solution } = made.delays
  const within = ({ riskDays }: typeof solution, days: number) => ({
    days,
    riskDays: Math.min(days - 1, riskDays),
  })
  const delays = {
    firstAnswer: within(firstAnswer, Math.min(firstAnswer.days, solution.days)),
    solution: within(solution, solution.days),
  }
  const steps =
    made.steps === service.steps ? stepsFor(made.steps, service.delays, delays) : stepsAs(made.steps, delays)
  return { ...made, delays, steps }
}

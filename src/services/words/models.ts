// What services of one kind all say, written once (definitions/models.json): a service’s file says the rest. Pure.
import { z } from 'zod'
import { plural } from '#platform/ui/french.ts'
import type { ServiceDefinition, ServiceModel } from './definition.ts'
import { serviceSchema } from './schema.ts'

type ServiceModels = Readonly<Record<string, ServiceModel>>

/** The schema of a service’s file: `like` names its model, `answer` and `outcome` are the words of its steps. */
export function serviceFileSchema(models: ServiceModels): z.ZodType<ServiceDefinition> {
  return z.preprocess((file, context) => {
    if (typeof file !== 'object' || file === null || !('like' in file)) return file
    const { like, ...own } = file
    const model = typeof like === 'string' ? models[like] : undefined
    if (model !== undefined) return completed({ ...model, ...own })
    context.addIssue({
      code: 'custom',
      path: ['like'],
      message: `models.json n’a pas de modèle « ${String(like)} ».`,
    })
    return z.NEVER
  }, serviceSchema)
}

function completed({ received, answer, outcome, ...service }: ServiceModel): object {
  const { steps, delays, solutionLabel = 'La solution' } = service
  if (steps !== undefined || delays === undefined) return service
  const within = (days: number) => `Sous ${plural(days, 'jour ouvré', 'jours ouvrés')}\u00a0: `
  const label = solutionLabel.charAt(0).toLowerCase() + solutionLabel.slice(1)
  return {
    ...service,
    steps: [
      ...(received === undefined ? [] : [received]),
      { title: `${within(delays.firstAnswer.days)}un premier message`, text: answer },
      { title: `${within(delays.solution.days)}${label}`, text: outcome },
    ],
  }
}

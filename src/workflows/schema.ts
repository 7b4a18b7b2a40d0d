// The shape of a workflow read from a file or a screen. What it means is the prover's business.
import { conditionSchema } from '#rules'
import { plural } from '#platform/ui/french.ts'
import { z } from 'zod'
import type { Delay, Delays, WorkflowDefinition } from './definition.ts'

const id = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,79}$/i,
    'Un identifiant commence par une lettre, puis lettres, chiffres, - et _.',
  )
const text = z.string().trim().min(1, 'Ce texte manque.').max(300, 'Ce texte dépasse 300 caractères.')
const days = z
  .int('Donnez un nombre entier de jours.')
  .min(1, 'Un jour au moins.')
  .max(3650, 'Dix ans au plus.')

const stateSchema = z.strictObject({
  id,
  label: text,
  residentLabel: text,
  residentText: text,
  kind: z.enum(['new', 'active', 'waiting', 'done']),
  tone: z.enum(['info', 'good', 'warn', 'bad', 'idle']),
  owner: z.enum(['handler', 'resident', 'nobody']),
  clock: z.enum(['running', 'paused', 'stopped']),
  timeout: z.strictObject({ days, transition: id }).exactOptional(),
})

// Which effects there are, the modules say: the prover refuses the others.
const effectSchema = z.strictObject({ name: id, template: id.exactOptional() })

const transitionSchema = z.strictObject({
  id,
  label: text,
  again: text.exactOptional(),
  icon: z.string().max(40).exactOptional(),
  from: z.array(id).min(1, 'Une action part d’un état au moins.'),
  to: id,
  who: z.array(z.enum(['handler', 'manager', 'reception', 'observer', 'resident', 'system'])),
  asks: z.array(z.enum(['message', 'reason', 'agent', 'target', 'date'])).exactOptional(),
  when: conditionSchema.exactOptional(),
  effects: z.array(effectSchema),
  withinDays: days.exactOptional(),
  residentSays: text.nullable(),
  agentSays: text,
})

/** zod schema of a WorkflowDefinition: its shape only. Unknown keys are refused. */
export const workflowSchema: z.ZodType<WorkflowDefinition> = z.strictObject({
  id,
  title: text,
  start: id,
  states: z.array(stateSchema).min(1, 'Un parcours a un état au moins.').max(50),
  transitions: z.array(transitionSchema).max(200),
})

const delaySchema: z.ZodType<Delay> = z.strictObject({
  days: days.max(500, 'Deux ans de travail au plus.'),
  riskDays: z.int().min(0).max(500),
})

/** zod schema of Delays: working days, one at least. */
export const delaysSchema: z.ZodType<Delays> = z
  .strictObject({ firstAnswer: delaySchema, solution: delaySchema })
  .superRefine((delays, context) => {
    for (const { at, sentence } of delayFaults(delays))
      context.addIssue({ code: 'custom', path: [...at], message: sentence })
  })

/** What two delays may not promise together, each beside the number to change. */
export function delayFaults(
  delays: Delays,
): { at: readonly [keyof Delays, keyof Delay]; sentence: string }[] {
  const { firstAnswer, solution } = delays
  const alerts = (['firstAnswer', 'solution'] as const).flatMap((of) =>
    delays[of].riskDays < delays[of].days
      ? []
      : [
          {
            at: [of, 'riskDays'] as const,
            sentence: `L’alerte ne peut pas précéder le départ du délai, ni tomber ce jour-là\u00a0: écrivez ${delays[of].days - 1} au plus.`,
          },
        ],
  )
  if (firstAnswer.days <= solution.days) return alerts
  const sentence = `La première réponse vient avant la solution, promise sous ${plural(solution.days, 'jour', 'jours')}\u00a0: écrivez ${solution.days} au plus, ou allongez l’autre délai.`
  return [{ at: ['firstAnswer', 'days'], sentence }, ...alerts]
}

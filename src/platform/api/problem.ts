// An error as programs read it: problem details (RFC 9457). The sentence is the one that people are told.
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { BadInput, type ParvisError } from '../errors.ts'
import type { Dialect } from './call.ts'

export const PROBLEM = z.object({
  type: z.literal('about:blank'),
  title: z.string().meta({ description: 'Le nom du statut, en anglais.' }),
  status: z.int(),
  detail: z.string().meta({ description: 'Ce qui s’est passé et quoi faire, en français.' }),
  problems: z
    .array(z.object({ at: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'Ce qu’il faut corriger\u00a0: où, et pourquoi.' }),
})

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Where each problem is: the name of a value, with dots for what is inside others. */
function problemOf(error: ParvisError): z.infer<typeof PROBLEM> {
  const { status, message: detail } = error
  const about = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail } as const
  const problems = error instanceof BadInput ? error.problems.filter(({ field }) => field !== '') : []
  return problems.length === 0
    ? about
    : { ...about, problems: problems.map(({ field, message }) => ({ at: field, message })) }
}

/** How calls speak unless their protocol has its own words. */
export const PLAIN: Dialect = {
  at: '/api',
  json: 'application/json',
  problemType: PROBLEM_TYPE,
  problem: problemOf,
}

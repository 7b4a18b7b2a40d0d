// The two promises of a request, named once: an agent who has read it writes; then what was asked is done.
import type { ServiceDefinition } from './definition.ts'

/** The first promise: not yet what was asked. */
export const FIRST_MESSAGE = 'Un premier message'

/** What the first promise holds. */
export const FIRST_MESSAGE_SAYS = 'un agent vous dit ce qui sera fait'

/** The second promise: « La réparation », « La décision ». */
export const solutionWords = ({ solutionLabel }: Pick<ServiceDefinition, 'solutionLabel'>): string =>
  solutionLabel ?? 'La solution'

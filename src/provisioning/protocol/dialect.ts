// How SCIM says what it says (RFC 7644, 3.12): its type, its errors.
import type { Dialect } from '#platform/api/call.ts'
import { BadInput, ParvisError } from '#platform/errors.ts'

const SCIM_JSON = 'application/scim+json'
/** Schemas of the protocol’s own resources. */
export const CORE = 'urn:ietf:params:scim:schemas:core:2.0'
export const MESSAGE = 'urn:ietf:params:scim:api:messages:2.0'

/** RFC 7644, table 9. */
type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** A refusal that SCIM has a word for. */
export class ScimError extends ParvisError {
  readonly status: number
  readonly scimType: ScimType | undefined
  constructor(status: 400 | 403 | 404 | 409 | 412 | 501, message: string, scimType?: ScimType) {
    super(message)
    this.status = status
    this.scimType = scimType
  }
}

export const bad = (scimType: ScimType, message: string): ScimError => new ScimError(400, message, scimType)

/** What verbs of screens refuse with 422 is a wrong value here; JSON that cannot be read is another word. */
function saidOf(error: ParvisError): { status: number; scimType?: ScimType | undefined } {
  if (error instanceof ScimError) return error
  if (!(error instanceof BadInput) || error.status !== 422) return { status: error.status }
  const isUnread = error.problems.every(({ field }) => field === '')
  return { status: 400, scimType: isUnread ? 'invalidSyntax' : 'invalidValue' }
}

function problem(error: ParvisError) {
  const { status, scimType } = saidOf(error)
  const fields = error instanceof BadInput ? error.problems.filter(({ field }) => field !== '') : []
  const detail =
    fields.length === 0
      ? error.message
      : fields.map(({ field, message }) => `${field}\u00a0: ${message}`).join(' ')
  return {
    schemas: [`${MESSAGE}:Error`],
    ...(scimType === undefined ? {} : { scimType }),
    detail,
    status: String(status),
  }
}

export const SCIM: Dialect = {
  at: '/scim',
  json: SCIM_JSON,
  problemType: `${SCIM_JSON}; charset=utf-8`,
  problem,
  statusOf: (error) => saidOf(error).status,
}

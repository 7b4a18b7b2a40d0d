// The six ways a request can fail, whatever the module. One mapper (http.ts) turns them into six pages.

/** What is wrong with one field: `field` is the id of the control the summary links to. */
export interface FieldProblem {
  field: string
  message: string
}

/** Sentences are French, for the person: what happened, what is kept, what to do. */
export abstract class ParvisError extends Error {
  abstract readonly status: number
}

/** Is it an answer to whoever asked, and no failure of ours? */
export const isRefusal = (error: unknown): error is ParvisError =>
  error instanceof ParvisError && error.status < 500

/** 422: something typed is to be corrected. Pages show the problems beside the fields. */
export class BadInput extends ParvisError {
  readonly status: number = 422
  readonly problems: FieldProblem[]
  constructor(problems: FieldProblem[] | string) {
    const list = typeof problems === 'string' ? [{ field: '', message: problems }] : problems
    super(list.map((problem) => problem.message).join(' '))
    this.problems = list
  }
}

/** 413: what was sent is larger than what we take (RFC 9110, 15.5.14). */
export class TooLarge extends BadInput {
  override readonly status = 413
}

/** 401: nobody is signed in and somebody must be. */
export class Unauthenticated extends ParvisError {
  readonly status = 401
  constructor(message = 'Connectez-vous pour continuer.') {
    super(message)
  }
}

/** 403: never for a thing that exists but is hidden (that is NotFound); for acts one sees but may not do. */
export class Forbidden extends ParvisError {
  readonly status = 403
  constructor(message = 'Votre compte ne permet pas cette action.') {
    super(message)
  }
}

/** 403: an act that another site made a browser ask for: the answer holds nothing to act with. */
export class ForeignAct extends Forbidden {
  constructor() {
    super(
      'Cette action a été demandée depuis un autre site. Par sécurité, nous n’avons rien fait. Si vous vouliez la faire, ouvrez notre site et recommencez.',
    )
  }
}

/** 403: a page of one's own account, asked for while acting for somebody else. */
export class OwnNameOnly extends Forbidden {
  /** Where to go once one acts in one's own name again: a path of this site. */
  readonly back: string
  constructor(name: string, back: string) {
    super(`Cette page concerne seulement ${name}.`)
    this.back = back
  }
}

/** 403: whoever looks as somebody else reads the desk and the administration, as they do, and nothing more. */
export class LooksOnly extends Forbidden {
  constructor(personName: string) {
    super(
      `Vous voyez Parvis comme ${personName}, en lecture seule\u00a0: ni acte, ni fichier, ni page de son compte.`,
    )
  }
}

/** 403: the agent's post only reads, or opens nothing any more; the sentence says why, until when and whom to ask. */
export class PostIdle extends Forbidden {}

/** 404: absent, or not visible to this person. */
export class NotFound extends ParvisError {
  readonly status = 404
  constructor(message = 'Cette page n’existe pas ou n’existe plus.') {
    super(message)
  }
}

/** 409: somebody or something changed meanwhile. */
export class Conflict extends ParvisError {
  readonly status = 409
}

/** 429: too many tries. `retryAfter` in seconds. */
export class TooMany extends ParvisError {
  readonly status = 429
  readonly retryAfter: number
  constructor(message: string, retryAfter: number) {
    super(message)
    this.retryAfter = retryAfter
  }
}

/** 503: the database or something needed does not answer; worth trying again. */
export class Unavailable extends ParvisError {
  readonly status = 503
  constructor(
    message = 'Le service est momentanément indisponible. Rien de ce que vous avez envoyé n’est perdu.',
  ) {
    super(message)
  }
}

/** 507: no place is left to keep what was sent (a disk is full, a quota is used up). */
export class Full extends ParvisError {
  readonly status = 507
  constructor(message = 'Nous n’avons plus de place pour enregistrer votre envoi en ce moment.') {
    super(message)
  }
}

// Of the system (a disk, a quota of a disk) and of PostgreSQL (53100: disk_full).
const NO_PLACE = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** Is this error a disk that is full, ours or the database's? */
export const isFull = (error: unknown): boolean =>
  error instanceof Full ||
  (error instanceof Error && NO_PLACE.has(String((error as { code?: unknown }).code)))

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

/** Is this error the database being away (stopped, restarting, out of connections), and not a fault of the statement? */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Unavailable) return true
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && (UNREACHABLE.has(code) || code.startsWith('08'))) return true
  return /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/.test(
    error.message,
  )
}

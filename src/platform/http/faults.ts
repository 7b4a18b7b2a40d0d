// From anything thrown to one of the errors people are told of.
import type { FastifyRequest } from 'fastify'
import {
  BadInput,
  Forbidden,
  Full,
  isFull,
  isUnavailable,
  NotFound,
  ParvisError,
  TooLarge,
  Unavailable,
} from '../errors.ts'

/** 500: a fault of ours. */
export class Broken extends ParvisError {
  readonly status = 500
}

/** 403: the second wall refused what the first let through: what opened it ended in that very instant, or it is a fault of ours. */
export class Walled extends Forbidden {
  constructor() {
    super(
      'Vos droits ont changé pendant votre envoi (un mandat ou une fonction a pris fin, par exemple), ou ne permettent pas cette action. Rien n’est enregistré.',
    )
  }
}

// A policy, or a function that asks whose it is. What no role of ours may ever do is a fault of ours, and stays one.
const isWalled = (error: unknown): boolean =>
  error instanceof Error &&
  (error as { code?: unknown }).code === '42501' &&
  !error.message.startsWith('permission denied')

// An id that no row may have, too large or no number, names nothing, whatever the page.
const isNobodys = (error: unknown): boolean =>
  error instanceof Error &&
  /^value ".*" is out of range for type \w+$|^invalid input syntax for type \w+: "NaN"$/.test(error.message)

/** The error to tell; its sentence is for the person. */
export function asParvisError(error: unknown): ParvisError {
  if (error instanceof ParvisError) return error
  if (isUnavailable(error)) return new Unavailable()
  if (isFull(error)) return new Full()
  if (isWalled(error)) return new Walled()
  if (isNobodys(error)) return new NotFound()
  const status = (error as { statusCode?: number }).statusCode
  if (status === 413)
    return new TooLarge(
      'Votre envoi est trop lourd\u00a0: 60 Mo au plus en tout, 10 Mo par fichier. Retirez un fichier et recommencez\u202f; vos réponses enregistrées sont gardées.',
    )
  if (status !== undefined && status >= 400 && status < 500)
    return new BadInput(
      'Votre navigateur a envoyé une demande que nous n’avons pas comprise. Revenez en arrière et recommencez.',
    )
  return new Broken(
    'Une erreur est survenue de notre côté. Ce que vous aviez enregistré est gardé. Recommencez dans un instant.',
  )
}

/** Where it broke, without the message: messages may carry values. */
function stackOf(error: unknown): string[] {
  return error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.trim().startsWith('at '))
        .slice(0, 8)
    : []
}

/** Writes a fault of ours, and what the second wall refused, in the journal; what people did wrong and a database that is away are told elsewhere. */
export function noteFault(request: FastifyRequest, error: unknown, told: ParvisError): void {
  if (told instanceof Unavailable || (told.status < 500 && !(told instanceof Walled))) return
  request.log.error({ route: request.routeOptions.url, name: (error as Error).name, at: stackOf(error) })
}

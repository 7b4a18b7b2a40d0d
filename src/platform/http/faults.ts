// From anything thrown to one of the errors people are told of.
import type { FastifyRequest } from 'fastify'
import { BadInput, Full, isFull, isUnavailable, ParvisError, TooLarge, Unavailable } from '../errors.ts'

/** 500: a fault of ours. */
export class Broken extends ParvisError {
  readonly status = 500
}

/** The error to tell; its sentence is for the person. */
export function asParvisError(error: unknown): ParvisError {
  if (error instanceof ParvisError) return error
  if (isUnavailable(error)) return new Unavailable()
  if (isFull(error)) return new Full()
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

/** Writes a fault of ours in the journal; what people did wrong and a database that is away are told elsewhere. */
export function noteFault(request: FastifyRequest, error: unknown, told: ParvisError): void {
  if (told.status < 500 || told instanceof Unavailable) return
  request.log.error({ route: request.routeOptions.url, name: (error as Error).name, at: stackOf(error) })
}

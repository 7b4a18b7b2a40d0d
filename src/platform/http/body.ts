// Reads a posted body (urlencoded or multipart) into clean values and uploads, within limits, without ever holding the
// process: what is long is read in slices. A body past a limit that a person may meet is still read: the form comes again.
import type { FastifyRequest } from 'fastify'
import { BadInput, ParvisError } from '../errors.ts'
import { breath, type Breath } from '../breath.ts'
import { type Gathering, gather, gathering, NotOurForm, pairsOf, TOO_LONG } from './gather.ts'
import { forget, readMultipart, type Receiving, type TakesFiles } from './multipart.ts'
import type { Posted } from './route.ts'

const NOT_OURS = 'Cet envoi ne ressemble à aucun de nos formulaires. Revenez en arrière et recommencez.'

async function readUrlencoded(text: string, into: Gathering, breathe: Breath): Promise<void> {
  for (const [name, value, isCut] of pairsOf(text)) {
    gather(into, name, value)
    into.isCut ||= isCut
    await breathe()
  }
}

/**
 * The body's values, and its uploads in files of a folder; call `release` when they are no longer needed. null: no file is taken,
 * and what comes as one is forgotten as it comes.
 * @throws BadInput for what no person sends, TooLarge for what is too heavy to be read at all, Unavailable when the folder is
 */
export async function readBody(
  request: FastifyRequest,
  takes: TakesFiles | null,
): Promise<{ posted: Posted; release: () => Promise<void> }> {
  const into = gathering()
  const files: Receiving = { takes, arriving: [], count: 0, bytes: 0, read: 0, refusal: null }
  try {
    if (typeof request.body === 'string') await readUrlencoded(request.body, into, breath())
    else if (isMultipart(request)) await readMultipart(request.raw, into, files)
  } catch (error) {
    takes?.share.release()
    throw told(error)
  }
  const refusal = files.refusal ?? (into.isCut ? TOO_LONG : null)
  const arrived = await Promise.all(files.arriving)
  const uploads = takes !== null && files.refusal === null ? arrived.filter((upload) => upload !== null) : []
  const release = async () => {
    takes?.share.release()
    await forget(files)
  }
  return { posted: { values: into.values, uploads, refusal }, release }
}

/** May it bring files? */
export const isMultipart = ({ headers }: FastifyRequest): boolean =>
  /^multipart\/form-data/i.test(headers['content-type'] ?? '')

// What is left comes from a body that is cut, or is not what its header says.
function told(error: unknown): ParvisError {
  if (error instanceof ParvisError) return error
  return new BadInput(
    error instanceof NotOurForm
      ? NOT_OURS
      : 'Votre envoi est arrivé incomplet. Revenez en arrière et recommencez.',
  )
}

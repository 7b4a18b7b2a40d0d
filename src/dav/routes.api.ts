// Table of what programs call under /dav/ (RFC 4918): each verb at the root and below it.
import { type Call, call, type CallContext, type Told, type Verb } from '#platform/api/call.ts'
import { DAV } from './protocol/dialect.ts'
import { AT } from './protocol/path.ts'
import { lock, unlock } from './verbs/lock.ts'
import { copy, move } from './verbs/move.ts'
import { get, options, propfind } from './verbs/read.ts'
import { mkcol, proppatch, put, remove } from './verbs/write.ts'

type Handle = (ctx: CallContext, body: unknown) => Promise<Told<unknown>>
const ROWS: readonly (readonly [verb: Verb, title: string, handle: Handle])[] = [
  ['OPTIONS', 'Ce que prend une adresse', options],
  ['GET', 'Lire un document', get],
  ['PUT', 'Écrire un document', put],
  ['DELETE', 'Retirer un document ou un dossier', remove],
  ['PROPFIND', 'Ce que tient un dossier', propfind],
  ['PROPPATCH', 'Noter des propriétés', proppatch],
  ['MKCOL', 'Créer un dossier', mkcol],
  ['COPY', 'Copier', copy],
  ['MOVE', 'Déplacer', move],
  ['LOCK', 'Verrouiller', lock],
  ['UNLOCK', 'Déverrouiller', unlock],
]

export const calls: readonly Call[] = [AT, `${AT}/*`].flatMap((path) =>
  ROWS.map(([verb, title, handle]) =>
    call({
      call: `${verb} ${path}` as Call['call'],
      action: 'file.dav',
      title,
      text: 'WebDAV, classes 1 et 2 (RFC 4918).',
      face: 'api',
      dialect: DAV,
      own: true,
      by: ['application'],
      body: { stream: true },
      handle: (ctx, { body }) => handle(ctx, body),
    }),
  ),
)

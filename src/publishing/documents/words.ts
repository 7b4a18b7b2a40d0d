// What is said of a document: its kind and size beside its name, and what keeps somebody from reading it. Pure.
import { formatText } from '#platform/files/saved-name.ts'
import { fileSize, plural } from '#platform/ui/french.ts'
import { missingIn, stumblesIn, type Values } from '../types/fields.ts'
import type { ContentType } from '../types/kind.ts'
import type { Document } from './joined.ts'

/** « PDF, 240 ko, 3 pages » */
export function kindText({ mediaType, bytes, made }: Document): string {
  const pages = made.preview?.state === 'made' ? plural(made.preview.pages, 'page', 'pages') : ''
  return [formatText({ mediaType }), fileSize(bytes), pages].filter((part) => part !== '').join(', ')
}

const SAY_IT = 'Déposez-en une version avec du texte, ou écrivez ce qu’il dit pour qui ne peut pas le lire.'

const WRONG = {
  bare: {
    said: 'ses pages sont des images\u00a0: ses mots ne se cherchent pas et ne s’écoutent pas.',
    mend: SAY_IT,
  },
  unread: { said: 'ses mots n’ont pas pu être lus.', mend: SAY_IT },
  locked: {
    said: 'il est protégé par un mot de passe\u00a0: personne ne l’ouvrira.',
    mend: 'Déposez-le sans mot de passe.',
  },
  waiting: { said: 'ses mots sont encore en train d’être lus.', mend: 'Réessayez dans un instant.' },
} as const

/** What keeps a document from being read by all, and what to do; null: nothing does. */
export function unreadable({ made, alternative }: Document): { said: string; mend: string } | null {
  const { said } = made
  if (said === 'read') return null
  if (said === 'locked') return WRONG.locked
  if (said === null || said === 'begun') return WRONG.waiting
  return alternative === '' ? WRONG[said] : null
}

/** The same of all of them, as what readers would stumble on. */
export const stumblesOn = (documents: readonly Document[]) =>
  documents.flatMap((document) => {
    const wrong = unreadable(document)
    return wrong === null ? [] : [{ label: document.name, ...wrong, refuses: true }]
  })

/** What is written of a content. */
interface Written {
  type: ContentType
  fields: Values
  documents: readonly Document[]
}

/** Labels of what must be there before anybody reads it, and is not: a document too, where nothing stands for one. */
export function missingOf({ type, fields, documents }: Written): string[] {
  const instead = type.documents?.instead
  const isLess = instead !== undefined && documents.length === 0 && fields[instead] === undefined
  return [...missingIn(type, fields), ...(isLess ? ['Document joint'] : [])]
}

/** What readers would stumble on, in its texts and in its documents. */
export const stumblesOf = ({ type, fields, documents }: Written) => [
  ...stumblesIn(type, fields),
  ...stumblesOn(documents),
]
